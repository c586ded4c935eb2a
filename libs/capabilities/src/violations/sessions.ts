import { localDay } from '../time.js';
import { alongSome } from './along.js';
import { networkOf } from './network.js';
import type { Use } from './rule.js';

/** A session of an account, from its beginning to its end where that is known. */
export interface Session {
  begun: Use;
  ended?: Use;
}

const ofSessions = alongSome<Use>(({ sessionId }) => sessionId !== undefined);

/** The sessions among some uses, in the order of their beginnings. */
export function sessionsOf(...lists: readonly (readonly Use[])[]): Session[] {
  const sessions = new Map<string, Session>();
  for (const uses of lists) {
    for (const use of ofSessions(uses)) {
      if (use.sessionId === undefined) continue;
      const session = sessions.get(use.sessionId);
      if (use.type === 'SessionStarted' && !session) sessions.set(use.sessionId, { begun: use });
      else if (use.type === 'SessionEnded' && session) session.ended ??= use;
    }
  }
  return [...sessions.values()];
}

// Who left the counter without logging out is not there any more when the session times out.
const aliveUntil = ({ reason, lastActivityAt, at }: Use) => (reason === 'timeout' ? (lastActivityAt ?? at) : at);

/**
 * The first session that began while another, which ended on a local day, went on: on another device and in another
 * network. Sessions show nothing whose device or address is not known; one whose end is not known, only that they began.
 */
export function firstOverlap(sessions: readonly Session[], day: string): { later: Use; earlier: Use[] } | undefined {
  // Of the sessions in one place the one that goes on longest stands for all.
  const open = new Map<string, Place & { until: string; earlier: Use[] }>();
  for (const { begun, ended } of sessions) {
    const place = placeOf(begun);
    if (!place) continue;
    for (const [key, { deviceId, network, until, earlier }] of open) {
      if (until <= begun.at) open.delete(key);
      else if (deviceId !== place.deviceId && network !== place.network) return { later: begun, earlier };
    }
    if (!ended || localDay(ended.at) !== day) continue;
    const key = `${place.network}|${place.deviceId}`;
    const until = aliveUntil(ended);
    if (until > (open.get(key)?.until ?? '')) open.set(key, { ...place, until, earlier: [begun, ended] });
  }
  return undefined;
}

interface Place {
  deviceId: string;
  network: string;
}
function placeOf({ deviceId, ip }: Use): Place | undefined {
  const network = ip === undefined ? undefined : networkOf(ip);
  return deviceId === undefined || network === undefined ? undefined : { deviceId, network };
}
