import { inStream } from '../facts.js';
import {
  AccountId, AccountIds, Hash, Id, Ids, Instant, OneOf, Optional, Part, Parts, Text, Whole,
} from '../fields.js'; // prettier-ignore
import { severities } from '../incidents/events.js';
import { Period } from '../period.js';

/** A head's own three-monthly check (R99), a periodic one with the police (R81), a surprise one (R82), of devices (R36). */
export const inspectionKinds = ['unit-check', 'periodic', 'surprise', 'device'];
/** What a reviewer says of an account. `notDecided`: it was shown, and nobody decided. */
export const reviewDecisions = ['keep', 'reduce', 'revoke', 'notDecided'];

/** One who inspects, and the unit that they come from. */
export class TeamMember {
  @Id() officialId!: string;
  @Id() unitId!: string;
}
/** A standing inspection team was set up by a decision (R35). */
export class InspectionTeamEstablished {
  @Id() teamId!: string;
  @Id() decisionNo!: string;
  /** The unit that sets it up. */
  @Id() unitId!: string;
  @Parts(TeamMember, 100, 1) members!: TeamMember[];
  @Instant() establishedAt!: string;
}
/** An inspection of a unit is to take place on some day of a period. */
export class InspectionPlanned {
  @Id() inspectionId!: string;
  @OneOf(inspectionKinds) kind!: string;
  @Id() unitId!: string;
  @Part(Period) planned!: Period;
  @Optional() @Id() teamId?: string;
  @Optional() @Id() decisionNo?: string;
}
/**
 * What an inspection looks at was drawn by lot (R82). The seed is a value that was published before the draw, such as a
 * checkpoint's hash: nobody could steer it, and anybody can draw again from the same population.
 */
export class SampleDrawn {
  @Id() sampleId!: string;
  @Id() inspectionId!: string;
  @Id() unitId!: string;
  /** What the population is: which accounts or look-ups, of which days. */
  @Text() scope!: string;
  @Whole(1, 100_000_000) population!: number;
  @Whole(1, 1_000_000) size!: number;
  /** Names the procedure that gives the same sample for the same seed and population. */
  @Id() method!: string;
  @Id() seed!: string;
  @Instant() seedPublishedAt!: string;
  @Instant() drawnAt!: string;
}
/** An inspection took place, as its minutes say (R36, R71, R77, R81, R82, R99). */
export class InspectionConducted {
  @Id() inspectionId!: string;
  @OneOf(inspectionKinds) kind!: string;
  /** The unit that was inspected. */
  @Id() unitId!: string;
  @Parts(TeamMember, 100, 1) team!: TeamMember[];
  /** The days that were looked at. */
  @Part(Period) period!: Period;
  @Instant() conductedAt!: string;
  @AccountIds(500) accountsChecked!: string[];
  @Optional() @Ids(500) devicesChecked?: string[];
  @Hash() minutesHash!: string;
}
/** Something that an inspection found wrong and a unit has to mend (R41); not a finding of the ledger's own rules. */
export class FindingRecorded {
  @Id() inspectionFindingId!: string;
  @Id() inspectionId!: string;
  /** Its number in the minutes. */
  @Id() findingNo!: string;
  /** The unit that has to mend it. */
  @Id() unitId!: string;
  @Text() text!: string;
  /** The duties (R-ids) that it touches. */
  @Optional() @Ids(20) clauses?: string[];
  @Optional() @OneOf(severities) severity?: string;
  @Instant() dueAt!: string;
}
/** What an inspection had found was mended. */
export class FindingRemediated {
  @Id() inspectionFindingId!: string;
  @Id() inspectionId!: string;
  @Hash() evidenceHash!: string;
  @Instant() at!: string;
}
/** A reviewer looked at an account and decided; how many at once, and how long each took, tells how well. */
export class ReviewDecisionRecorded {
  @Id() reviewId!: string;
  @AccountId() accountId!: string;
  @OneOf(reviewDecisions) decision!: string;
  @Id() by!: string;
  @Whole(1, 100_000) batchSize!: number;
  @Whole(0, 86_400_000) decisionMillis!: number;
  @Instant() decidedAt!: string;
  /** The inspection in whose course it was. */
  @Optional() @Id() inspectionId?: string;
}

const inspection = (data: { inspectionId: string }) => data.inspectionId;
export const inspectionEvents = {
  InspectionTeamEstablished: inStream(InspectionTeamEstablished, 'inspectionteam', ({ teamId }) => teamId, 'decided'),
  InspectionPlanned: inStream(InspectionPlanned, 'inspection', inspection, 'decided'),
  SampleDrawn: inStream(SampleDrawn, 'inspection', inspection, 'decided'),
  InspectionConducted: inStream(InspectionConducted, 'inspection', inspection, 'decided'),
  FindingRecorded: inStream(FindingRecorded, 'inspection', inspection, 'decided'),
  FindingRemediated: inStream(FindingRemediated, 'inspection', inspection, 'decided'),
  ReviewDecisionRecorded: inStream(ReviewDecisionRecorded, 'account', ({ accountId }) => accountId, 'decided'),
};
