import { at, minute, shift } from '../days.js';
import { caseFor, lookUp, type Case } from '../casework.js';
import { grant } from '../staff.js';
import type { Account, Stage } from '../stage.js';

/** What leaves the screen for no case, onto a stick, or by the dozen (V-17), and what is printed for a case. */
export function exportsWithoutCase(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const inspector = grant(stage, 'KNTC');
  const bare = leave(stage, clerk, { dossierId: undefined });
  plant(stage, { lookupId: bare }, 'in không gắn hồ sơ', 'printed for no dossier');
  const stick = leave(stage, clerk, { channel: 'removable' });
  plant(stage, { lookupId: stick }, 'chép ra USB dù có hồ sơ', 'onto a stick, though for a dossier');
  const petition = leave(stage, inspector, { petitionId: undefined, channel: 'download' });
  plant(stage, { lookupId: petition }, 'tải về không gắn đơn', 'downloaded for no petition');
  const many = grant(stage, 'TTHC');
  leave(stage, many, {}, 11);
  plant(stage, { accountId: many.accountId }, 'mười một lần in trong ngày', 'eleven prints in a day');
  spare(stage, { lookupId: leave(stage, clerk, {}) }, 'in cho hồ sơ', 'printed for a dossier');
  spare(stage, { lookupId: leave(stage, inspector, {}) }, 'in cho đơn', 'printed for a petition');
  const ten = grant(stage, 'TTHC');
  leave(stage, ten, { channel: 'clipboard' }, 10);
  spare(stage, { accountId: ten.accountId }, 'mười lần sao chép trong ngày', 'ten copies in a day');
}

type Key = { lookupId: string } | { accountId: string };
const plant = (stage: Stage, key: Key, vi: string, en: string) =>
  stage.plant({ rule: 'V-17', ...key, severity: 'high', state: 'standing', vi, en });
const spare = (stage: Stage, key: Key, vi: string, en: string) => stage.boundary({ rule: 'V-17', ...key, vi, en });

/** A look-up for a case, whose result leaves the screen a minute later, some times over. Answers the look-up's id. */
function leave(stage: Stage, account: Account, odd: object, times = 1): string {
  const time = at(stage.workday(), '09:50:00');
  const served = caseFor(stage, account, time);
  const lookupId = lookUp(stage, account, time, { case: served });
  for (let i = 1; i <= times; i++) {
    const exportedAt = shift(time, i * minute);
    const data = {
      lookupId,
      accountId: account.accountId,
      channel: 'print',
      ...caseOf(account, served),
      pages: 1,
      ...odd,
    };
    stage.observe('LookupResultExported', exportedAt, data, { source: account.system });
  }
  return lookupId;
}

const caseOf = ({ system }: Account, { id }: Case) => (system === 'KNTC' ? { petitionId: id } : { dossierId: id });
