import { at } from '../days.js';
import { changeScope, grant } from '../accounts.js';
import { verifierScope } from '../casework.js';
import type { Account } from '../cast.js';
import type { State } from '../manifest.js';
import { deputy, hire } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits, systems, verification } from '../units.js';

/** Accounts that may do more than role and duty ask for (V-23), and those that may do just that. */
export function scopeBeyondRole(stage: Stage): void {
  const wide = { roleClass: 'RECEPTION', functions: [...systems.TTHC.functions, verification.function] };
  plant(stage, grant(stage, 'TTHC', wide), 'standing', [
    'chức năng ngoài danh mục của vai trò',
    'a function that its role does not have',
  ]);
  const clerk = hire(stage, stage.random.pick(dossierUnits), { duty: 'Văn thư' });
  plant(stage, grant(stage, 'TTHC', { official: clerk }), 'standing', [
    'nhiệm vụ không thuộc vai trò',
    'a duty that its role does not have',
  ]);
  const widened = grant(stage, 'TTHC');
  changeScope(stage, widened, at(stage.workday(), '09:00:00'), verifierScope);
  plant(stage, widened, 'standing', ['mở rộng chức năng, giữ nguyên vai trò', 'more functions, the same role']);
  const elsewhere = grant(stage, 'TTHC', verifierScope);
  changeScope(stage, elsewhere, at(stage.workday(), '10:00:00'), systems.TTHC, { approvedBy: deputy });
  plant(stage, elsewhere, 'standing', [
    'điều chỉnh quyền không do đầu mối duyệt',
    'a change not approved by the focal point',
  ]);
  const reduced = grant(stage, 'TTHC', wide);
  changeScope(stage, reduced, at(stage.workday(), '11:00:00'), systems.TTHC);
  plant(stage, reduced, 'remedied', ['chức năng thừa, đã thu hẹp', 'a function too many, taken back']);

  const whole = {
    roleClass: 'RESULT_VERIFY',
    functions: [...systems.TTHC.functions, ...systems.KNTC.functions, verification.function],
  };
  spare(stage, grant(stage, 'TTHC', whole), ['đủ mọi chức năng của vai trò', 'every function of its role']);
  const verifier = hire(stage, stage.random.pick(dossierUnits), { duty: 'Xác minh thông tin công dân' });
  spare(stage, grant(stage, 'TTHC', { official: verifier, ...verifierScope }), [
    'nhiệm vụ đúng vai trò',
    'a duty of its role',
  ]);
  const promoted = grant(stage, 'TTHC');
  changeScope(stage, promoted, at(stage.workday(), '14:00:00'), { ...verifierScope, roleClass: 'RESULT_VERIFY' });
  spare(stage, promoted, ['mở rộng chức năng cùng vai trò mới', 'more functions with a new role']);
}

const plant = (stage: Stage, { accountId }: Account, state: State, words: Words) =>
  stage.plant('V-23', { accountId }, 'high', words, { state });
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-23', { accountId }, words);
