import { hour, shift } from './days.js';
import type { Account } from './cast.js';
import { rounds } from './rounds.js';
import type { Stage } from './stage.js';

const source = 'IDP';

/** The password of an account is replaced; the first time it is the one that came with the account. */
export function rotate(
  stage: Stage,
  { accountId }: Account,
  rotatedAt: string,
  how: { replacedDefault?: boolean; credentialKind?: string; trigger?: string } = {},
): void {
  const { replacedDefault = false, credentialKind = 'password', trigger = stage.random.pick(['user', 'forced']) } = how;
  stage.observe(
    'PasswordRotated',
    rotatedAt,
    { accountId, rotatedAt, trigger, credentialKind, replacedDefault },
    { source },
  );
}

/** A second factor is given to an account, or taken from it. */
export function enrol(stage: Stage, { accountId }: Account, moment: string, factorType = 'otp'): void {
  stage.observe('MfaEnrolled', moment, { accountId, factorType }, { source });
}
export function disenrol(stage: Stage, { accountId }: Account, moment: string, factorType = 'otp'): void {
  stage.observe('MfaRemoved', moment, { accountId, factorType }, { source });
}

/** An account has its second factor from the start, its own password two hours later and a new one before it grows old. */
export function keepCredentials(stage: Stage, account: Account): void {
  const { validFrom, endsAt = stage.term.asOf, without } = account;
  if (!without.includes('mfa')) enrol(stage, account, validFrom);
  if (without.includes('passwords')) return;
  const first = shift(validFrom, 2 * hour);
  rotate(stage, account, first, { replacedDefault: true });
  keepPasswordYoung(stage, account, first, endsAt);
}

/** A password that was new at one instant is replaced while it is young, again and again until another. */
export function keepPasswordYoung(stage: Stage, account: Account, from: string, until = stage.term.asOf): void {
  for (const moment of rounds(stage, from, until, [55, 85])) rotate(stage, account, moment);
}
