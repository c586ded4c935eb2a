import { inStream } from '../facts.js';
import { AccountId, Id, Instant, Optional, Part, Text } from '../fields.js';
import { RuleCode } from '../rule-code.js';

/** Whose findings: all that is named must be the finding's own. */
export class SuppressionScope {
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  /** A unit, with the units that became it. */
  @Optional() @Id() unitId?: string;
}
/** For a time, findings of a rule are expected somewhere. They stay, and say that they were. */
export class SuppressionGranted {
  @Id() suppressionId!: string;
  @RuleCode() ruleCode!: string;
  @Part(SuppressionScope) scope!: SuppressionScope;
  /** Who answers for it. */
  @Id() owner!: string;
  @Id() ticket!: string;
  @Instant() startsAt!: string;
  /** At most 90 days later; it no longer holds at this instant. */
  @Instant() expiresAt!: string;
  /** What watches over the scope meanwhile. */
  @Text() residualCoverage!: string;
}
/** It ends before it expires: when this occurred. */
export class SuppressionEnded {
  @Id() suppressionId!: string;
  @Id() endedBy!: string;
  @Text() reason!: string;
}

const suppression = (data: { suppressionId: string }) => data.suppressionId;
export const suppressionEvents = {
  SuppressionGranted: inStream(SuppressionGranted, 'suppression', suppression, 'decided'),
  SuppressionEnded: inStream(SuppressionEnded, 'suppression', suppression, 'decided'),
};
