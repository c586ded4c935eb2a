import type { EventLog } from '@app/ledger';

/** The log as it is open here, by the name by which a thread opens it for itself, and the present instant. */
export interface Source {
  events: string;
  log: EventLog;
  now: () => string;
}
