import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { IncidentClosed, IncidentContained, IncidentForwarded, IncidentNotified, IncidentReported } from './events.js';

/** Says that something may harm the security of the data (R09, R98). */
export class ReportIncident extends stating(IncidentReported) {}
/** One recipient was told, at one stage. */
export class NotifyIncident extends stating(IncidentNotified) {}
/** The incident was passed on to a body that acts on it (R10). */
export class ForwardIncident extends stating(IncidentForwarded) {}
/** The harm no longer grows, by these measures. */
export class ContainIncident extends stating(IncidentContained) {}
/** Ends the work on an incident, with its report document. */
export class CloseIncident extends stating(IncidentClosed) {}

/** What the rules need of an incident. */
export type Incident = Readonly<{
  detectedAt?: string;
  contained: boolean;
  closed: boolean;
  /** `<stage> <recipient>` of each notification; recipients of each forwarding. */
  notified: readonly string[];
  forwarded: readonly string[];
}>;

const commands = { ReportIncident, NotifyIncident, ForwardIncident, ContainIncident, CloseIncident };
const events = { IncidentReported, IncidentNotified, IncidentForwarded, IncidentContained, IncidentClosed };

/** The rules of one incident: detected, made known, contained, closed. Whether it was in time is for the findings to say. */
export const incident: Decider<Incident, typeof commands, typeof events> = {
  category: 'incident',
  commands,
  events,
  idOf: (command) => command.incidentId,
  initial: { contained: false, closed: false, notified: [], forwarded: [] },
  decide: {
    ReportIncident(command, { detectedAt }) {
      if (detectedAt !== undefined) throw new Refused('this incident is already reported', 'already-reported');
      if (command.occurredAt !== undefined && command.detectedAt > command.occurredAt) {
        throw new Refused('it would be reported before it was detected', 'detected-later');
      }
      return [{ type: 'IncidentReported', data: statedBy(command) }];
    },
    NotifyIncident(command, incident) {
      afterDetection(incident, command.sentAt);
      if (incident.notified.includes(`${command.stage} ${command.to}`)) {
        throw new Refused('this recipient was already notified at this stage', 'already-notified');
      }
      return [{ type: 'IncidentNotified', data: statedBy(command) }];
    },
    ForwardIncident(command, incident) {
      afterDetection(incident, command.sentAt);
      if (incident.forwarded.includes(command.to)) {
        throw new Refused('this incident was already forwarded to this recipient', 'already-forwarded');
      }
      return [{ type: 'IncidentForwarded', data: statedBy(command) }];
    },
    ContainIncident(command, incident) {
      afterDetection(incident, command.containedAt);
      if (incident.contained) throw new Refused('this incident is already contained', 'already-contained');
      return [{ type: 'IncidentContained', data: statedBy(command) }];
    },
    CloseIncident(command, incident) {
      if (incident.detectedAt === undefined) throw unknown();
      if (incident.closed) throw new Refused('this incident is already closed', 'already-closed');
      if (!incident.contained) throw new Refused('an incident is contained before it is closed', 'not-contained');
      return [{ type: 'IncidentClosed', data: statedBy(command) }];
    },
  },
  evolve: {
    IncidentReported: (incident, { detectedAt }) => ({ ...incident, detectedAt }),
    IncidentNotified: (incident, { stage, to }) => ({
      ...incident,
      notified: [...incident.notified, `${stage} ${to}`],
    }),
    IncidentForwarded: (incident, { to }) => ({ ...incident, forwarded: [...incident.forwarded, to] }),
    IncidentContained: (incident) => ({ ...incident, contained: true }),
    IncidentClosed: (incident) => ({ ...incident, closed: true }),
  },
};

const unknown = () => new Refused('this incident is not reported', 'incident-unknown');
function afterDetection({ detectedAt }: Incident, at: string): void {
  if (detectedAt === undefined) throw unknown();
  if (at < detectedAt) throw new Refused('this would precede the detection of the incident', 'before-detection');
}
