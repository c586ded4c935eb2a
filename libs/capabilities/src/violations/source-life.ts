import { blockOf, ofType, type Folder, type Known } from './folders.js';
import { holesBetween } from './ranges.js';
import type { Light } from './rule.js';
import { lastBegun } from './setting.js';

type Heartbeat = Known<'SourceHeartbeat'>;

/** How a source was registered at an instant. */
export const registered = (sourceId: string, at: string, light: Light) =>
  lastBegun(
    light.setting.sources.filter(({ data }) => data.sourceId === sourceId),
    at,
  );

/** The signs of life of a source's day that were followed by too long a silence, where some are expected of it. */
export function silences({ id, facts }: Folder<'sourceDay'>, light: Light) {
  const { first: day, rest: sourceId } = named(id);
  const beats = facts.toSorted(byBeat);
  return beats.flatMap((beat, i) => {
    const minutes = registered(sourceId, beat.data.at, light)?.data.heartbeatMinutes;
    if (minutes === undefined) return [];
    const next = beats[i + 1] ?? nextDay(sourceId, day, light);
    const { due, versions } = silentFrom(sourceId, beat.data.at, minutes, light);
    return next && next.data.at <= due ? [] : [{ beat, next, due, versions }];
  });
}

function nextDay(sourceId: string, day: string, light: Light): Heartbeat | undefined {
  const heardOn = ofType(light.folder('source', sourceId).facts, 'HeardOn').map(({ data }) => data.day);
  const next = heardOn.filter((other) => other > day).sort()[0];
  return next === undefined ? undefined : light.folder('sourceDay', `${next}|${sourceId}`).facts.toSorted(byBeat)[0];
}

/** When a silence has lasted too long, in working time, without maintenance that was made known before it began. */
function silentFrom(sourceId: string, since: string, minutes: number, light: Light) {
  const planned = ofType(light.folder('source', sourceId).facts, 'MaintenancePlanned')
    .filter(({ at, data }) => at <= data.from && data.to > since)
    .toSorted((a, b) => order(a.data.from, b.data.from) || order(a.id, b.id));
  return planned.reduce(
    (silent, { data }) => (data.from < silent.due ? light.terms.dueHours(data.to, minutes / 60) : silent),
    light.terms.dueHours(since, minutes / 60),
  );
}

/** The numbers missing before a batch of a block, within it or since the last block before it that has any. */
export function missingBefore({ id, facts }: Folder<'sourceBlock'>, light: Light) {
  const { first, rest: sourceId } = named(id);
  const block = Number(first);
  const seen = ofType(light.folder('source', sourceId).facts, 'BlockSeen').map(({ data }) => data.block);
  const before = Math.max(...seen.filter((other) => other < block));
  const earlier = Number.isFinite(before) ? light.folder('sourceBlock', `${before}|${sourceId}`).facts : [];
  const ranges = [...earlier, ...facts].map(({ id: by, at, data }) => ({ from: data.fromSeq, to: data.toSeq, by, at }));
  return holesBetween(ranges).filter(({ next }) => blockOf(next.from) === block);
}

/** How far a source's clock was off at a sign of life, in ms, either way; 0 where it does not say. */
export const offBy = ({ skewMs = 0 }: Heartbeat['data']) => Math.abs(skewMs);

/** The two parts of a folder's name that has a bar. */
export function named(id: string): { first: string; rest: string } {
  const bar = id.indexOf('|');
  return { first: id.slice(0, bar), rest: id.slice(bar + 1) };
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byBeat = (a: Heartbeat, b: Heartbeat) => order(a.data.at, b.data.at) || order(a.id, b.id);
