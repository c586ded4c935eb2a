import { at, hour, minute, shift, workdays } from '../days.js';
import { grant } from '../accounts.js';
import type { Account } from '../cast.js';
import { session } from '../sessions.js';
import type { Stage, Words } from '../stage.js';

/** Sessions left open (V-33), and pauses that are too short or too few for that. */
export function sessionsLeftOpen(stage: Stage): void {
  plant(stage, left(stage, 1, 60), ['bỏ phiên mở 60 phút', 'a session left open for an hour']);
  plant(stage, left(stage, 5, 15), [
    'năm lần bỏ phiên 15 phút trong tháng',
    'five sessions left for a quarter of an hour in a month',
  ]);
  plant(stage, left(stage, 1, 95), [
    'bỏ phiên mở hơn một giờ rưỡi',
    'a session left open for more than an hour and a half',
  ]);
  spare(stage, left(stage, 1, 59), ['bỏ phiên mở 59 phút', 'a session left open for 59 minutes']);
  spare(stage, left(stage, 4, 15), ['bốn lần bỏ phiên 15 phút', 'four sessions left for a quarter of an hour']);
  spare(stage, left(stage, 6, 14), ['sáu lần bỏ phiên 14 phút', 'six sessions left for 14 minutes']);
  const account = grant(stage, 'TTHC', { ordinary: false });
  const start = at(stage.workday(), '08:20:00');
  session(stage, account, start, { end: shift(start, 3 * hour), lastActivityAt: shift(start, hour) });
  spare(stage, account, ['ngồi lâu nhưng tự đăng xuất', 'a long pause, ended by logging out']);
}

const plant = (stage: Stage, { accountId }: Account, words: Words) => stage.plant('V-33', { accountId }, 'low', words);
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-33', { accountId }, words);

/** An account whose sessions so many times ran out after so many idle minutes. */
function left(stage: Stage, times: number, idle: number): Account {
  const account = grant(stage, 'TTHC', { ordinary: false });
  for (const day of workdays(stage.day(3), stage.day(19)).slice(0, times)) {
    const start = at(day, '09:00:00');
    const lastActivityAt = shift(start, 20 * minute);
    session(stage, account, start, { reason: 'timeout', lastActivityAt, end: shift(lastActivityAt, idle * minute) });
  }
  return account;
}
