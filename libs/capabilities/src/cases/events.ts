import type { DataClass } from '@app/ledger';
import { inStream } from '../facts.js';
import { AccountId, Flag, Id, Instant, OneOf, Optional, Parts, Sealed, Whole } from '../fields.js';
import { severities } from '../incidents/events.js';
import {
  Closing, Confirmation, Dismissal, Explanation, ExplanationRequest, Keeping, Merging, MisuseReport, NoticeConsideration,
  OnFinding, Outcome, Passing, Reopening, Triage, UnitNotice, Unmerging, Unsealing,
} from './said.js'; // prettier-ignore

/** What was known of a finding when a step was taken: read just before and kept with it, so that the case outlives it. */
export interface Seen {
  ruleCode: string;
  ruleVersion?: number;
  severity: string;
  /** Whether it stood then, was remedied, or had been withdrawn by later facts. */
  findingState?: string;
  /** From when it stands in the world, and when the ledger could first know it. */
  since: string;
  detectedAt: string;
  accountId?: string;
  officialId?: string;
  unitId?: string;
  profileId?: string;
  /** The position up to which the views were read. */
  seenAt?: string;
}
/** The names of what was seen, with the kinds that they have in every step. */
const seenFields: Readonly<Record<keyof Seen, readonly PropertyDecorator[]>> = {
  ruleCode: [Id()],
  ruleVersion: [Whole(1, 10_000), Optional()],
  severity: [OneOf(severities)],
  findingState: [OneOf(['standing', 'remedied', 'withdrawn']), Optional()],
  since: [Instant()],
  detectedAt: [Instant()],
  accountId: [AccountId(), Optional()],
  officialId: [Id(), Optional()],
  unitId: [Id(), Optional()],
  profileId: [Id(), Optional()],
  seenAt: [Id(), Optional()],
};

/** What a command says, with what was seen of its finding: the fields of the event. */
function seeing<T extends object>(said: DataClass<T>): DataClass<T & Seen> {
  class Step extends (said as DataClass) {}
  for (const [name, kinds] of Object.entries(seenFields)) for (const kind of kinds) kind(Step.prototype, name);
  return Step as DataClass<T & Seen>;
}
/** Just what was seen out of an event's data. */
export function seenIn(data: Seen): Seen {
  const names = Object.keys(seenFields) as (keyof Seen)[];
  return Object.fromEntries(
    names.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]),
  ) as never;
}

/** The finding has an assignee and, perhaps, another severity. */
export class ViolationTriaged extends seeing(Triage) {}
/** The official was asked to explain, by a moment. */
export class ExplanationRequested extends seeing(ExplanationRequest) {}
export class ExplanationReceived extends seeing(Explanation) {}
/** It was a violation (R66, R79). What follows from it was read from the profile of the unit then. */
export class ViolationConfirmed extends seeing(Confirmation) {
  /** The account must be suspended or revoked, or kept with a written reason. */
  @Flag() mustSuspend!: boolean;
  /** The clause (R-id) that says so; assumed where there is none. */
  @Optional() @Id() mustSuspendBy?: string;
}
export class ViolationDismissed extends seeing(Dismissal) {}
export class ViolationEscalated extends seeing(Passing) {}
export class CaseReferred extends seeing(Passing) {}
export class DisciplinaryOutcomeRecorded extends seeing(Outcome) {}
/** The account goes on in spite of the finding, for a written reason (V-20). */
export class AccountKept extends seeing(Keeping) {}
export class UnitNotifiedOfViolation extends seeing(UnitNotice) {}
/** Whether the authority must be told of a use for the wrong purpose (C3). */
export class WrongPurposeNoticeConsidered extends seeing(NoticeConsideration) {}
export class ViolationClosed extends seeing(Closing) {
  /** The event that suspended or revoked the account. */
  @Optional() @Id() haltedBy?: string;
}
/** Work on it begins again; what was concluded before is kept. */
export class ViolationReopened extends seeing(Reopening) {}
/** Two persons had the sealed name of a reporter opened to them. */
export class ReporterUnsealed extends seeing(Unsealing) {}
/** Somebody says that an account was misused (R29, R65, R89); who it was is sealed. It begins a case of its own. */
export class MisuseReported extends seeing(MisuseReport) {
  @Id() findingId!: string;
  @Sealed() reporterSealed!: string;
}

class FindingSeen extends OnFinding {}
/** A finding by id, with what was seen of it. */
export class MergedFinding extends seeing(FindingSeen) {}
/** Findings are worked on as one case from here on. */
export class FindingsMerged extends Merging {
  /** What was seen of each, the one that they go into last. */
  @Parts(MergedFinding, 51) findings!: MergedFinding[];
}
/** The merger is undone; each is a case again as it was. */
export class FindingsUnmerged extends Unmerging {}

const finding = (data: { findingId: string }) => data.findingId;
const into = (data: { into: string }) => data.into;
export const caseEvents = {
  MisuseReported: inStream(MisuseReported, 'case', finding, 'decided'),
  ReporterUnsealed: inStream(ReporterUnsealed, 'case', finding, 'decided'),
  ViolationTriaged: inStream(ViolationTriaged, 'case', finding, 'decided'),
  ExplanationRequested: inStream(ExplanationRequested, 'case', finding, 'decided'),
  ExplanationReceived: inStream(ExplanationReceived, 'case', finding, 'decided'),
  ViolationConfirmed: inStream(ViolationConfirmed, 'case', finding, 'decided'),
  ViolationDismissed: inStream(ViolationDismissed, 'case', finding, 'decided'),
  ViolationEscalated: inStream(ViolationEscalated, 'case', finding, 'decided'),
  CaseReferred: inStream(CaseReferred, 'case', finding, 'decided'),
  DisciplinaryOutcomeRecorded: inStream(DisciplinaryOutcomeRecorded, 'case', finding, 'decided'),
  AccountKept: inStream(AccountKept, 'case', finding, 'decided'),
  UnitNotifiedOfViolation: inStream(UnitNotifiedOfViolation, 'case', finding, 'decided'),
  WrongPurposeNoticeConsidered: inStream(WrongPurposeNoticeConsidered, 'case', finding, 'decided'),
  ViolationClosed: inStream(ViolationClosed, 'case', finding, 'decided'),
  ViolationReopened: inStream(ViolationReopened, 'case', finding, 'decided'),
  FindingsMerged: inStream(FindingsMerged, 'case', into, 'decided'),
  FindingsUnmerged: inStream(FindingsUnmerged, 'case', into, 'decided'),
};
