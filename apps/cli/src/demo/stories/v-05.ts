import { at, hour, second, shift } from '../days.js';
import { changeScope, grant } from '../accounts.js';
import { lookUp, type Oddity, verifierScope } from '../casework.js';
import type { Severity } from '../manifest.js';
import type { Account } from '../cast.js';
import type { Stage, Words } from '../stage.js';
import { systems, verification } from '../units.js';

/** Functions and fields beyond the grant (V-05), and those just within it. */
export function lookUpsBeyondGrant(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const petitioned = grant(stage, 'KNTC');
  const ordinary = () => at(stage.workday(), '09:25:00');
  const one = ['chức năng ngoài phân quyền', 'a function beyond the grant'] as const;
  beyond(stage, clerk, ordinary(), { function: verification.function }, one);
  const fields = [...systems.TTHC.fields, verification.fields[0]];
  beyond(stage, clerk, ordinary(), { fields }, ['trường dữ liệu ngoài phân quyền', 'a field beyond the grant']);
  const denied = { function: verification.function, denied: 'function-not-granted' };
  const attempt = ['cố dùng chức năng ngoài quyền, bị từ chối', 'an attempt that was turned down'] as const;
  beyond(stage, petitioned, ordinary(), denied, attempt, 'medium');
  const all = ['trả về đúng mọi trường được cấp', 'exactly the fields of the grant'] as const;
  within(stage, clerk, at(stage.workday(), '10:10:00'), { fields: systems.TTHC.fields }, all);
  const refused = ['bị từ chối nhưng trong quyền', 'turned down, yet within the grant'] as const;
  within(stage, clerk, at(stage.workday(), '14:10:00'), { denied: 'citizen-mismatch' }, refused);
  scopeReduced(stage);
  scopeWidened(stage);
}

function beyond(stage: Stage, account: Account, time: string, odd: Oddity, words: Words, severity: Severity = 'high') {
  stage.plant('V-05', { lookupId: lookUp(stage, account, time, odd) }, severity, words);
}
function within(stage: Stage, account: Account, time: string, odd: Oddity, words: Words): void {
  stage.spare('V-05', { lookupId: lookUp(stage, account, time, odd) }, words);
}

function scopeReduced(stage: Stage): void {
  const account = grant(stage, 'TTHC', verifierScope);
  const reducedAt = at(stage.workday(), '10:00:00');
  changeScope(stage, account, reducedAt, systems.TTHC);
  // The everyday work of this account stays within both scopes.
  account.functions = systems.TTHC.functions;
  account.fields = systems.TTHC.fields;
  const old = { function: verification.function };
  const after = ['một giây sau khi bị thu hẹp quyền', 'a second after the scope shrank'] as const;
  beyond(stage, account, shift(reducedAt, second), old, after);
  within(stage, account, shift(reducedAt, -second), old, [
    'một giây trước khi thu hẹp',
    'a second before the scope shrank',
  ]);
}

function scopeWidened(stage: Stage): void {
  const account = grant(stage, 'TTHC');
  const widenedAt = at(stage.workday(), '08:00:00');
  const wider = { ...verifierScope, roleClass: 'RESULT_VERIFY' };
  changeScope(stage, account, widenedAt, wider, { sentAt: shift(widenedAt, 26 * hour) });
  const anew = { function: verification.function, fields: verification.fields };
  const late = [
    'một giây sau khi mở rộng quyền, ghi nhận muộn',
    'a second after the scope grew, recorded a day late',
  ] as const;
  within(stage, account, shift(widenedAt, second), anew, late);
}
