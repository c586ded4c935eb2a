import { at, dayOf, endOfWorkdayAfter, hour, minute, second, shift, workdayAfter, dayAfter } from '../days.js';
import { grant, pause, revoke } from '../accounts.js';
import { lookUp } from '../casework.js';
import type { State } from '../manifest.js';
import { change, hire } from '../officials.js';
import type { Account, Official } from '../cast.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits, type System } from '../units.js';
import { unexplained } from './v-01.js';

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

type Grade = 'high' | 'critical';
const plant = (stage: Stage, { accountId }: Account, grade: Grade, state: State, words: Words) =>
  stage.plant('V-19', { accountId }, grade, words, { state });
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-19', { accountId }, words);

/** An account whose holder's duty ends at five in the afternoon. */
function leaving(stage: Stage, day: string, how: { system?: System; official?: Official } = {}) {
  const end = at(day, '17:00:00');
  const { system = 'TTHC', official } = how;
  const account = grant(stage, system, { official, until: end });
  return { account, end };
}

function neverRevoked(stage: Stage): void {
  const quiet = leaving(stage, stage.workday());
  change(stage, quiet.account, 'left', quiet.end);
  plant(stage, quiet.account, 'high', 'standing', ['nghỉ việc, không thu hồi', 'left, never revoked']);
  const used = leaving(stage, stage.workday(), { system: 'KNTC' });
  change(stage, used.account, 'left', used.end);
  lookUp(stage, used.account, at(workdayAfter(dayOf(used.end), 3), '15:10:00'));
  const words = ['nghỉ việc, không thu hồi, vẫn tra cứu', 'left, never revoked, still looking up'] as const;
  plant(stage, used.account, 'critical', 'standing', words);
}

/** The official whose history the demo replays: left, went on looking up, was revoked a working day too late. */
function revokedLate(stage: Stage): Account {
  const day = stage.workday(8, 16);
  const revokedAt = at(workdayAfter(day, 2), '10:00:00');
  const { account, end } = leaving(stage, day);
  const words = ['không có mã hồ sơ, ngày làm việc cuối', 'no dossier named, on the last day of work'] as const;
  unexplained(stage, account, { case: 'none' }, words, at(day, '15:55:00'));
  change(stage, account, 'left', end);
  lookUp(stage, account, at(workdayAfter(day, 1), '08:05:00'));
  lookUp(stage, account, shift(revokedAt, -hour));
  revoke(stage, account, end, { cause: 'dutyEnd', actedAt: revokedAt });
  const gone = lookUp(stage, account, shift(revokedAt, 30 * minute));
  const late = ['30 phút sau khi bị thu hồi muộn', 'half an hour after the late revocation'] as const;
  stage.plant('V-07', { lookupId: gone }, 'critical', late);
  const told = ['thu hồi trễ một ngày làm việc, vẫn tra cứu', 'revoked a working day late, with look-ups'] as const;
  plant(stage, account, 'critical', 'remedied', told);
  return account;
}

function carriedOutLate(stage: Stage): void {
  const day = stage.workday();
  const due = endOfWorkdayAfter(day, 1);
  const { account, end } = leaving(stage, day);
  change(stage, account, 'dutyEnded', end);
  const executedInSourceAt = shift(due, second);
  const actedAt = shift(end, hour);
  revoke(stage, account, end, { cause: 'dutyEnd', actedAt, executedInSourceAt, sentAt: shift(due, hour) });
  const words = [
    'quyết định đúng hạn, hệ thống thực hiện trễ một giây',
    'decided in time, carried out a second late',
  ] as const;
  plant(stage, account, 'high', 'remedied', words);
}

function transferred(stage: Stage): void {
  const { account, end } = leaving(stage, stage.workday());
  change(stage, account, 'transferred', end, { unitId: 'P-TP' });
  const words = [
    'chuyển công tác, không có quyết định giữ tài khoản',
    'transferred, no decision keeps the account',
  ] as const;
  plant(stage, account, 'high', 'standing', words);
  const kept = grant(stage, 'TTHC');
  const how = { unitId: kept.unitId, keepsAccountBy: `${stage.number()}/QĐ-GIU` };
  change(stage, kept, 'transferred', at(stage.workday(), '08:00:00'), how);
  spare(stage, kept, ['chuyển công tác, có quyết định giữ tài khoản', 'transferred, a decision keeps the account']);
}

function oneOfTwoRevoked(stage: Stage): void {
  const day = stage.workday();
  const official = hire(stage, stage.random.pick(dossierUnits));
  const first = leaving(stage, day, { official });
  const other = leaving(stage, day, { official, system: 'KNTC' });
  change(stage, first.account, 'dutyEnded', first.end);
  revoke(stage, first.account, first.end, { cause: 'dutyEnd', actedAt: at(day, '17:30:00') });
  plant(stage, other.account, 'high', 'standing', [
    'sót tài khoản thứ hai khi thôi nhiệm vụ',
    'a second account was forgotten',
  ]);
  spare(stage, first.account, ['thu hồi ngay trong ngày', 'revoked the same day']);
}

function revokedInTime(stage: Stage): void {
  const friday = stage.friday();
  const revokedAt = at(dayAfter(friday, 3), '23:59:59');
  const { account, end } = leaving(stage, friday);
  change(stage, account, 'left', end);
  lookUp(stage, account, shift(end, 30 * minute));
  revoke(stage, account, end, { cause: 'dutyEnd', actedAt: revokedAt });
  spare(stage, account, [
    'nghỉ thứ Sáu, thu hồi giây cuối thứ Hai',
    'left on Friday, revoked in the last second of Monday',
  ]);
}

function stillOnDuty(stage: Stage): void {
  const from = at(stage.workday(3, 10), '08:00:00');
  const until = at(dayAfter(dayOf(from), 7), '00:00:00');
  const account = grant(stage, 'TTHC');
  pause(account, from, until);
  change(stage, account, 'absence', from, { until });
  spare(stage, account, ['nghỉ phép, không phải thôi nhiệm vụ', 'on leave, which ends no duty']);
}
