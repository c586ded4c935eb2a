import { at, dayAfter, dayOf, hour, monthsAfter, shift, workdays } from './days.js';
import { receiveDossier } from './casework.js';
import type { Stage } from './stage.js';
import { dossierUnits } from './units.js';

/** How many look-ups a dossier usually takes at most: more than three would be a spike of the unit. */
const lookUpsEach = 2.8;

/**
 * At the end of each month the units count the dossiers that they received, procedure by procedure. Most dossiers ask for
 * no look-up: some more come in where there would be few for the month's look-ups.
 */
export function countDossiers(stage: Stage): void {
  for (const month of stage.term.months) {
    const last = dayAfter(monthsAfter(month, 1), -1);
    for (const { unitId } of dossierUnits) {
      const lookUps = stage.lookUps.filter((one) => one.unitId === unitId && inMonth(one.time, month)).length;
      const missing = Math.ceil(lookUps / lookUpsEach) - receivedIn(stage, unitId, month).length;
      for (let i = 0; i < missing; i++) {
        const day = stage.random.pick(workdays(month, last));
        receiveDossier(stage, unitId, [], shift(at(day, '08:00:00'), stage.random.whole(0, 8 * hour)));
      }
      tellIntake(stage, unitId, month, countBy(receivedIn(stage, unitId, month)));
    }
  }
}
const inMonth = (moment: string, month: string) => dayOf(moment).slice(0, 7) === month.slice(0, 7);
const receivedIn = (stage: Stage, unitId: string, month: string) =>
  stage.received.filter((one) => one.unitId === unitId && inMonth(one.receivedAt, month));
function countBy(received: readonly { procedureCode: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { procedureCode } of received) counts.set(procedureCode, (counts.get(procedureCode) ?? 0) + 1);
  return counts;
}

/** A unit's count of the dossiers that it received in a month, by procedure. */
export function tellIntake(stage: Stage, unitId: string, month: string, counts: ReadonlyMap<string, number>): void {
  const to = dayAfter(monthsAfter(month, 1), -1);
  for (const [procedureCode, received] of counts) {
    const data = { system: 'TTHC', unitId, procedureCode, period: { from: month, to }, received, resolved: received };
    stage.observe('DossierStatsImported', at(dayAfter(to, 1), '06:00:00'), data);
  }
}
