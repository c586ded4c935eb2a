import { streamName } from '@app/ledger';
import { inStream } from '../facts.js';
import { AccountId, Id, Ids, Instant, OneOf, Optional } from '../fields.js';
import { localMonth } from '../time.js';

export class SessionStarted {
  @Id() sessionId!: string;
  @AccountId() accountId!: string;
  @Optional() @Id() deviceId?: string;
  @Optional() @Id() ip?: string;
  /** Authentication methods (RFC 8176). */
  @Ids(10) amr!: string[];
}
export class SessionEnded {
  @Id() sessionId!: string;
  @AccountId() accountId!: string;
  @OneOf(['logout', 'timeout', 'forced']) reason!: string;
  @Optional() @Instant() lastActivityAt?: string;
}
/** Somebody tried to log in and did not get in. There is no session then; the source's own id tells one from another. */
export class LoginFailed {
  @AccountId() accountId!: string;
  @Optional() @Id() deviceId?: string;
  @Optional() @Id() ip?: string;
  /** What was tried (RFC 8176). */
  @Ids(10) amr!: string[];
  @Optional() @OneOf(['secret', 'factor', 'locked', 'unknownAccount', 'other']) reason?: string;
}
export const sessionEvents = {
  SessionStarted: inStream(SessionStarted, 'session', (data) => data.sessionId),
  SessionEnded: inStream(SessionEnded, 'session', (data) => data.sessionId),
  // Guessed passwords come by the thousand: not into the stream that every command on the account reads.
  LoginFailed: {
    of: LoginFailed,
    streamOf: ({ accountId }: LoginFailed, at: string) => streamName('logins', `${accountId}-${localMonth(at)}`),
    observed: true,
  },
};
