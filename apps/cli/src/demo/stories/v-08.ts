import { at, dayOf, daySpan, isWorkday, dayAfter, second, shift, workdayAfter, workdays } from '../days.js';
import { grant, revoke } from '../accounts.js';
import { lookUp } from '../casework.js';
import type { Stage, Words } from '../stage.js';

/** Look-ups that no valid grant covers (V-08), and those on a validity's first and last second. */
export function lookUpsWithoutGrant(stage: Stage): void {
  unknownAccount(stage);
  notYetValid(stage);
  expired(stage);
  agreementExpired(stage);
}

const plant = (stage: Stage, lookupId: string, words: Words) => stage.plant('V-08', { lookupId }, 'high', words);
const spare = (stage: Stage, lookupId: string, words: Words) => stage.spare('V-08', { lookupId }, words);

function unknownAccount(stage: Stage): void {
  const neighbour = grant(stage, 'TTHC');
  const accountId = `TTHC:khong.ro.${stage.number()}`;
  const lookupId = lookUp(stage, neighbour, at(stage.workday(), '11:05:00'), { accountId });
  plant(stage, lookupId, ['tài khoản sổ cái không biết', 'an account unknown to the ledger']);
}

function notYetValid(stage: Stage): void {
  const days = workdays(stage.day(9), stage.day(19)).filter((day) => isWorkday(dayAfter(day, -1)));
  const validFrom = at(stage.random.pick(days), '08:00:00');
  const account = grant(stage, 'TTHC', { validFrom, grantedAt: shift(validFrom, -6 * daySpan) });
  const early = lookUp(stage, account, shift(validFrom, -daySpan));
  plant(stage, early, ['trước ngày có hiệu lực', 'before the grant is valid']);
  const first = lookUp(stage, account, validFrom);
  spare(stage, first, ['đúng lúc có hiệu lực', 'at the very moment it becomes valid']);
}

function expired(stage: Stage): void {
  const validTo = at(stage.workday(), '17:00:00');
  const account = grant(stage, 'KNTC', { validTo, until: validTo });
  spare(stage, lookUp(stage, account, shift(validTo, -second)), [
    'một giây trước khi hết hạn',
    'a second before it ends',
  ]);
  const gone = lookUp(stage, account, at(workdayAfter(dayOf(validTo), 1), '16:00:00'));
  plant(stage, gone, ['sau khi hết hạn', 'after the grant has ended']);
}

function agreementExpired(stage: Stage): void {
  const agreementValidTo = at(stage.workday(), '11:00:00');
  const account = grant(stage, 'TTHC', { agreementValidTo, until: agreementValidTo });
  const last = lookUp(stage, account, shift(agreementValidTo, -second));
  spare(stage, last, ['giây cuối của thỏa thuận cung cấp', "the supply agreement's last second"]);
  const after = workdayAfter(dayOf(agreementValidTo), 2);
  plant(stage, lookUp(stage, account, at(after, '10:00:00')), [
    'thỏa thuận cung cấp đã hết hạn',
    'the supply agreement has ended',
  ]);
  revoke(stage, account, at(after, '17:00:00'), { cause: 'expiry' });
}
