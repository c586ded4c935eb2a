import type { EventType } from './facts.js';
import { accountEvents } from './accounts/events.js';
import { approvalEvents } from './approvals/events.js';
import { calendarEvents } from './calendar/events.js';
import { citizenEvents } from './citizens/events.js';
import { caseEvents } from './cases/events.js';
import { credentialEvents } from './credentials/events.js';
import { deviceEvents } from './devices/events.js';
import { dossierEvents } from './dossiers/events.js';
import { incidentEvents } from './incidents/events.js';
import { lookupEvents } from './lookups/events.js';
import { officialEvents } from './officials/events.js';
import { policyEvents } from './policies/events.js';
import { regulationEvents } from './regulations/events.js';
import { sessionEvents } from './sessions/events.js';
import { supportEvents } from './support/events.js';
import { unitEvents } from './units/events.js';
import { custodyEvents } from './custody/events.js';
import { directiveEvents } from './directives/events.js';
import { integrityEvents } from './integrity/events.js';
import { inspectionEvents } from './inspections/events.js';
import { readEvents } from './reads/events.js';
import { reportEvents } from './reports/events.js';
import { sourceEvents } from './sources/events.js';
import { statisticsEvents } from './statistics/events.js';
import { suppressionEvents } from './suppressions/events.js';
import { ruleEvents } from './violations/events.js';

const events = {
  ...unitEvents,
  ...officialEvents,
  ...accountEvents,
  ...credentialEvents,
  ...dossierEvents,
  ...sessionEvents,
  ...lookupEvents,
  ...incidentEvents,
  ...regulationEvents,
  ...policyEvents,
  ...calendarEvents,
  ...deviceEvents,
  ...citizenEvents,
  ...supportEvents,
  ...approvalEvents,
  ...directiveEvents,
  ...inspectionEvents,
  ...reportEvents,
  ...statisticsEvents,
  ...sourceEvents,
  ...custodyEvents,
  ...integrityEvents,
  ...readEvents,
  ...caseEvents,
  ...suppressionEvents,
  ...ruleEvents,
};

export type EventName = keyof typeof events;
/** The data of an event type. */
export type DataOf<T extends EventName> = InstanceType<(typeof events)[T]['of']>;
/** Every event type of the ledger, by name: the code's own catalogue. */
export const catalogue = events as { readonly [T in EventName]: EventType<DataOf<T>> };

/** The entry of a type that may not exist. */
export function eventType(name: string): EventType | undefined {
  return Object.hasOwn(events, name)
    ? (events as Record<string, unknown> as Record<string, EventType>)[name]
    : undefined;
}
