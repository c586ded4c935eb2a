import { streamName } from '@app/ledger';
import { inStream } from '../facts.js';
import { Id, Instant, OneOf, Optional, Text, Whole } from '../fields.js';
import { localMonth } from '../time.js';

/** What a source is: dossiers (TTHC), logins (IdP), staff (HR), end points (EP), SOC, gateway (LGSP), complaints (KNTC). */
export const sourceKinds = ['TTHC', 'IdP', 'HR', 'EP', 'SOC', 'gateway', 'KNTC', 'DVC', 'other'];
/** The facts of a primary source are judged; those of a control source are matched by requestId, never judged twice. */
export const sourceRoles = ['primary', 'control'];
const largestSeq = Number.MAX_SAFE_INTEGER;

/**
 * A system may be expected to report facts (R70), as this from `validFrom` on. A later registration of the same source
 * says what has changed.
 */
export class SourceRegistered {
  /** As the source names itself in what it reports: the envelope's `source.system`. */
  @Id() sourceId!: string;
  @OneOf(sourceKinds) kind!: string;
  @OneOf(sourceRoles) role!: string;
  @Optional() @Id() unitId?: string;
  /** How many minutes may pass between two signs of life. Absent: none are expected. */
  @Optional() @Whole(1, 10_080) heartbeatMinutes?: number;
  @Instant() validFrom!: string;
}
/** A time in which a source is going to be silent, made known before it begins: [from, to). */
export class MaintenancePlanned {
  @Id() maintenanceId!: string;
  @Id() sourceId!: string;
  @Instant() from!: string;
  @Instant() to!: string;
  @Text() reason!: string;
  @Id() by!: string;
}
/** A sign of life. `seq` is the last number that the source gave to a record of its own. */
export class SourceHeartbeat {
  @Id() sourceId!: string;
  @Instant() at!: string;
  @Optional() @Whole(0, largestSeq) seq?: number;
  /** How far its clock is ahead of the collector's, in milliseconds. */
  @Optional() @Whole(-86_400_000, 86_400_000) skewMs?: number;
}
/** Records with these numbers, both included, are missing. */
export class SourceGapDetected {
  @Id() sourceId!: string;
  @Whole(0, largestSeq) fromSeq!: number;
  @Whole(0, largestSeq) toSeq!: number;
  @Instant() detectedAt!: string;
}
/** Records with these numbers, both included, have been handed to the ledger, `lagMs` after the last of them occurred. */
export class SourceBatchIngested {
  @Id() sourceId!: string;
  @Whole(0, largestSeq) fromSeq!: number;
  @Whole(0, largestSeq) toSeq!: number;
  @Whole(0, 100_000_000) count!: number;
  @Whole(0, largestSeq) lagMs!: number;
}

const source = (data: { sourceId: string }) => data.sourceId;
// Signs of life are many: a stream a month keeps the source's own short.
const monthly = (data: { sourceId: string }, occurredAt: string) =>
  streamName('heartbeats', `${data.sourceId}-${localMonth(occurredAt)}`);
export const sourceEvents = {
  SourceRegistered: inStream(SourceRegistered, 'source', source, 'decided'),
  MaintenancePlanned: inStream(MaintenancePlanned, 'source', source, 'decided'),
  SourceHeartbeat: { of: SourceHeartbeat, streamOf: monthly, observed: true },
  SourceGapDetected: { of: SourceGapDetected, streamOf: monthly, observed: true },
  SourceBatchIngested: { of: SourceBatchIngested, streamOf: monthly, observed: true },
};
