import { Refused } from '@app/ledger';
import type { HolderChanged } from '../officials/events.js';

const endings = ['left', 'dutyEnded'];
const beginnings = ['added', 'transferred'];

/**
 * Asserts that an official's events say that they are registered and serving at an instant: no `left` or `dutyEnded` is
 * the latest change that had taken effect. Refuses otherwise.
 */
export function assertServing(events: readonly { type: string; data: object }[], at: string): void {
  if (!events.some(({ type }) => type === 'OfficialRegistered')) {
    throw new Refused('this official is not registered', 'official-unknown');
  }
  const latest = events
    .filter(({ type }) => type === 'HolderChanged')
    .map(({ data }) => data as HolderChanged)
    .filter(({ kind, effectiveAt }) => [...endings, ...beginnings].includes(kind) && effectiveAt <= at)
    .sort((a, b) => (a.effectiveAt < b.effectiveAt ? -1 : a.effectiveAt > b.effectiveAt ? 1 : 0))
    .at(-1);
  if (latest && endings.includes(latest.kind)) throw new Refused('this official no longer serves', 'official-left');
}
