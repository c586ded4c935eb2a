import { inStream } from '../facts.js';
import { AccountId, Flag, Id, Ids, Instant, OneOf, Optional, Text, Whole } from '../fields.js';

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
export class IncidentClosed {
  @Id() incidentId!: string;
  @Text() cause!: string;
  @Text() scope!: string;
  @Id() reportDocNo!: string;
}

const incident = (data: { incidentId: string }) => data.incidentId;
export const incidentEvents = {
  IncidentReported: inStream(IncidentReported, 'incident', incident),
  IncidentNotified: inStream(IncidentNotified, 'incident', incident, 'decided'),
  IncidentForwarded: inStream(IncidentForwarded, 'incident', incident, 'decided'),
  IncidentContained: inStream(IncidentContained, 'incident', incident, 'decided'),
  IncidentClosed: inStream(IncidentClosed, 'incident', incident, 'decided'),
};
