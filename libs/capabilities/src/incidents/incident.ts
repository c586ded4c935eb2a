import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import {
  BreachMinuteDrawn,
  BreachNotificationFiled,
  IncidentClosed,
  IncidentContained,
  IncidentForwarded,
  IncidentNotified,
  IncidentReported,
  IncidentUpdated,
} from './events.js';

/** Says that something may harm the security of the data (R09, R98). */
export class ReportIncident extends stating(IncidentReported) {}
/** One recipient was told, at one stage. */
export class NotifyIncident extends stating(IncidentNotified) {}
/** The incident was passed on to a body that acts on it (R10). */
export class ForwardIncident extends stating(IncidentForwarded) {}
/** The harm no longer grows, by these measures. */
export class ContainIncident extends stating(IncidentContained) {}
/** More is known of it: measures, cause, scope, and what they change (C13). */
export class UpdateIncident extends stating(IncidentUpdated) {}
/** The minutes of a breach of personal data protection were drawn up and signed (C2). */
export class DrawBreachMinute extends stating(BreachMinuteDrawn) {}
/** The specialised body was notified of the breach, on these minutes (C1, C9). */
export class FileBreachNotification extends stating(BreachNotificationFiled) {}
/** Ends the work on an incident, with its report document. */
export class CloseIncident extends stating(IncidentClosed) {}

const commands = {
  ReportIncident,
  NotifyIncident,
  ForwardIncident,
  ContainIncident,
  UpdateIncident,
  DrawBreachMinute,
  FileBreachNotification,
  CloseIncident,
};
const events = {
  IncidentReported,
  IncidentNotified,
  IncidentForwarded,
  IncidentContained,
  IncidentUpdated,
  BreachMinuteDrawn,
  BreachNotificationFiled,
  IncidentClosed,
};
type Incident = Stated<typeof events>;
const { states, ...memory } = statements(events);

/** The rules of one incident: detected, made known, contained, closed. Whether it was in time is for the findings to say. */
export const incident: Decider<Incident, typeof commands, typeof events> = {
  category: 'incident',
  commands,
  events,
  idOf: (command) => command.incidentId,
  ...memory,
  decide: {
    ReportIncident: states('IncidentReported', ({ detectedAt, occurredAt }, { IncidentReported: reported }) => {
      if (reported.length > 0) throw new Refused('this incident is already reported', 'already-reported');
      if (occurredAt !== undefined && detectedAt > occurredAt) {
        throw new Refused('it would be reported before it was detected', 'detected-later');
      }
    }),
    NotifyIncident: states('IncidentNotified', (command, incident) => {
      afterDetection(incident, command.sentAt);
      happened(command, command.sentAt);
      if (incident.IncidentNotified.some(({ stage, to }) => stage === command.stage && to === command.to)) {
        throw new Refused('this recipient was already notified at this stage', 'already-notified');
      }
    }),
    ForwardIncident: states('IncidentForwarded', (command, incident) => {
      afterDetection(incident, command.sentAt);
      happened(command, command.sentAt);
      if (incident.IncidentForwarded.some(({ to }) => to === command.to)) {
        throw new Refused('this incident was already forwarded to this recipient', 'already-forwarded');
      }
    }),
    ContainIncident: states('IncidentContained', (command, incident) => {
      afterDetection(incident, command.containedAt);
      happened(command, command.containedAt);
      if (isContained(incident)) throw new Refused('this incident is already contained', 'already-contained');
    }),
    UpdateIncident: states('IncidentUpdated', (command, incident) => {
      afterDetection(incident, command.updatedAt);
      happened(command, command.updatedAt);
      if (isClosed(incident)) throw new Refused('this incident is already closed', 'already-closed');
    }),
    DrawBreachMinute: states(
      'BreachMinuteDrawn',
      (command, incident) => {
        afterDetection(incident, command.drawnAt);
        happened(command, command.drawnAt);
        if (!isBreach(incident)) {
          throw new Refused('this incident is not said to be a breach of personal data', 'no-personal-data-breach');
        }
      },
      ({ minuteNo }) => minuteNo,
    ),
    FileBreachNotification: states(
      'BreachNotificationFiled',
      (command, incident) => {
        afterDetection(incident, command.filedAt);
        happened(command, command.filedAt);
        if (!incident.BreachMinuteDrawn.some(({ drawnAt }) => drawnAt <= command.filedAt)) {
          throw new Refused('the minutes of the breach are drawn up before it is notified', 'breach-minute-needed');
        }
      },
      ({ to, receiptNo }) => `${to} ${receiptNo}`,
    ),
    CloseIncident: states('IncidentClosed', (_, incident) => {
      detectionOf(incident);
      if (isClosed(incident)) throw new Refused('this incident is already closed', 'already-closed');
      if (!isContained(incident)) {
        throw new Refused('an incident is contained before it is closed', 'not-contained');
      }
    }),
  },
};

const isContained = (incident: Incident) => incident.IncidentContained.length > 0;
const isClosed = (incident: Incident) => incident.IncidentClosed.length > 0;

// The last one who said whether personal data is concerned.
function isBreach({ IncidentReported: reported, IncidentUpdated: updated }: Incident): boolean {
  const said = updated.findLast(({ personalDataBreach }) => personalDataBreach !== undefined) ?? reported.at(-1);
  return said?.personalDataBreach === true;
}
function detectionOf({ IncidentReported: reported }: Incident): string {
  const report = reported.at(-1);
  if (!report) throw new Refused('this incident is not reported', 'incident-unknown');
  return report.detectedAt;
}
function afterDetection(incident: Incident, at: string): void {
  if (at < detectionOf(incident)) {
    throw new Refused('this would precede the detection of the incident', 'before-detection');
  }
}
