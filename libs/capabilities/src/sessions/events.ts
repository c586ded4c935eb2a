import { inStream } from '../facts.js';
import { AccountId, Id, Ids, Instant, OneOf, Optional } from '../fields.js';

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
export const sessionEvents = {
  SessionStarted: inStream(SessionStarted, 'session', (data) => data.sessionId),
  SessionEnded: inStream(SessionEnded, 'session', (data) => data.sessionId),
};
