import type { Queries } from '@app/ledger';
import { sha256Hex } from '@app/merkle';
import type { SampleDrawn } from '../inspections/events.js';
import type { Parameter } from '../policies/events.js';
import { addDays, startOfDay } from '../time.js';
import { unitsBecome } from '../units-become.js';
import { explainedLookups, type ExplainedLookup } from './explanations-of.js';
import { noSetting, Settings, type Setting } from './setting.js';

/** How a control sample is drawn: those whose SHA-256 of the seed, a line feed and the event id comes first. */
export const drawMethod = 'sha256-seed-event';
/** What a control sample is drawn from, in the words of its record. */
export const scopeOf = (day: string) => `explained-lookups ${day}`;
/** When a day can be drawn from: a seed that was public before it ended could be steered by. */
export const drawableFrom = (day: string) => startOfDay(addDays(day, 1));

/** The first `size` in the order of the seed: the same for the same seed and population, whatever its order. */
export function drawn<T extends { eventId: string }>(
  population: readonly T[],
  seed: string,
  size: number,
): readonly T[] {
  return population
    .map((one) => ({ one, lot: sha256Hex(`${seed}\n${one.eventId}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, size)
    .map(({ one }) => one);
}

/** How many of a population so many per cent of it are, rounded up. */
export const leastSize = (population: number, percent: number) => Math.ceil((population * percent) / 100);

/** What a control sample of a unit's day would be drawn from, and how large it has to be at least. */
export interface Population {
  lookups: readonly ExplainedLookup[];
  samplePercent: Parameter;
  /** `samplePercent` of the population, rounded up. */
  size: number;
}

/** The explained look-ups of a unit's local day by all that was known at a position, and of the units that became it. */
export async function populationOf(
  queries: Queries,
  { unitId, day }: { unitId: string; day: string },
  position: number,
): Promise<Population> {
  const units = await unitsBecome(queries, unitId, { asOf: drawableFrom(day), knownAt: position });
  const lookups = await explainedLookups(queries, day, units, position);
  const samplePercent = await parameterOf(queries, unitId, day);
  return { lookups, samplePercent, size: leastSize(lookups.length, samplePercent.value) };
}

async function parameterOf(queries: Queries, unitId: string, day: string): Promise<Parameter> {
  const [row] = await queries.all<{ setting: string }>('SELECT setting FROM known_setting');
  const setting = row && (JSON.parse(row.setting) as Setting);
  return new Settings({ ...noSetting, ...setting }).policy(unitId, startOfDay(day)).param('samplePercent');
}

/** Why a recorded draw is none of a unit's day, in a sentence; undefined where it is. */
export function otherDraw(
  draw: Readonly<SampleDrawn>,
  { unitId, day }: { unitId: string; day: string },
): string | undefined {
  if (draw.method !== drawMethod || draw.scope !== scopeOf(day) || draw.unitId !== unitId) {
    return 'this sample was drawn of another unit or day, or by another method';
  }
  return draw.seedPublishedAt < drawableFrom(day) ? 'the seed was public before the day had ended' : undefined;
}
