import { at, dayOf, workdayAfter } from './days.js';
import { grant } from './accounts.js';
import { hire } from './officials.js';
import type { Account } from './cast.js';
import type { Stage } from './stage.js';
import { type CareOfUnit, under, type Unit } from './units.js';

/** A ward of its own joins the city, for a story; what is left undone in it is for the story to do, or not. */
export function addWard(stage: Stage, without: readonly CareOfUnit[] = []): Unit {
  const number = stage.number();
  const ward = { ...under(`PH-${number}`, `UBND phường Sen Hồng ${number}`, 'commune'), without };
  stage.units.push(ward);
  return ward;
}

/** The same with one official, who has an account from the city's first days on: from then it owes what units owe. */
export function staffedWard(stage: Stage, without: readonly CareOfUnit[] = []): { ward: Unit; account: Account } {
  const ward = addWard(stage, without);
  const validFrom = at(workdayAfter(dayOf(stage.term.foundedAt), 8), '08:00:00');
  return { ward, account: grant(stage, 'TTHC', { official: hire(stage, ward), validFrom }) };
}

/** A ward that stands where an older one was: it was merged into this one before the story. */
export function mergedWard(stage: Stage): { old: Unit; ward: Unit } {
  const [old, ward] = [addWard(stage), addWard(stage)];
  const effectiveAt = at(workdayAfter(stage.scene, -12), '00:00:00');
  const number = stage.number();
  const body = { reorganisationId: `SN-${number}`, from: [old.unitId], to: [ward.unitId], effectiveAt };
  stage.command('units:reorganise', effectiveAt, { ...body, decisionNo: `${number}/QĐ-SN` });
  return { old, ward };
}
