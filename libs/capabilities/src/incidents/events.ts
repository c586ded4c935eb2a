import { inStream } from '../facts.js';
import { AccountId, Flag, Hash, Id, Ids, Instant, OneOf, Optional, Text, Whole } from '../fields.js';

export const severities = ['low', 'medium', 'high', 'critical'];
/** What may have happened. */
export const incidentKinds = ['disclosure', 'intrusion', 'lossOfDevice', 'misuse', 'outage', 'other'];
/** When a recipient is told: at once, within a day, within three days, at the end. */
export const notificationStages = ['first', '24h', '72h', 'closing'];

/** Something that may harm the security of the data (R09, R98). */
export class IncidentReported {
  @Id() incidentId!: string;
  @OneOf(incidentKinds) kind!: string;
  @Instant() detectedAt!: string;
  @Id() detectedBy!: string;
  @Optional() @Id() unitId?: string;
  @Optional() @AccountId() accountId?: string;
  @OneOf(severities) severity!: string;
  @Ids(50) dataTypes!: string[];
  @Optional() @Whole(0, 100_000_000) subjectCountEst?: number;
  @Flag() personalDataBreach!: boolean;
  @Optional() @Text() summary?: string;
}
/** One recipient was told, at one stage (R98 names three recipients). */
export class IncidentNotified {
  @Id() incidentId!: string;
  @Id() to!: string;
  @OneOf(notificationStages) stage!: string;
  @Id() channel!: string;
  @Instant() sentAt!: string;
  @Optional() @Id() docNo?: string;
}
export class IncidentForwarded {
  @Id() incidentId!: string;
  @Id() to!: string;
  @Id() channel!: string;
  @Instant() sentAt!: string;
  @Optional() @Id() docNo?: string;
}
export class IncidentContained {
  @Id() incidentId!: string;
  @Text() measures!: string;
  @Instant() containedAt!: string;
}
/**
 * What is known of an incident now: the measures, its cause and scope once they are known (R98, C13). What it says of
 * severity, numbers and kind of breach takes the place of what was said before.
 */
export class IncidentUpdated {
  @Id() incidentId!: string;
  @Text() measures!: string;
  @Optional() @Text() cause?: string;
  @Optional() @Text() scope?: string;
  @Optional() @OneOf(severities) severity?: string;
  @Optional() @Whole(0, 100_000_000) subjectCountEst?: number;
  @Optional() @Flag() personalDataBreach?: boolean;
  @Instant() updatedAt!: string;
}
/** The minutes that confirm a violation of personal data protection (biên bản, C2). */
export class BreachMinuteDrawn {
  @Id() incidentId!: string;
  @Id() minuteNo!: string;
  @Ids(50, 1) signedBy!: string[];
  @Hash() hash!: string;
  @Instant() drawnAt!: string;
}
/** The specialised body was notified of the breach (Mẫu số 08 of NĐ 356, C1, C9), which gave a receipt. */
export class BreachNotificationFiled {
  @Id() incidentId!: string;
  @Id() form!: string;
  @Id() to!: string;
  @Instant() filedAt!: string;
  @Id() receiptNo!: string;
  @Hash() hash!: string;
}
export class IncidentClosed {
  @Id() incidentId!: string;
  @Text() cause!: string;
  @Text() scope!: string;
  @Id() reportDocNo!: string;
}

/** A sensor or the SOC saw something (R05); whether it is an incident is for people to say. */
export class SecurityAlertObserved {
  @Id() alertId!: string;
  /** The sensor: WAF, SIEM, EDR, … as it names itself. */
  @Id() source!: string;
  @Id() kind!: string;
  @Instant() detectedAt!: string;
  @Optional() @OneOf(severities) severity?: string;
  @Optional() @Id() unitId?: string;
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() deviceId?: string;
  @Optional() @Id() ip?: string;
  @Optional() @Text() summary?: string;
}

const incident = (data: { incidentId: string }) => data.incidentId;
export const incidentEvents = {
  IncidentReported: inStream(IncidentReported, 'incident', incident),
  IncidentNotified: inStream(IncidentNotified, 'incident', incident, 'decided'),
  IncidentForwarded: inStream(IncidentForwarded, 'incident', incident, 'decided'),
  IncidentContained: inStream(IncidentContained, 'incident', incident, 'decided'),
  IncidentUpdated: inStream(IncidentUpdated, 'incident', incident, 'decided'),
  BreachMinuteDrawn: inStream(BreachMinuteDrawn, 'incident', incident, 'decided'),
  BreachNotificationFiled: inStream(BreachNotificationFiled, 'incident', incident, 'decided'),
  IncidentClosed: inStream(IncidentClosed, 'incident', incident, 'decided'),
  SecurityAlertObserved: inStream(SecurityAlertObserved, 'alert', ({ source, alertId }) => `${source}-${alertId}`),
};
