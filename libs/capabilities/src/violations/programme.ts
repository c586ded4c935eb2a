import { ofType, type Folder, type Known } from './folders.js';
import type { Judgement, Light } from './rule.js';

// What units do again and again: checks, inspections, reports, attestations.

/** An act that ends one term and begins the next. The first turn is no act; `shown` is the event that shows its time. */
export interface Turn {
  at: string;
  by?: string;
  shown?: string;
}

/** From when on a unit's accounts are to be looked after: its first account, under its first profile. */
export function boundSince(unit: Folder<'unit'>, light: Light): Turn | undefined {
  const [first] = ofType(unit.facts, 'AccountHeld').toSorted((a, b) => order(a.data.validFrom, b.data.validFrom));
  const profile = light.profileStarts.find((at) => light.policy(unit.id, at).profileId !== undefined);
  if (!first || profile === undefined) return undefined;
  return { at: first.data.validFrom > profile ? first.data.validFrom : profile, shown: first.id };
}

/** When a unit ceased to be: closed, or made into others. */
export function endOfUnit(unit: Folder<'unit'>, light: Light): Turn | undefined {
  const closed = ofType(unit.facts, 'UnitClosed').map(({ id, data }) => ({ at: data.effectiveAt, by: id }));
  const merged = light.setting.reorganisations
    .filter(({ data }) => data.from.includes(unit.id) && !data.to.includes(unit.id))
    .map(({ id, data }) => ({ at: data.effectiveAt, by: id }));
  return [...closed, ...merged].sort(byTurn)[0];
}

/** Inspections of one kind of a unit, of those above it and of those that it was formed from, in their order. */
export function inspectionsOf(unit: Folder<'unit'>, kind: string, light: Light): Known<'InspectionConducted'>[] {
  return light
    .lineage(unit.id)
    .flatMap((unitId) => ofType(light.folder('unit', unitId).facts, 'InspectionConducted'))
    .filter(({ data }) => data.kind === kind)
    .sort((a, b) => byTurn(turnOf(a), turnOf(b)));
}
export const turnOf = ({ id, data }: Known<'InspectionConducted'>): Turn => ({ at: data.conductedAt, by: id });

/**
 * The terms that acts divide a time into: each begins with an act (the first with the time itself) and is to be ended by
 * the next one. A unit that ceases to be ends its last term.
 */
export function termsOf(start: Turn, acts: readonly Turn[], end: Turn | undefined): { from: Turn; next?: Turn }[] {
  const within = acts.filter(({ at }) => at > start.at && (end === undefined || at < end.at)).toSorted(byTurn);
  const turns = [start, ...within];
  return turns.map((from, i) => ({ from, next: turns[i + 1] ?? end }));
}

/** What a judgement says of a term that was, or was not, ended in time. */
export function termDue(
  { from, next }: { from: Turn; next?: Turn },
  dueAt: string,
): Pick<Judgement, 'anchor' | 'since' | 'until' | 'untilBy' | 'occurredAt' | 'evidence'> {
  return {
    anchor: from.by ?? 'first',
    occurredAt: from.at,
    since: dueAt,
    until: next?.at,
    untilBy: next?.by,
    evidence: [from.by ?? from.shown, next?.by].filter((id) => id !== undefined),
  };
}

/** The acts of a half-open time. */
export const actsIn = (acts: readonly Turn[], from: string, to: string) =>
  acts.filter(({ at }) => at >= from && at < to);

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** In the order of time, then of ids. */
export const byTurn = (a: Turn, b: Turn) => order(a.at, b.at) || order(a.by ?? '', b.by ?? '');
