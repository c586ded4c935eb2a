import { at, dayAfter, daySpan, opensAt, second, shift } from '../days.js';
import { lookUp } from '../casework.js';
import { grant } from '../staff.js';
import type { Stage } from '../stage.js';

/** Look-ups that no valid grant covers (V-08), and those on a validity's first and last second. */
export function lookUpsWithoutGrant(stage: Stage): void {
  unknownAccount(stage);
  notYetValid(stage);
  expired(stage);
  agreementExpired(stage);
}

const plant = (stage: Stage, lookupId: string, vi: string, en: string) =>
  stage.plant({ rule: 'V-08', lookupId, severity: 'high', state: 'standing', vi, en });
const boundary = (stage: Stage, lookupId: string, vi: string, en: string) =>
  stage.boundary({ rule: 'V-08', lookupId, vi, en });

function unknownAccount(stage: Stage): void {
  const neighbour = grant(stage, 'TTHC');
  const accountId = `TTHC:khong.ro.${stage.number()}`;
  const lookupId = lookUp(stage, neighbour, at(stage.workday(), '11:05:00'), { accountId });
  plant(stage, lookupId, 'tài khoản sổ cái không biết', 'an account unknown to the ledger');
}

function notYetValid(stage: Stage): void {
  const validFrom = at(stage.workday('2025-12-08', '2025-12-12'), '08:00:00');
  const account = grant(stage, 'TTHC', { validFrom, grantedAt: shift(validFrom, -9 * daySpan) });
  plant(
    stage,
    lookUp(stage, account, shift(validFrom, -daySpan)),
    'trước ngày có hiệu lực',
    'before the grant is valid',
  );
  boundary(stage, lookUp(stage, account, validFrom), 'đúng lúc có hiệu lực', 'at the very moment it becomes valid');
}

function expired(stage: Stage): void {
  const day = stage.workday();
  const validTo = at(day, '17:00:00');
  const lawful = [{ from: opensAt, to: at(day, '00:00:00') }];
  const account = grant(stage, 'KNTC', { validTo, lawful });
  boundary(
    stage,
    lookUp(stage, account, shift(validTo, -second)),
    'một giây trước khi hết hạn',
    'a second before it ends',
  );
  plant(stage, lookUp(stage, account, shift(validTo, daySpan)), 'sau khi hết hạn', 'after the grant has ended');
}

function agreementExpired(stage: Stage): void {
  const day = stage.workday();
  const agreementValidTo = at(dayAfter(day, 1), '00:00:00');
  const lawful = [{ from: opensAt, to: agreementValidTo }];
  const account = grant(stage, 'TTHC', { agreementValidTo, lawful });
  const last = lookUp(stage, account, shift(agreementValidTo, -second));
  boundary(stage, last, 'giây cuối của thỏa thuận cung cấp', "the supply agreement's last second");
  const lookupId = lookUp(stage, account, shift(agreementValidTo, 2 * daySpan));
  plant(stage, lookupId, 'thỏa thuận cung cấp đã hết hạn', 'the supply agreement has ended');
}
