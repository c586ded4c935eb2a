import { at, dayOf, endOfWorkdayAfter, minute, shift, workdayAfter } from '../days.js';
import { grant } from '../accounts.js';
import type { Account } from '../cast.js';
import type { State } from '../manifest.js';
import { deputy } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { submitList } from '../upkeep.js';

/** Accounts granted on too thin a paper or kept from the ministry's list (V-25), and those listed on the last day. */
export function grantsWithoutAuthority(stage: Stage): void {
  const numberless = grant(stage, 'TTHC', { imported: true, decisionNo: null });
  plant(stage, numberless, 'standing', ['không có số quyết định cấp', 'no decision number']);
  const stranger = grant(stage, 'TTHC', { approvedBy: deputy });
  const words = ['người duyệt không có thẩm quyền', 'approved by one who may not'] as const;
  plant(stage, stranger, 'standing', words);
  plant(stage, unlisted(stage).account, 'standing', [
    'không có trong danh sách gửi Bộ Công an',
    'on no list to the ministry',
  ]);
  const late = unlisted(stage);
  submitList(stage, [late.account.accountId], at(dayOf(late.due), '09:00:00'));
  plant(stage, late.account, 'remedied', [
    'gửi danh sách vào ngày làm việc thứ mười một',
    'listed on the eleventh working day',
  ]);
  const last = unlisted(stage);
  submitList(stage, [last.account.accountId], shift(last.due, -minute));
  spare(stage, last.account, ['gửi danh sách phút cuối ngày thứ mười', 'listed in the last minute of the tenth day']);
  spare(stage, grant(stage, 'TTHC', { imported: true }), [
    'nhập từ hệ thống, đủ căn cứ',
    'imported, with all its papers',
  ]);
}

const plant = (stage: Stage, { accountId }: Account, state: State, words: Words) =>
  stage.plant('V-25', { accountId }, 'high', words, { state });
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-25', { accountId }, words);

/** An account that the weekly lists leave out, with the end of the tenth working day after its grant. */
function unlisted(stage: Stage): { account: Account; due: string } {
  const validFrom = at(workdayAfter(stage.scene, -7), '08:00:00');
  return {
    account: grant(stage, 'TTHC', { validFrom, without: ['userList'] }),
    due: endOfWorkdayAfter(dayOf(validFrom), 10),
  };
}
