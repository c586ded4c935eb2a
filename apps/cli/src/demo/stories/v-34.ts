import { at, dayOf, hour, minute, shift, workdayAfter } from '../days.js';
import { grant, pause, suspend } from '../accounts.js';
import { lookUp } from '../casework.js';
import type { Account } from '../cast.js';
import { rotate } from '../credentials.js';
import type { Severity, State } from '../manifest.js';
import type { Stage, Words } from '../stage.js';

/** Passwords known to be in other hands that go on being valid (V-34), and those replaced or stopped within four hours. */
export function compromisedPasswords(stage: Stage): void {
  const slow = compromised(stage);
  rotate(stage, slow.account, shift(slow.detectedAt, 4 * hour + minute), { trigger: 'forced' });
  plant(stage, slow.account, 'high', 'remedied', [
    'đổi mật khẩu sau hơn bốn giờ',
    'replaced after more than four hours',
  ]);
  const open = compromised(stage);
  rotate(stage, open.account, at(workdayAfter(dayOf(open.detectedAt), 1), '15:00:00'), { trigger: 'forced' });
  plant(stage, open.account, 'high', 'remedied', ['lộ mật khẩu, hôm sau mới đổi', 'leaked, and replaced a day later']);
  const used = compromised(stage);
  lookUp(stage, used.account, shift(used.detectedAt, 6 * hour));
  rotate(stage, used.account, at(workdayAfter(dayOf(used.detectedAt), 1), '09:00:00'), { trigger: 'forced' });
  plant(stage, used.account, 'critical', 'remedied', [
    'lộ mật khẩu, vẫn tra cứu trước khi đổi',
    'leaked, and used before it was replaced',
  ]);

  const quick = compromised(stage);
  rotate(stage, quick.account, shift(quick.detectedAt, 4 * hour - minute), { trigger: 'forced' });
  spare(stage, quick.account, ['đổi mật khẩu trong bốn giờ', 'replaced within four hours']);
  const stopped = compromised(stage);
  const suspendedAt = shift(stopped.detectedAt, 3 * hour);
  const back = at(workdayAfter(dayOf(suspendedAt), 2), '08:00:00');
  suspend(stage, stopped.account, suspendedAt, back, 'security');
  rotate(stage, stopped.account, shift(back, -hour), { trigger: 'forced' });
  spare(stage, stopped.account, ['tạm khóa trong ba giờ', 'suspended within three hours']);
}

const plant = (stage: Stage, { accountId }: Account, severity: Severity, state: State, words: Words) =>
  stage.plant('V-34', { accountId }, severity, words, { state });
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-34', { accountId }, words);

/** An account without ordinary work, whose password the operations centre finds in a leak at nine in the morning. */
function compromised(stage: Stage): { account: Account; detectedAt: string } {
  const detectedAt = at(stage.workday(), '09:00:00');
  const account = grant(stage, 'TTHC', { ordinary: false });
  pause(account, at(dayOf(detectedAt), '00:00:00'), at(workdayAfter(dayOf(detectedAt), 2), '00:00:00'));
  const { accountId } = account;
  stage.observe(
    'CredentialCompromiseReported',
    detectedAt,
    { accountId, origin: 'SOC', detectedAt },
    { source: 'SOC' },
  );
  return { account, detectedAt };
}
