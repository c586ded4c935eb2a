import { at, dayAfter, dayOf, workdayAfter, workdays } from '../days.js';
import { grant, pause } from '../accounts.js';
import { lookUp } from '../casework.js';
import type { Account } from '../cast.js';
import type { Severity } from '../manifest.js';
import { change } from '../officials.js';
import type { Stage, Words } from '../stage.js';

/** Look-ups out of hours and on leave (V-09), and those at the very ends of the day. */
export function outOfHours(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const day = eachOnce(stage);
  plant(stage, clerk, at(day(), '18:00:01'), ['sau 18 giờ', 'after six in the evening']);
  plant(stage, clerk, at(day(), '06:59:59'), ['trước 7 giờ sáng', 'before seven in the morning']);
  plant(stage, clerk, at(day(), '23:10:00'), ['gần nửa đêm', 'close to midnight']);
  plant(stage, clerk, at(dayAfter(stage.friday(), 1), '10:00:00'), ['sáng thứ Bảy', 'on a Saturday']);
  onLeave(stage);
  spare(stage, clerk, at(day(), '07:00:00'), ['đúng 7 giờ sáng', 'at seven in the morning']);
  spare(stage, clerk, at(day(), '17:59:59'), ['một giây trước 18 giờ', 'a second before six in the evening']);
  spare(stage, clerk, at(day(), '12:15:00'), ['giờ nghỉ trưa', 'in the lunch hour']);
}

/** Working days of the month, no day twice: the findings of an account are told apart by their days. */
function eachOnce(stage: Stage): () => string {
  const days = stage.random.shuffled(workdays(stage.day(3), stage.day(19)));
  return () => days.pop()!;
}

function plant(stage: Stage, account: Account, time: string, words: Words, severity: Severity = 'low'): void {
  lookUp(stage, account, time);
  stage.plant('V-09', { accountId: account.accountId, anchor: dayOf(time) }, severity, words, { since: time });
}
function spare(stage: Stage, account: Account, time: string, words: Words): void {
  lookUp(stage, account, time);
  stage.spare('V-09', { accountId: account.accountId, anchor: dayOf(time) }, words);
}

function onLeave(stage: Stage): void {
  const account = grant(stage, 'TTHC');
  const first = stage.workday(3, 10);
  const from = at(first, '00:00:00');
  const until = at(workdayAfter(first, 4), '00:00:00');
  change(stage, account, 'absence', from, { until });
  pause(account, from, until);
  plant(stage, account, at(workdayAfter(first, 1), '10:30:00'), ['trong lúc nghỉ phép', 'while on leave'], 'medium');
  spare(stage, account, at(workdayAfter(first, 4), '07:30:00'), [
    'ngày đầu sau kỳ nghỉ phép',
    'on the first day after leave',
  ]);
}
