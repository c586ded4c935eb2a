import { at, dayOf, hour, shift, workdayAfter } from '../days.js';
import { grant } from '../accounts.js';
import type { Account } from '../cast.js';
import { disenrol, enrol } from '../credentials.js';
import type { Severity, State } from '../manifest.js';
import { session } from '../sessions.js';
import type { Stage, Words } from '../stage.js';
import { technicianOf } from './v-06.js';

/** Accounts without a second factor (V-30), and accounts with one of another kind. */
export function singleFactor(stage: Stage): void {
  const one = grant(stage, 'TTHC');
  session(stage, one, at(stage.workday(), '13:20:00'), { amr: ['pwd'] });
  plant(stage, one, 'medium', 'standing', ['đăng nhập chỉ bằng mật khẩu', 'a login by password alone']);
  const bare = grant(stage, 'TTHC', { without: ['mfa'] });
  plant(stage, bare, 'medium', 'standing', ['chưa đăng ký yếu tố thứ hai', 'no second factor enrolled']);
  const lost = grant(stage, 'TTHC');
  const removedAt = at(stage.workday(3, 10), '09:00:00');
  disenrol(stage, lost, removedAt);
  enrol(stage, lost, at(workdayAfter(dayOf(removedAt), 3), '09:00:00'), 'app');
  plant(stage, lost, 'medium', 'remedied', [
    'gỡ yếu tố thứ hai, ba ngày sau đăng ký lại',
    'a factor removed, another enrolled three days later',
  ]);
  const technician = technicianOf(stage);
  session(stage, technician, at(stage.workday(), '08:40:00'), { amr: ['pwd'] });
  plant(stage, technician, 'high', 'standing', [
    'quản trị đăng nhập chỉ bằng mật khẩu',
    "a technician's login by password alone",
  ]);

  const token = grant(stage, 'TTHC');
  session(stage, token, at(stage.workday(), '11:20:00'), { amr: ['pwd', 'hwk'] });
  spare(stage, token, ['mật khẩu và thiết bị bảo mật', 'a password and a security key']);
  const changed = grant(stage, 'TTHC');
  const newPhone = at(stage.workday(), '09:30:00');
  enrol(stage, changed, newPhone, 'app');
  disenrol(stage, changed, shift(newPhone, hour));
  spare(stage, changed, ['đăng ký yếu tố mới rồi mới gỡ yếu tố cũ', 'a new factor before the old one was removed']);
}

const plant = (stage: Stage, { accountId }: Account, severity: Severity, state: State, words: Words) =>
  stage.plant('V-30', { accountId }, severity, words, { state });
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-30', { accountId }, words);
