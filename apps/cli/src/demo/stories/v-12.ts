import { at, dayAfter, hour, minute, shift, workdayAfter, workdays } from '../days.js';
import { grant } from '../accounts.js';
import { type Case, caseFor, justify, lookUp, receiveDossier } from '../casework.js';
import type { Account } from '../cast.js';
import type { Stage, Words } from '../stage.js';

/** One citizen looked up again and again (V-12), and interest that stays within what work asks for. */
export function repeatedInterest(stage: Stage): void {
  const five = asked(stage, spread(stage, 5));
  plant(stage, five, ['năm lần trong tháng, một hồ sơ', 'five times in a month for one dossier']);
  const sameDay = stage.workday();
  const hours = [8, 9, 10, 14, 15].map((h) => shift(at(sameDay, '00:20:00'), h * hour));
  plant(stage, asked(stage, hours), ['năm lần trong một ngày, một hồ sơ', 'five times in a day for one dossier']);
  plant(stage, withoutDossier(stage, 2), ['hai lần không có hồ sơ', 'twice without a dossier']);
  spare(stage, asked(stage, spread(stage, 4)), [
    'bốn lần trong tháng, một hồ sơ',
    'four times in a month for one dossier',
  ]);
  spare(stage, withoutDossier(stage, 1), ['một lần không có hồ sơ', 'once without a dossier']);
  spare(stage, twoDossiers(stage), ['năm lần cho hai hồ sơ', 'five times for two dossiers']);
  spare(stage, slowly(stage), [
    'năm lần, lần cuối sau hơn 30 ngày',
    'five times, the last after more than thirty days',
  ]);
}

const plant = (stage: Stage, { accountId }: Account, words: Words) =>
  stage.plant('V-12', { accountId }, 'medium', words);
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-12', { accountId }, words);

/** So many working days of the month, each at ten. */
const spread = (stage: Stage, times: number) =>
  workdays(stage.day(3), stage.day(19)).slice(0, 2 * times).filter((_, i) => i % 2 === 0).map((day) => at(day, '10:00:00')); // prettier-ignore

/** An account that does nothing else. */
function bystander(stage: Stage): Account {
  return grant(stage, 'TTHC', { ordinary: false });
}

/** The same party of one dossier, looked up at each of these times. */
function asked(stage: Stage, times: readonly string[]): Account {
  const account = bystander(stage);
  const served = caseFor(stage, account, times[0]);
  for (const time of times) ask(stage, account, time, served);
  return account;
}
const ask = (stage: Stage, account: Account, time: string, served: Case) =>
  lookUp(stage, account, time, { case: served, subjects: served.parties.slice(0, 1) });

/** One citizen, looked up without a dossier and each time approved by a supervisor. */
function withoutDossier(stage: Stage, times: number): Account {
  const account = bystander(stage);
  const subjects = [stage.citizen()];
  for (const time of spread(stage, times)) {
    const lookupId = lookUp(stage, account, time, { case: 'none', subjects });
    justify(stage, account, lookupId, shift(time, 2 * hour), { by: 'supervisor' });
  }
  return account;
}

function twoDossiers(stage: Stage): Account {
  const account = bystander(stage);
  const times = spread(stage, 5);
  const first = caseFor(stage, account, times[0]);
  const receivedAt = shift(times[0], -15 * minute);
  const second = receiveDossier(stage, account.unitId, [account.officialId], receivedAt, { parties: first.parties });
  times.forEach((time, i) => ask(stage, account, time, i < 3 ? first : second));
  return account;
}

function slowly(stage: Stage): Account {
  const account = bystander(stage);
  const last = at(workdayAfter(stage.day(20), -1), '15:00:00');
  const before = at(workdayAfter(dayAfter(stage.day(19), -30), -1), '10:00:00');
  const served = caseFor(stage, account, before);
  for (const time of [before, ...spread(stage, 3), last]) ask(stage, account, time, served);
  return account;
}
