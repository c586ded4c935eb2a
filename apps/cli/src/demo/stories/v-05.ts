import { at, hour, opensAt, second, shift, daySpan } from '../days.js';
import { lookUp, verifierScope, type Oddity } from '../casework.js';
import { changeScope, grant } from '../staff.js';
import type { Account, Stage } from '../stage.js';
import { systems, verification } from '../units.js';

/** Functions and fields beyond the grant (V-05), and those just within it. */
export function lookUpsBeyondGrant(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const petitioned = grant(stage, 'KNTC');
  const beyond = planter(stage);
  beyond(clerk, { function: verification.function }, 'chức năng ngoài phân quyền', 'a function beyond the grant');
  const fields = [...systems.TTHC.fields, verification.fields[0]];
  beyond(clerk, { fields }, 'trường dữ liệu ngoài phân quyền', 'a field beyond the grant');
  const denied = { function: verification.function, denied: 'function-not-granted' };
  beyond(petitioned, denied, 'cố dùng chức năng ngoài quyền, bị từ chối', 'an attempt that was turned down', 'medium');
  const within = bounded(stage);
  const all = { fields: systems.TTHC.fields };
  within(
    clerk,
    at(stage.workday(), '10:10:00'),
    all,
    'trả về đúng mọi trường được cấp',
    'exactly the fields of the grant',
  );
  const refused = { denied: 'citizen-mismatch' };
  within(
    clerk,
    at(stage.workday(), '14:10:00'),
    refused,
    'bị từ chối nhưng trong quyền',
    'turned down, yet within the grant',
  );
  scopeReduced(stage);
  scopeWidened(stage);
}

const planter =
  (stage: Stage) =>
  (account: Account, odd: Oddity, vi: string, en: string, severity: 'high' | 'medium' = 'high', time?: string) => {
    const lookupId = lookUp(stage, account, time ?? at(stage.workday(), '09:25:00'), odd);
    stage.plant({ rule: 'V-05', lookupId, severity, state: 'standing', vi, en });
  };
const bounded = (stage: Stage) => (account: Account, time: string, odd: Oddity, vi: string, en: string) => {
  const lookupId = lookUp(stage, account, time, odd);
  stage.boundary({ rule: 'V-05', lookupId, vi, en });
};

function scopeReduced(stage: Stage): void {
  const account = grant(stage, 'TTHC', verifierScope);
  const reducedAt = at(stage.workday(), '10:00:00');
  changeScope(stage, account, reducedAt, systems.TTHC);
  // The everyday work of this account stays within both scopes.
  account.functions = systems.TTHC.functions;
  account.fields = systems.TTHC.fields;
  const old = { function: verification.function };
  const after = shift(reducedAt, second);
  planter(stage)(account, old, 'một giây sau khi bị thu hẹp quyền', 'a second after the scope shrank', 'high', after);
  bounded(stage)(
    account,
    shift(reducedAt, -second),
    old,
    'một giây trước khi thu hẹp',
    'a second before the scope shrank',
  );
}

function scopeWidened(stage: Stage): void {
  const account = grant(stage, 'TTHC', { validFrom: shift(opensAt, -60 * daySpan) });
  const widenedAt = at(stage.workday(), '08:00:00');
  changeScope(stage, account, widenedAt, { ...verifierScope, roleClass: 'RESULT_VERIFY' }, shift(widenedAt, 26 * hour));
  const anew = { function: verification.function, fields: verification.fields };
  const told = [
    'một giây sau khi mở rộng quyền, ghi nhận muộn',
    'a second after the scope grew, recorded a day late',
  ] as const;
  bounded(stage)(account, shift(widenedAt, second), anew, ...told);
}
