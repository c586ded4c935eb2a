import { hour, shift } from './days.js';
import type { Account } from './cast.js';
import { seatOf, type Seat } from './seats.js';
import type { Stage } from './stage.js';

const source = 'IDP';

/** What is out of the ordinary in a session. */
export interface SessionOddity {
  seat?: Seat;
  amr?: readonly string[];
  reason?: 'logout' | 'timeout' | 'forced';
  lastActivityAt?: string;
  end?: string;
}

/** An account's holder logs in with two factors at their own seat, and logs out. Answers what look-ups in it carry. */
export function session(stage: Stage, account: Account, start: string, odd: SessionOddity = {}) {
  const { accountId } = account;
  const { seat = seatOf(stage, account), amr = ['pwd', 'otp'], reason = 'logout' } = odd;
  const { end = shift(start, hour / 4), lastActivityAt = end } = odd;
  const sessionId = `PH-${stage.number()}`;
  stage.observe('SessionStarted', start, { sessionId, accountId, ...seat, amr }, { source });
  stage.observe('SessionEnded', end, { sessionId, accountId, reason, lastActivityAt }, { source });
  account.sessions.push(start);
  return { sessionId, ...seat };
}
