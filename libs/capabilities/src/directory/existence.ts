import type { Fact, Interval } from '../life.js';
import type { UnitRegistered, UnitReorganised } from '../units/events.js';
import { folded } from './folded.js';

/** A unit from an instant on: as last registered, open or closed, and what it became where it was reorganised away. */
export interface Unit extends Interval {
  unitId: string;
  status: 'open' | 'closed';
  name?: string;
  folded?: string;
  kind?: string;
  parentUnitId?: string;
  successors: readonly string[];
  /** The event that made it so. */
  statedBy: string;
  statedPosition: number;
}

/**
 * A unit's existence over all time, from its facts sorted `byEffect`. A registration opens it from `validFrom` on, with
 * a new name where it was open already; its own `validTo`, a closure, or a reorganisation into other units closes it.
 * A unit that is closed but was never registered has no name. Nothing throws.
 */
export function existenceOf(unitId: string, facts: readonly Fact[]): readonly Unit[] {
  const units: Unit[] = [];
  const add = (next: Unit) => {
    const last = units.at(-1);
    if (last?.validFrom === next.validFrom) units.pop();
    else if (last) last.validTo = next.validFrom;
    units.push(next);
  };
  for (const [i, fact] of facts.entries()) {
    const next = after(unitId, units.at(-1), fact);
    add(next);
    const { validTo } = fact.data as UnitRegistered;
    const following = facts[i + 1]?.effectiveAt;
    if (next.status === 'closed' || validTo === undefined || validTo <= next.validFrom) continue;
    if (following === undefined || validTo < following) add({ ...next, validFrom: validTo, status: 'closed' });
  }
  return units;
}

function after(unitId: string, before: Unit | undefined, fact: Fact): Unit {
  const { validTo: _, ...was } = before ?? { unitId, successors: [] };
  const stated = { validFrom: fact.effectiveAt, statedBy: fact.eventId, statedPosition: fact.position };
  if (fact.type !== 'UnitRegistered') {
    const successors = fact.type === 'UnitReorganised' ? (fact.data as UnitReorganised).to : was.successors;
    return { ...was, ...stated, status: 'closed', successors };
  }
  const { name, kind, parentUnitId } = fact.data as UnitRegistered;
  const parent = parentUnitId === undefined ? {} : { parentUnitId };
  return { ...stated, unitId, status: 'open', name, folded: folded(name), kind, ...parent, successors: [] };
}
