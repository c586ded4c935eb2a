import {
  at,
  closesAt,
  dayAfter,
  dayOf,
  daySpan,
  endOfWorkdayAfter,
  hour,
  minute,
  opensAt,
  second,
  shift,
} from '../days.js';
import { lookUp } from '../casework.js';
import { duties } from '../directives.js';
import { change, grant, hire, revoke } from '../staff.js';
import type { Account, Official, Stage } from '../stage.js';
import { petitionUnits, type System } from '../units.js';

/** Accounts that outlive their holder's duty (V-19), and those revoked within the working day allowed. */
export function accountsOutlivingDuty(stage: Stage): void {
  neverRevoked(stage);
  stage.hero = revokedLate(stage).officialId;
  carriedOutLate(stage);
  transferred(stage);
  oneOfTwoRevoked(stage);
  revokedInTime(stage);
  stillOnDuty(stage);
}

const plant = (
  stage: Stage,
  { accountId }: Account,
  grade: 'high' | 'critical',
  state: 'standing' | 'remedied',
  told: Words,
) => stage.plant({ rule: 'V-19', accountId, severity: grade, state, vi: told[0], en: told[1] });
type Words = readonly [vi: string, en: string];
const boundary = (stage: Stage, { accountId }: Account, vi: string, en: string) =>
  stage.boundary({ rule: 'V-19', accountId, vi, en });

/** An account whose holder's duty ends at five in the afternoon. */
function leaving(stage: Stage, day: string, how: { system?: System; official?: Official; revokedBy?: string } = {}) {
  const end = at(day, '17:00:00');
  const { system = 'TTHC', official, revokedBy: passwordsUntil } = how;
  const account = grant(stage, system, { official, passwordsUntil, lawful: [{ from: opensAt, to: end }] });
  return { account, end };
}

function neverRevoked(stage: Stage): void {
  const quiet = leaving(stage, stage.workday());
  change(stage, quiet.account, 'left', quiet.end);
  plant(stage, quiet.account, 'high', 'standing', ['nghỉ việc, không thu hồi', 'left, never revoked']);
  const used = leaving(stage, stage.workday(), { system: 'KNTC' });
  change(stage, used.account, 'left', used.end);
  lookUp(stage, used.account, shift(used.end, 4 * daySpan));
  const told = ['nghỉ việc, không thu hồi, vẫn tra cứu', 'left, never revoked, still looking up'] as const;
  plant(stage, used.account, 'critical', 'standing', told);
}

/** The official whose history the demo replays: left, went on looking up, was revoked a working day too late. */
function revokedLate(stage: Stage): Account {
  const day = stage.workday('2025-12-08', '2025-12-16');
  const due = endOfWorkdayAfter(day, 1);
  const revokedAt = shift(due, 10 * hour);
  const { account, end } = leaving(stage, day, { revokedBy: revokedAt });
  const unexplained = lookUp(stage, account, at(day, '15:55:00'), { case: 'none' });
  const bare = { vi: 'không có mã hồ sơ, ngày làm việc cuối', en: 'no dossier named, on the last day of work' };
  stage.plant({ rule: 'V-01', lookupId: unexplained, severity: 'high', state: 'standing', ...bare });
  change(stage, account, 'left', end);
  lookUp(stage, account, shift(end, 15 * hour));
  lookUp(stage, account, shift(due, 9 * hour));
  revoke(stage, account, end, { cause: 'dutyEnd', actedAt: revokedAt });
  const gone = lookUp(stage, account, shift(revokedAt, 30 * minute));
  const late = { vi: '30 phút sau khi bị thu hồi muộn', en: 'half an hour after the late revocation' };
  stage.plant({ rule: 'V-07', lookupId: gone, severity: 'critical', state: 'standing', ...late });
  const told = ['thu hồi trễ một ngày làm việc, vẫn tra cứu', 'revoked a working day late, with look-ups'] as const;
  plant(stage, account, 'critical', 'remedied', told);
  return account;
}

function carriedOutLate(stage: Stage): void {
  const day = stage.workday();
  const due = endOfWorkdayAfter(day, 1);
  const { account, end } = leaving(stage, day, { revokedBy: due });
  change(stage, account, 'dutyEnded', end);
  const executedInSourceAt = shift(due, second);
  revoke(stage, account, end, {
    cause: 'dutyEnd',
    actedAt: shift(end, hour),
    executedInSourceAt,
    sentAt: shift(due, hour),
  });
  const told = [
    'quyết định đúng hạn, hệ thống thực hiện trễ một giây',
    'decided in time, carried out a second late',
  ] as const;
  plant(stage, account, 'high', 'remedied', told);
}

function transferred(stage: Stage): void {
  const { account, end } = leaving(stage, stage.workday());
  change(stage, account, 'transferred', end, { unitId: 'P-TP', duty: duties.petitions });
  const told = [
    'chuyển công tác, không có quyết định giữ tài khoản',
    'transferred, no decision keeps the account',
  ] as const;
  plant(stage, account, 'high', 'standing', told);
  const kept = grant(stage, 'TTHC');
  const more = { unitId: kept.unitId, duty: duties.counter, keepsAccountBy: `${stage.number()}/QĐ-GIU` };
  change(stage, kept, 'transferred', at(stage.workday(), '08:00:00'), more);
  boundary(stage, kept, 'chuyển công tác, có quyết định giữ tài khoản', 'transferred, a decision keeps the account');
}

function oneOfTwoRevoked(stage: Stage): void {
  const day = stage.workday();
  const official = hire(stage, stage.random.pick(petitionUnits));
  const first = leaving(stage, day, { official, revokedBy: at(day, '17:30:00') });
  const other = leaving(stage, day, { official, system: 'KNTC' });
  change(stage, first.account, 'dutyEnded', first.end);
  revoke(stage, first.account, first.end, { cause: 'dutyEnd', actedAt: at(day, '17:30:00') });
  plant(stage, other.account, 'high', 'standing', [
    'sót tài khoản thứ hai khi thôi nhiệm vụ',
    'a second account was forgotten',
  ]);
  boundary(stage, first.account, 'thu hồi ngay trong ngày', 'revoked the same day');
}

function revokedInTime(stage: Stage): void {
  const friday = stage.friday();
  const revokedAt = at(dayAfter(friday, 3), '23:59:59');
  const last = leaving(stage, friday, { revokedBy: revokedAt });
  change(stage, last.account, 'left', last.end);
  lookUp(stage, last.account, shift(last.end, 2 * hour));
  revoke(stage, last.account, last.end, { cause: 'dutyEnd', actedAt: revokedAt });
  boundary(
    stage,
    last.account,
    'nghỉ thứ Sáu, thu hồi giây cuối thứ Hai',
    'left on Friday, revoked in the last second of Monday',
  );
}

function stillOnDuty(stage: Stage): void {
  const from = at(stage.workday('2025-12-03', '2025-12-10'), '08:00:00');
  const until = at(dayAfter(dayOf(from), 7), '00:00:00');
  const account = grant(stage, 'TTHC', {
    lawful: [
      { from: opensAt, to: from },
      { from: until, to: closesAt },
    ],
  });
  change(stage, account, 'absence', from, { until });
  boundary(stage, account, 'nghỉ phép, không phải thôi nhiệm vụ', 'on leave, which ends no duty');
}
