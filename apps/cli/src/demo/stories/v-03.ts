import { at, dayOf, daySpan, hour, second, shift, workdayAfter } from '../days.js';
import { grant } from '../accounts.js';
import { type Case, lookUp, receiveDossier } from '../casework.js';
import type { Account } from '../cast.js';
import type { Stage, Words } from '../stage.js';

/** Look-ups before a dossier came or long after it was closed (V-03), and those within the hour and the days allowed. */
export function outsideTheDossiersLife(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const early = received(stage, clerk);
  plant(stage, clerk, shift(early.receivedAt, -hour - second), early, [
    'hơn một giờ trước khi tiếp nhận',
    'more than an hour before it came',
  ]);
  const before = received(stage, clerk);
  const daysBefore = at(workdayAfter(dayOf(before.receivedAt), -2), '10:00:00');
  plant(stage, clerk, daysBefore, before, ['hai ngày làm việc trước khi tiếp nhận', 'two working days before it came']);
  for (const [days, words] of tails) {
    const done = closed(stage, clerk);
    plant(stage, clerk, at(workdayAfter(dayOf(done.closedAt!), days), '08:30:00'), done, words);
  }
  const hourBefore = received(stage, clerk);
  spare(stage, clerk, shift(hourBefore.receivedAt, -hour), hourBefore, [
    'đúng một giờ trước khi tiếp nhận',
    'exactly an hour before it came',
  ]);
  const lastDay = closed(stage, clerk);
  const last = at(workdayAfter(dayOf(lastDay.closedAt!), 3), '17:59:00');
  spare(stage, clerk, last, lastDay, [
    'cuối ngày làm việc thứ ba sau khi trả kết quả',
    'late on the third working day after it was closed',
  ]);
  const weekend = closed(stage, clerk, stage.friday());
  const wednesday = at(workdayAfter(dayOf(weekend.closedAt!), 3), '09:00:00');
  spare(stage, clerk, wednesday, weekend, ['đóng thứ Sáu, tra cứu thứ Tư', 'closed on Friday, looked up on Wednesday']);
}
const tails = [
  [4, ['ngày làm việc thứ tư sau khi trả kết quả', 'the fourth working day after it was closed']],
  [9, ['gần hai tuần sau khi trả kết quả', 'almost two weeks after it was closed']],
] as const;

function plant(stage: Stage, account: Account, time: string, served: Case, words: Words): void {
  stage.plant('V-03', { lookupId: lookUp(stage, account, time, { case: served }) }, 'medium', words);
}
function spare(stage: Stage, account: Account, time: string, served: Case, words: Words): void {
  stage.spare('V-03', { lookupId: lookUp(stage, account, time, { case: served }) }, words);
}

const received = (stage: Stage, { unitId, officialId }: Account) =>
  receiveDossier(stage, unitId, [officialId], at(stage.workday(), '10:30:00'));
function closed(stage: Stage, { unitId, officialId }: Account, day = stage.workday(3, 14)): Case {
  const closedAt = at(day, '15:20:00');
  return receiveDossier(stage, unitId, [officialId], shift(closedAt, -8 * daySpan), { closedAt });
}
