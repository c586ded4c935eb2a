import { inStream } from '../facts.js';
import { AccountId, Hash, Id, Ids, Instant, OneOf, Optional, Part, Text, Whole } from '../fields.js';
import { Period } from '../period.js';

/**
 * The reports that units owe, with their forms: F-01 (R17, R21, R34), F-03 (R39), F-04 (R44), F-13 (R40), F-14 (R13,
 * R14), F-15 (R78), F-18 (R101), F-19 (R102), F-21, and the yearly one of the law (C15). What has an event of its own is
 * no report here: changes of staff, user lists, minutes of inspections, notices of incidents and of breaches.
 */
export const reportKinds = [
  'ACCOUNT_INVENTORY',
  'MONTHLY_USAGE',
  'QUARTERLY_SEC',
  'DEVICES',
  'RESULTS',
  'ANNUAL_EVALUATION',
  'POLICE_SYNTHESIS',
  'DOSSIER_RECONCILIATION',
  'RULE_QUALITY',
  'ANNUAL_SECURITY',
  'OTHER',
];

/** A report was handed in. Whether in time is for the findings to say: due dates are computed, never stored. */
export class ReportSubmitted {
  @Id() reportId!: string;
  @OneOf(reportKinds) kind!: string;
  /** The unit that owes it. */
  @Id() unitId!: string;
  /** The days that it is about. */
  @Part(Period) period!: Period;
  /** Who sent it, to whom, and through whom where the directive says so (R39). */
  @Id() from!: string;
  @Id() to!: string;
  @Optional() @Id() via?: string;
  @Instant() submittedAt!: string;
  @Hash() fileHash!: string;
  /** The moment as of which its figures come out of the ledger again. */
  @Instant() figuresAsOf!: string;
  @Optional() @Id() docNo?: string;
}
/** A unit, or where `officialId` is given one of its officials, was rated for a year (R78). People decide the rating. */
export class AnnualEvaluationRecorded {
  @Id() unitId!: string;
  @Whole(2015, 2100) year!: number;
  @Optional() @Id() officialId?: string;
  @Text(300) rating!: string;
  @Id() by!: string;
  @Hash() docHash!: string;
  @Instant() figuresAsOf!: string;
  @Instant() evaluatedAt!: string;
}
/** A unit, an official or the holder of an account was reminded of a duty (R12, R43). */
export class ReminderIssued {
  @Id() reminderId!: string;
  @Id() unitId!: string;
  @Optional() @Id() officialId?: string;
  @Optional() @AccountId() accountId?: string;
  @Text() about!: string;
  /** The duties (R-ids) in question. */
  @Optional() @Ids(20) clauses?: string[];
  @Id() by!: string;
  @Id() channel!: string;
  @Instant() sentAt!: string;
  @Optional() @Hash() docHash?: string;
}
/** Units were told how a function or a directive is to be followed (R11, R43). */
export class GuidanceIssued {
  @Id() guidanceId!: string;
  @Ids(500, 1) units!: string[];
  @Text(500) title!: string;
  @Optional() @Id() directiveId?: string;
  @Id() by!: string;
  @Hash() docHash!: string;
  @Instant() issuedAt!: string;
}
/**
 * Someone answers for a protection that the ledger cannot see (R06, R49, R86, R90), on a document, for a time. Its
 * absence is "no attestation", never a violation. `control` is the duty's R-id, or the unit's own name for the control.
 */
export class ControlAttested {
  @Id() control!: string;
  @Id() unitId!: string;
  @Id() by!: string;
  @Hash() docHash!: string;
  @Instant() at!: string;
  @Instant() validUntil!: string;
}
/** The equipment of a unit was looked over, and what it lacks proposed (R40). */
export class InfrastructureReviewed {
  @Id() infrastructureReviewId!: string;
  @Id() unitId!: string;
  @Text(500) subject!: string;
  @Text() findings!: string;
  @Optional() @Text() proposal?: string;
  @Id() by!: string;
  @Hash() docHash!: string;
  @Instant() reviewedAt!: string;
}

/** The stream's id of a unit's ratings for a year, and of its attestations of one control. */
export const evaluationId = (data: { unitId: string; year: number }) => `${data.unitId}-${data.year}`;
export const controlId = (data: { unitId: string; control: string }) => `${data.unitId}-${data.control}`;

export const reportEvents = {
  ReportSubmitted: inStream(ReportSubmitted, 'report', ({ reportId }) => reportId, 'decided'),
  AnnualEvaluationRecorded: inStream(AnnualEvaluationRecorded, 'evaluation', evaluationId, 'decided'),
  ReminderIssued: inStream(ReminderIssued, 'reminder', ({ reminderId }) => reminderId, 'decided'),
  GuidanceIssued: inStream(GuidanceIssued, 'guidance', ({ guidanceId }) => guidanceId, 'decided'),
  ControlAttested: inStream(ControlAttested, 'control', controlId, 'decided'),
  InfrastructureReviewed: inStream(
    InfrastructureReviewed,
    'infrastructure',
    (data) => data.infrastructureReviewId,
    'decided',
  ),
};
