import { AccountId, Day, Hash, Id, Ids, Instant, OneOf, Optional, Text } from '../fields.js';
import { severities } from '../incidents/events.js';

// What people say when they take a step: the fields of a command, and with what was seen of the finding, of its event.

/** Why a violation was confirmed; the first is notifiable by itself (C3). */
export const confirmationCodes = ['wrong-purpose', 'without-authority', 'neglect', 'other'];
/** Why a violation was dismissed (`cases.md`). */
export const dismissalCodes = [
  'legitimate-dossier-linked',
  'authorised-representative',
  'benign-expected',
  'rule-logic-FP',
  'bad-data-FP',
  'duplicate',
  'test',
  'insufficient-evidence',
];
/** The dismissals that speak against the rule or its data. */
export const falsePositiveCodes: readonly string[] = ['rule-logic-FP', 'bad-data-FP'];
/** Không xử lý, phê bình, khiển trách, cảnh cáo, hạ bậc lương, giáng chức, cách chức, buộc thôi việc, khác. */
export const disciplinaryForms = [
  ...['none', 'criticism', 'reprimand', 'warning', 'salaryReduction'],
  ...['demotion', 'removal', 'dismissal', 'other'],
];
/** The rule code of what a person reported rather than a rule found. */
export const misuseCode = 'MISUSE';

/** What every step names. */
export abstract class OnFinding {
  @Id() findingId!: string;
}
/** One person decides, and another where two are needed. */
abstract class Deciding extends OnFinding {
  @Id() decidedBy!: string;
  @Optional() @Id() second?: string;
}

export class Triage extends OnFinding {
  @Id() assignee!: string;
  @Optional() @OneOf(severities) severityAfter?: string;
  @Text() reason!: string;
}
export class ExplanationRequest extends OnFinding {
  @Id() from!: string;
  @Instant() dueAt!: string;
  @Optional() @Id() docNo?: string;
}
/** The explanation itself is kept elsewhere. */
export class Explanation extends OnFinding {
  @Id() from!: string;
  @Hash() textHash!: string;
  @Ids(50) attachments!: string[];
}
export class Confirmation extends Deciding {
  @OneOf(confirmationCodes) reasonCode!: string;
  @Optional() @Text() note?: string;
  /** The police body that asked that the official be not told yet. */
  @Optional() @Id() secrecyBy?: string;
}
export class Dismissal extends Deciding {
  @OneOf(dismissalCodes) reasonCode!: string;
  @Optional() @Text() note?: string;
}
/** Thanh tra, Công an, A05, … and the document that went there. */
export class Passing extends OnFinding {
  @Id() to!: string;
  @Id() docNo!: string;
}
/** `none`: it was decided that nothing is done, with the reason. */
export class Outcome extends OnFinding {
  @OneOf(disciplinaryForms) form!: string;
  @Optional() @Id() decisionNo?: string;
  @Day() date!: string;
  @Optional() @Text() reason?: string;
}
export class Keeping extends OnFinding {
  @Id() decidedBy!: string;
  @Text() reason!: string;
  @Optional() @Id() decisionNo?: string;
}
export class UnitNotice extends OnFinding {
  /** The unit that was told. */
  @Id() to!: string;
  @Id() docNo!: string;
  @Instant() sentAt!: string;
}
export class NoticeConsideration extends OnFinding {
  @OneOf(['filed', 'notNeeded']) notice!: string;
  @Id() decidedBy!: string;
  @Text() reason!: string;
  @Optional() @Id() docNo?: string;
}
export class Closing extends OnFinding {
  @Text() summary!: string;
  /** The signed decision that ends the case. */
  @Id() decisionNo!: string;
  @Id() signedBy!: string;
}
export class Reopening extends OnFinding {
  @Id() decidedBy!: string;
  @Text() reason!: string;
}
export class Unsealing extends OnFinding {
  @Id() decidedBy!: string;
  @Id() second!: string;
  @Text() reason!: string;
}
export class Merging {
  @Ids(50, 1) findingIds!: string[];
  @Id() into!: string;
  @Optional() @Text() reason?: string;
}
export class Unmerging {
  @Ids(50, 1) findingIds!: string[];
  @Id() into!: string;
  @Text() reason!: string;
}
/** An account, an official, or both, and what was seen of them. */
export class MisuseReport {
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @Id() unitId?: string;
  @Text() basis!: string;
  /** When it was noticed. */
  @Instant() at!: string;
}
