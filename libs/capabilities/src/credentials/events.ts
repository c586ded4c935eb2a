import { inStream } from '../facts.js';
import { AccountId, Flag, Id, Instant, OneOf, Optional, Whole } from '../fields.js';

/** A password was replaced (R25, R75, R91). The secret and its hash never come near the ledger. */
export class PasswordRotated {
  @AccountId() accountId!: string;
  @Instant() rotatedAt!: string;
  @OneOf(['user', 'forced', 'adminReset']) trigger!: string;
  @OneOf(['password', 'sso']) credentialKind!: string;
  @Optional() @Flag() replacedDefault?: boolean;
  @Optional() @Id() policyVersion?: string;
}
export class MfaEnrolled {
  @AccountId() accountId!: string;
  @Id() factorType!: string;
  @Optional() @Id() by?: string;
}
export class MfaRemoved {
  @AccountId() accountId!: string;
  @Id() factorType!: string;
  @Optional() @Id() by?: string;
}
/** A password or a factor is known or feared to be in other hands (R42, R100). */
export class CredentialCompromiseReported {
  @AccountId() accountId!: string;
  @OneOf(['feed', 'user', 'SOC']) origin!: string;
  @Instant() detectedAt!: string;
}
/** What passwords must be like from a day on (R27, R74, R75); `PasswordRotated.policyVersion` names the one obeyed. */
export class PasswordPolicyPublished {
  @Id() policyVersion!: string;
  /** The system that it binds; all of them where it is absent. */
  @Optional() @Id() system?: string;
  @Instant() effectiveFrom!: string;
  @Whole(1, 128) minLength!: number;
  /** How many of lower case, upper case, digits, signs a password must mix. */
  @Whole(1, 4) classes!: number;
  /** How many earlier passwords may not come back. */
  @Whole(0, 100) history!: number;
  @Whole(1, 3650) maxAgeDays!: number;
  @Optional() @Id() decisionNo?: string;
}

const account = (data: { accountId: string }) => data.accountId;
export const credentialEvents = {
  PasswordRotated: inStream(PasswordRotated, 'account', account),
  MfaEnrolled: inStream(MfaEnrolled, 'account', account),
  MfaRemoved: inStream(MfaRemoved, 'account', account),
  CredentialCompromiseReported: inStream(CredentialCompromiseReported, 'account', account),
  PasswordPolicyPublished: inStream(PasswordPolicyPublished, 'passwords', (data) => data.policyVersion, 'decided'),
};
