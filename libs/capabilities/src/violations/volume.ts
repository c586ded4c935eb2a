import { addDays, dayMs } from '../time.js';
import { defined, filed, type Filed, type Known, type Volume } from './folders.js';
import { grantAt, roleAt } from './life.js';
import { useUnit } from './light.js';
import { ofOneType } from './lists.js';
import type { Day, Light, Use } from './rule.js';

/** An account's look-ups of a day. */
export const lookUpsOn = ({ uses }: Pick<Day, 'uses'>): readonly Use[] => ofOneType(uses, 'LookupPerformed');
const nobody: readonly string[] = [];
/** Whom a look-up asked for. */
export const subjectsOf = ({ subjects = nobody }: Use) => subjects;

/** What accounts are compared by: role class and kind of unit; `undefined` for one without a grant. */
export function peersOf({ accountId, at }: Use, light: Light): string | undefined {
  const grant = grantAt(light.account(accountId), at);
  const unit = light.setting.units.findLast(({ data }) => data.unitId === grant?.data.unitId);
  return grant && `${roleAt(grant, at)}|${unit?.data.kind ?? ''}`;
}

/**
 * Keeps how much an account looked up on a day, with the account and with the day. `ownLimit` says from the day's first
 * look-up how many citizens are still ordinary for the account itself.
 */
export function keepVolume(day: Day, light: Light, ownLimit: (first: Use) => number): Filed[] {
  const looks = lookUpsOn(day);
  const [first] = looks;
  const [lookups, subjects] = [looks.length, new Set(looks.flatMap(subjectsOf)).size];
  const own = { day: day.day, lookups, subjects };
  const told = defined({
    day: day.day,
    lookups,
    peers: first && peersOf(first, light),
    standsOut: first && subjects > ownLimit(first) ? (true as const) : undefined,
    subjects,
    unitId: first && useUnit(first, light),
  });
  return [
    filed('accountVolume', day.accountId, { id: day.day, type: 'Volume', at: '', data: own }),
    filed('dayVolume', day.day, { id: day.accountId, type: 'Volume', at: '', data: told }),
  ];
}

const isActive = ({ data }: Volume) => data.lookups > 0;
const subjects = ({ data }: Volume) => data.subjects;

/** How many citizens an account looked up on each of its last active days before a day, so many at most. */
export const subjectsBefore = ({ accountId, day }: Day, count: number, light: Light): number[] =>
  light
    .folder('accountVolume', accountId)
    .facts.filter((volume) => isActive(volume) && volume.data.day < day)
    .slice(-count)
    .map(subjects);

/**
 * How many citizens each account of a kind looked up on each of so many days before a day, but for the days that were out
 * of its own ordinary: one spike does not hide the next.
 */
export function subjectsOfPeers(peers: string | undefined, { day }: Day, days: number, light: Light): number[] {
  if (peers === undefined) return [];
  return Array.from({ length: days }, (_, i) => addDays(day, -1 - i)).flatMap((earlier) =>
    light
      .folder('dayVolume', earlier)
      .facts.filter((volume) => isActive(volume) && volume.data.peers === peers && !volume.data.standsOut)
      .map(subjects),
  );
}

/** The longest period whose look-ups are counted, in days. */
const longestDays = 366;
/** How many look-ups the accounts of a unit made in a period; of one longer than a year they are not counted. */
export function lookUpsOfUnit(unitId: string, { from, to }: { from: string; to: string }, light: Light): number {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (!(days <= longestDays)) return 0;
  return Array.from({ length: Math.max(0, days) }, (_, i) => addDays(from, i))
    .flatMap((day) => light.folder('dayVolume', day).facts)
    .filter(({ data }) => data.unitId === unitId)
    .reduce((sum, { data }) => sum + data.lookups, 0);
}

/** How many dossiers were received, by the latest count of each system and procedure. */
export function dossiersReceived(facts: readonly Known<'DossierStatsImported'>[]): number {
  const latest = new Map(facts.map(({ data }) => [`${data.system}|${data.procedureCode}`, data]));
  return [...latest.values()].reduce((sum, { received }) => sum + received, 0);
}
