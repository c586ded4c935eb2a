import { at, dayOf, midnightAfter, minute, monthsAfter, shift, workdayAfter } from '../days.js';
import { inspect } from '../oversight.js';
import { rounds } from '../rounds.js';
import type { Stage, Words } from '../stage.js';
import type { Unit } from '../units.js';
import { staffedWard } from '../wards.js';

/** Units whose accounts nobody checked for three months (V-36), and units checked on the last day. */
export function checksOverdue(stage: Stage): void {
  const never = wardWithoutCheck(stage);
  plant(stage, never.ward, never.due, ['chưa kiểm tra lần nào', 'never checked at all']);
  const otherKind = wardWithoutCheck(stage);
  inspect(stage, otherKind.ward, 'periodic', shift(otherKind.due, -minute));
  const periodic = [
    'chỉ có đoàn kiểm tra định kỳ, không tự kiểm tra',
    'inspected periodically, but never checked by itself',
  ] as const;
  plant(stage, otherKind.ward, otherKind.due, periodic);
  for (const days of [1, 8]) {
    const late = wardWithoutCheck(stage);
    checkFrom(stage, late.ward, at(workdayAfter(dayOf(late.due), days - 1), '08:00:00'));
    const words = [`kiểm tra lần đầu trễ, ${days} ngày làm việc`, `first checked ${days} working days late`] as const;
    plant(stage, late.ward, late.due, words, 'remedied');
  }
  secondCheckLate(stage);
  checkedInTime(stage);
}

const plant = (
  stage: Stage,
  { unitId }: Unit,
  since: string,
  words: Words,
  state: 'standing' | 'remedied' = 'standing',
) => stage.plant('V-36', { unitId }, 'medium', words, { state, since });
const spare = (stage: Stage, { unitId }: Unit, words: Words) => stage.spare('V-36', { unitId }, words);

const dueAfter = (moment: string) => midnightAfter(monthsAfter(dayOf(moment), 3));
/** A ward with the moment at which its first check is due: three months after its first account. */
function wardWithoutCheck(stage: Stage): { ward: Unit; due: string } {
  const { ward, account } = staffedWard(stage, ['unit-check']);
  return { ward, due: dueAfter(account.validFrom) };
}
/** Checks in time from a first one on. */
function checkFrom(stage: Stage, ward: Unit, first: string): void {
  for (const moment of [first, ...rounds(stage, first, stage.term.asOf, [50, 85])])
    inspect(stage, ward, 'unit-check', moment);
}

function secondCheckLate(stage: Stage): void {
  const { ward } = wardWithoutCheck(stage);
  const first = at(workdayAfter(dayOf(stage.term.foundedAt), 12), '08:00:00');
  inspect(stage, ward, 'unit-check', first);
  const due = dueAfter(first);
  checkFrom(stage, ward, at(workdayAfter(dayOf(due), 2), '09:00:00'));
  plant(stage, ward, due, ['lần kiểm tra thứ hai trễ hạn', 'the second check was late'], 'remedied');
}

function checkedInTime(stage: Stage): void {
  const last = wardWithoutCheck(stage);
  checkFrom(stage, last.ward, shift(last.due, -minute));
  spare(stage, last.ward, ['kiểm tra trong phút cuối của ngày cuối', 'checked in the last minute of the last day']);
  const often = wardWithoutCheck(stage);
  checkFrom(stage, often.ward, at(workdayAfter(dayOf(stage.term.foundedAt), 9), '08:00:00'));
  spare(stage, often.ward, ['tự kiểm tra đều đặn', 'checked again and again']);
}
