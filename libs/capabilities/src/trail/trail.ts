import { table, type Rows, type View, type ViewedEvent } from '@app/ledger';
import type { LookupPerformed } from '../lookups/events.js';
import { keyMembers } from '../map-keys.js';
import type { SessionStarted } from '../sessions/events.js';

/**
 * One look-up, performed or denied, with all that it names but its citizens; `occurredMs` is `occurredAt` in
 * milliseconds since 1970. One wide row with narrow indexes costs half of a row for each thing named.
 */
export interface Lookup {
  occurredMs: number;
  accountId: string;
  officialId?: string;
  deviceId?: string;
  ip?: string;
  sessionId?: string;
  dossierId?: string;
  petitionId?: string;
  denied: number;
}
export const lookup = table<Lookup>('lookup', 'log', {
  key: [],
  columns: {
    occurredMs: 'integer',
    accountId: 'text',
    officialId: 'text',
    deviceId: 'text',
    ip: 'text',
    sessionId: 'text',
    dossierId: 'text',
    petitionId: 'text',
    denied: 'integer',
  },
  indexes: [
    ['accountId', 'occurredMs', 'position'],
    ['officialId', 'occurredMs', 'position'],
    ['deviceId', 'occurredMs', 'position'],
    ['ip', 'occurredMs', 'position'],
    ['sessionId', 'occurredMs', 'position'],
    ['dossierId', 'occurredMs', 'position'],
    ['petitionId', 'occurredMs', 'position'],
  ],
});

/** A citizen, by token, whom a look-up was about. */
export interface LookedUp {
  citizen: string;
  occurredMs: number;
}
export const lookedUp = table<LookedUp>('looked_up', 'log', {
  key: [],
  columns: { citizen: 'text', occurredMs: 'integer' },
  indexes: [['citizen', 'occurredMs', 'position']],
});

/** A session's beginning: from which address and device. */
export interface SessionStart {
  sessionId: string;
  accountId: string;
  occurredMs: number;
  ip?: string;
  deviceId?: string;
}
export const sessionStart = table<SessionStart>('session_start', 'log', {
  key: [],
  columns: { sessionId: 'text', accountId: 'text', occurredMs: 'integer', ip: 'text', deviceId: 'text' },
  indexes: [
    ['accountId', 'occurredMs', 'position'],
    ['ip', 'position', 'sessionId'],
  ],
});

/** A thing that an event other than a look-up names, as `<kind>:<id>`: `account:TTHC:an`, `citizen:k1.…`. */
export interface Trace {
  subject: string;
  occurredMs: number;
  type: string;
}
export const trail = table<Trace>('trail', 'log', {
  key: [],
  columns: { subject: 'text', occurredMs: 'integer', type: 'text' },
  indexes: [['subject', 'occurredMs', 'position', 'type']],
});

// Which fields name a thing, and of what kind. A list names each of its items. What the completeness map counts of a thing
// is what its history finds.
const naming: Readonly<Record<string, string>> = {
  ...keyMembers,
  ip: 'ip',
  sessionId: 'session',
  dossierId: 'dossier',
  petitionId: 'petition',
  lookupId: 'lookup',
  lookupIds: 'lookup',
  incidentId: 'incident',
  unitId: 'unit',
  units: 'unit',
  unitScope: 'unit',
  handlingUnits: 'unit',
};

/** What every event is about: how a history, or a forensic search, finds its events without reading the log. */
export const trailView: View = {
  name: 'trail',
  version: 3,
  tables: [lookup, lookedUp, sessionStart, trail],
  apply: {
    LookupPerformed: (rows, event) => look(rows, event, 0),
    LookupDenied: (rows, event) => look(rows, event, 1),
    SessionStarted(rows, event) {
      const { sessionId, accountId, ip, deviceId } = event.data as SessionStarted;
      rows.put(sessionStart, { sessionId, accountId, occurredMs: Date.parse(event.occurredAt), ip, deviceId });
      trace(rows, event, event.data);
    },
    UnitReorganised(rows, event) {
      const { from, to } = event.data as { from: string[]; to: string[] };
      trace(rows, event, { unitId: [...from, ...to] });
    },
    '*': (rows, event) => trace(rows, event, event.data),
  },
};

function look(rows: Rows, event: ViewedEvent, denied: number): void {
  const data = event.data as LookupPerformed;
  const occurredMs = Date.parse(event.occurredAt);
  const { accountId, officialId, deviceId, ip, sessionId, dossierId, petitionId, subjects } = data;
  rows.put(lookup, { occurredMs, accountId, officialId, deviceId, ip, sessionId, dossierId, petitionId, denied });
  for (const citizen of subjects.length > 1 ? new Set(subjects) : subjects) rows.put(lookedUp, { citizen, occurredMs });
}

function trace(rows: Rows, { type, occurredAt }: ViewedEvent, data: object): void {
  const occurredMs = Date.parse(occurredAt);
  for (const subject of subjectsOf(data)) rows.put(trail, { subject, occurredMs, type });
}

/** The subject of what happens to one grant of an account, also after another holder's has begun. */
export const grantSubject = (accountId: string, grantId: string) => `grant:${accountId}/${grantId}`;

/** The things that an event's data names, each once. */
export function subjectsOf(data: { accountId?: string; grantId?: string }): ReadonlySet<string> {
  const subjects = new Set<string>();
  if (data.accountId !== undefined && data.grantId !== undefined) {
    subjects.add(grantSubject(data.accountId, data.grantId));
  }
  for (const [field, value] of Object.entries(data)) {
    const kind = Object.hasOwn(naming, field) ? naming[field] : undefined;
    if (kind === undefined) continue;
    for (const id of Array.isArray(value) ? value : [value]) if (typeof id === 'string') subjects.add(`${kind}:${id}`);
  }
  return subjects;
}
