import { at, closesAt, dayAfter, dayOf, hour, opensAt, shift } from './days.js';
import { change, grant, hire, reinstate, revoke, suspend } from './staff.js';
import type { Official, Stage } from './stage.js';
import { dossierUnits, petitionUnits } from './units.js';

const staffWanted = 120;
const accountsWanted = 150;

/** People who come, go and are away in good order during the month. */
export function comingAndGoing(stage: Stage): void {
  for (let i = 0; i < 4; i++) {
    const since = at(stage.workday(), '08:00:00');
    const official = hire(stage, stage.random.pick(dossierUnits), { since, reported: i % 2 === 0 });
    const account = grant(stage, 'TTHC', { official, validFrom: shift(since, 6 * hour) });
    change(stage, account, 'added', since, { unitId: official.unitId });
  }
  for (let i = 0; i < 4; i++) {
    const end = at(stage.workday(), '17:00:00');
    const account = grant(stage, 'TTHC', { lawful: [{ from: opensAt, to: end }], passwordsUntil: end });
    change(stage, account, 'left', end);
    revoke(stage, account, end, { cause: 'dutyEnd', actedAt: shift(end, stage.random.whole(1, 6) * hour) });
  }
  for (let i = 0; i < 3; i++) {
    const from = at(stage.workday('2025-12-03', '2025-12-15'), '07:00:00');
    const until = at(dayAfter(dayOf(from), 7), '07:00:00');
    const account = grant(stage, 'KNTC', { lawful: [{ from: opensAt, to: from }, { from: until, to: closesAt }] }); // prettier-ignore
    change(stage, account, 'absence', from, { until });
    suspend(stage, account, from);
    reinstate(stage, account, until);
  }
}

/** The other officials of the city, with one account each; then second accounts on the other system. */
export function fillTheOffices(stage: Stage): void {
  const clerks: Official[] = [];
  while (stage.officials.length < staffWanted) {
    // Some were there before the ledger: their systems report them and the accounts that they have.
    const reported = stage.random.chance(0.2);
    const official = hire(stage, stage.random.pick(dossierUnits), { reported });
    if (!reported) clerks.push(official);
    grant(stage, 'TTHC', { official, imported: reported });
  }
  for (const official of stage.random.shuffled(clerks)) {
    if (stage.accounts.length >= accountsWanted) break;
    grant(stage, 'KNTC', { official });
  }
}

/** The city's leaders, who decide and look nothing up. */
export function leaders(stage: Stage): void {
  hire(stage, petitionUnits[0], { name: 'Lê Thị Sen' });
  hire(stage, petitionUnits[0], { name: 'Trần Văn Hồng' });
}
