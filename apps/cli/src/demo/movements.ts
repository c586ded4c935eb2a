import { at, dayOf, hour, shift, workdayAfter } from './days.js';
import { grant, revoke, suspend } from './accounts.js';
import { change, hire } from './officials.js';
import type { Official } from './cast.js';
import type { Stage } from './stage.js';
import { dossierUnits } from './units.js';

/** People who come, go and are away in good order during a month. */
export function comingAndGoing(stage: Stage): void {
  for (let i = 0; i < 4; i++) {
    const since = at(stage.workday(), '08:00:00');
    const official = hire(stage, stage.random.pick(dossierUnits), { since, reported: i % 2 === 0 });
    const account = grant(stage, 'TTHC', { official, validFrom: shift(since, 6 * hour) });
    change(stage, account, 'added', since, { unitId: official.unitId });
  }
  for (let i = 0; i < 4; i++) {
    const end = at(stage.workday(), '17:00:00');
    const account = grant(stage, 'TTHC', { until: end });
    change(stage, account, 'left', end);
    revoke(stage, account, end, { cause: 'dutyEnd', actedAt: shift(end, stage.random.whole(1, 6) * hour) });
  }
  for (let i = 0; i < 3; i++) {
    const from = at(stage.workday(3, 15), '07:00:00');
    const until = at(workdayAfter(dayOf(from), 5), '07:00:00');
    const account = grant(stage, 'KNTC');
    change(stage, account, 'absence', from, { until });
    suspend(stage, account, from, until);
  }
}

/** So many more officials, with one account each; then a quarter as many second accounts, on the other system. */
export function fillTheOffices(stage: Stage, staff: number): void {
  const clerks: Official[] = [];
  for (let i = 0; i < staff; i++) {
    // Some were there before the ledger: their systems report them and the accounts that they have.
    const reported = stage.random.chance(0.2);
    const official = hire(stage, stage.random.pick(dossierUnits), { reported });
    if (!reported) clerks.push(official);
    grant(stage, 'TTHC', { official, imported: reported });
  }
  for (const official of stage.random.shuffled(clerks).slice(0, Math.round(staff / 4)))
    grant(stage, 'KNTC', { official });
}
