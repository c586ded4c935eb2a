import { at, dayAfter, dayOf, laterOf, midnightAfter, monthsAfter, workdays } from './days.js';
import { deputy } from './officials.js';
import { rounds } from './rounds.js';
import { hashOf } from './seats.js';
import type { Stage } from './stage.js';
import type { CareOfUnit, Unit } from './units.js';

/** What only people can attest and the city's rules ask for. */
export const controls = ['R49', 'R86', 'R90'] as const;

/**
 * Each unit that has accounts checks them in time, is inspected in each half of a year and by surprise in each quarter, and attests
 * what the ledger cannot see, but for what it goes without.
 */
export function oversee(stage: Stage): void {
  for (const unit of stage.units.filter(hasAccounts(stage))) {
    const has = (care: CareOfUnit) => !unit.without?.includes(care);
    if (has('unit-check')) for (const moment of nowAndAgain(stage)) inspect(stage, unit, 'unit-check', moment);
    if (has('periodic')) for (const moment of onceInEach(stage, 6)) inspect(stage, unit, 'periodic', moment);
    if (has('surprise')) for (const moment of onceInEach(stage, 3)) inspect(stage, unit, 'surprise', moment);
    for (const control of controls)
      if (has(control)) for (const moment of nowAndAgain(stage)) attest(stage, unit, control, moment);
  }
}
const hasAccounts = (stage: Stage) => {
  const held = new Set(stage.accounts.map(({ unitId }) => unitId));
  return ({ unitId }: Unit) => held.has(unitId);
};
const nowAndAgain = (stage: Stage) => rounds(stage, stage.term.foundedAt, stage.term.asOf, [50, 85]);

// A working morning in each half or quarter of a year, of the first one what is left of it.
function onceInEach(stage: Stage, months: number): string[] {
  const founded = dayAfter(dayOf(stage.term.foundedAt), 7);
  const last = dayAfter(dayOf(stage.term.closesAt), -1);
  const moments: string[] = [];
  for (let from = startOf(founded, months); from < last; from = monthsAfter(from, months)) {
    const to = dayAfter(monthsAfter(from, months), -1);
    const days = workdays(laterOf(from, founded), to < last ? to : last);
    moments.push(at(stage.random.pick(days), '08:30:00'));
  }
  return moments;
}
function startOf(day: string, months: number): string {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 4)}-${String(month - ((month - 1) % months)).padStart(2, '0')}-01`;
}

/** A unit is inspected, by people from elsewhere too. Answers the inspection's id. */
export function inspect(stage: Stage, { unitId }: Unit, kind: string, conductedAt: string): string {
  const inspectionId = `KT-${stage.number()}`;
  const team = [
    { officialId: deputy, unitId: 'TTRA' },
    { officialId: 'CA-TP-07', unitId: 'CA-TP' },
  ];
  const day = dayOf(conductedAt);
  const period = { from: monthsAfter(day, -1), to: dayAfter(day, -1) };
  const accountsChecked = stage.accounts
    .filter((account) => account.unitId === unitId && account.validFrom < conductedAt)
    .map(({ accountId }) => accountId);
  const minutes = { conductedAt, accountsChecked: [...new Set(accountsChecked)], minutesHash: hashOf(inspectionId) };
  stage.command('inspections:conduct', conductedAt, { inspectionId, kind, unitId, team, period, ...minutes });
  return inspectionId;
}

/** A unit answers for a control for three months. */
export function attest(
  stage: Stage,
  { unitId }: Unit,
  control: string,
  moment: string,
  validUntil = midnightAfter(monthsAfter(dayOf(moment), 3)),
): void {
  const docHash = hashOf(`${unitId} ${control} ${moment}`);
  stage.command('controls:attest', moment, { control, unitId, by: deputy, docHash, at: moment, validUntil });
}
