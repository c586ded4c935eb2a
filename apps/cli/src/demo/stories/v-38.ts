import { at, dayOf, endOfWorkdayAfter, hour, midnightAfter, minute, monthsAfter, shift } from '../days.js';
import type { Owed } from '../cast.js';
import { attest } from '../oversight.js';
import { periodsOf, submitReport } from '../reports.js';
import { rounds } from '../rounds.js';
import type { Stage, Words } from '../stage.js';
import type { Unit } from '../units.js';
import { staffedWard } from '../wards.js';

/** Reports not handed in, late, or sent elsewhere, and controls that nobody attests (V-38); and those just in time. */
export function reportsOverdue(stage: Stage): void {
  const missing = monthly(stage, undefined);
  plant(stage, missing, ['không nộp báo cáo tháng', 'a monthly report not handed in']);
  plant(stage, monthly(stage, hour), ['nộp báo cáo tháng trễ một giờ', 'a monthly report an hour late'], 'remedied');
  const around = [
    'không gửi qua Công an như văn bản yêu cầu',
    'not sent through the police as the directive asks',
  ] as const;
  plant(stage, monthly(stage, -hour, { via: undefined }), around);
  plant(stage, monthly(stage, -hour, { to: 'UBND-TINH' }), ['gửi sai nơi nhận', 'sent to somebody else']);
  once(stage, undefined);
  once(stage, minute);
  once(stage, -minute);
  const last = monthly(stage, -minute);
  spare(stage, last.ward, ['nộp báo cáo tháng trong phút cuối', 'a monthly report in the last minute']);
  attestations(stage);
}

interface Due {
  ward: Unit;
  due: string;
}
function plant(stage: Stage, { ward, due }: Due, words: Words, state: 'standing' | 'remedied' = 'standing'): void {
  stage.plant('V-38', { unitId: ward.unitId }, 'medium', words, { state, since: due });
}
const spare = (stage: Stage, { unitId }: Unit, words: Words) => stage.spare('V-38', { unitId }, words);

/** A ward that owes a report each month, hands in all but the last one that is due in time, and that one as told. */
function monthly(stage: Stage, late: number | undefined, odd: object = {}): Due {
  const { ward } = staffedWard(stage);
  const { unitId } = ward;
  const owed: Owed = {
    kind: 'MONTHLY_USAGE',
    unitId,
    to: 'TP-SH',
    via: 'CA-TP',
    every: 'month',
    clause: 'R39',
    handedIn: false,
  };
  stage.owed.push(owed);
  const periods = periodsOf(stage, 'month').filter(({ to }) => endOfWorkdayAfter(to, 5) < stage.term.asOf);
  for (const period of periods.slice(0, -1))
    submitReport(stage, owed, period, shift(endOfWorkdayAfter(period.to, 5), -9 * hour));
  const last = periods[periods.length - 1];
  const due = endOfWorkdayAfter(last.to, 5);
  if (late !== undefined) submitReport(stage, owed, last, shift(due, late), odd);
  return { ward, due };
}

/** A ward that owes a report once. */
function once(stage: Stage, late: number | undefined): void {
  const { ward, account } = staffedWard(stage);
  const { unitId } = ward;
  const dueAt = midnightAfter(stage.workday());
  const owed: Owed = { kind: 'ACCOUNT_INVENTORY', unitId, to: 'TP-SH', every: 'once', dueAt, clause: 'R21' };
  stage.owed.push(owed);
  const period = { from: dayOf(account.validFrom), to: stage.day(2) };
  if (late !== undefined) submitReport(stage, owed, period, shift(dueAt, late));
  if (late === undefined)
    plant(stage, { ward, due: dueAt }, ['không nộp thống kê tài khoản một lần', 'a count due once, not handed in']);
  else if (late > 0)
    plant(stage, { ward, due: dueAt }, ['nộp thống kê trễ một phút', 'a count due once, a minute late'], 'remedied');
  else spare(stage, ward, ['nộp thống kê một phút trước hạn', 'a count due once, a minute early']);
}

function attestations(stage: Stage): void {
  const none = staffedWard(stage, ['R86']);
  const due = midnightAfter(monthsAfter(dayOf(none.account.validFrom), 3));
  const never = ['chưa có xác nhận bảo vệ dữ liệu khi dùng', 'nobody attests that data is protected in use'] as const;
  stage.plant('V-38', { unitId: none.ward.unitId }, 'low', never, { since: due });
  const gap = staffedWard(stage, ['R90']);
  const [first] = rounds(stage, stage.term.foundedAt, stage.term.asOf, [30, 40]);
  const expired = at(dayOf(shift(first, 60 * 24 * hour)), '12:00:00');
  attest(stage, gap.ward, 'R90', first, expired);
  const again = shift(expired, 20 * hour);
  attest(stage, gap.ward, 'R90', again);
  for (const moment of rounds(stage, again, stage.term.asOf, [50, 85])) attest(stage, gap.ward, 'R90', moment);
  const late = ['xác nhận hết hiệu lực, gia hạn muộn', 'an attestation ran out before the next'] as const;
  stage.plant('V-38', { unitId: gap.ward.unitId }, 'low', late, { state: 'remedied', since: expired });
}
