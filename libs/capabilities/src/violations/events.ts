import { inStream } from '../facts.js';
import { Hash, Id, Ids, Instant, OneOf, Optional, Text, Whole } from '../fields.js';
import { severities } from '../incidents/events.js';
import { RuleCode } from '../rule-code.js';

export const ruleStatuses = ['stable', 'experimental'];

/** Which version of a rule, by the hash of its file, and who answers for it. */
export class RulePublication {
  @RuleCode() code!: string;
  @Whole(1, 10_000) version!: number;
  @Hash() fileHash!: string;
  @Id() author!: string;
  @Id() approvedBy!: string;
  /** It judges what occurs from here on, the past too where it says so; from its publication on where it does not. */
  @Optional() @Instant() effectiveFrom?: string;
}
/** A version of a rule judges until a later one does. What it is was read in the build that has it. */
export class RuleVersionPublished extends RulePublication {
  @OneOf(ruleStatuses) status!: string;
  @OneOf(severities) severity!: string;
  @Ids(50) clauses!: string[];
  /** The names of the policy's parameters that it reads. */
  @Ids(50) params!: string[];
  /** The titles of its examples, all of which held. */
  @Ids(100) tests!: string[];
}
/** No version of the rule judges what occurs from here on: from its retirement, unless it names another moment. */
export class RuleRetired {
  @RuleCode() code!: string;
  @Text() reason!: string;
  @Id() author!: string;
  @Id() approvedBy!: string;
  @Optional() @Instant() effectiveFrom?: string;
}

const rule = (data: { code: string }) => data.code;
export const ruleEvents = {
  RuleVersionPublished: inStream(RuleVersionPublished, 'rule', rule, 'decided'),
  RuleRetired: inStream(RuleRetired, 'rule', rule, 'decided'),
};
