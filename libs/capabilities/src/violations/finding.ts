import { table } from '@app/ledger';
import { nameId } from '@app/merkle';
import type { Parameter } from '../policies/events.js';
import type { Duty, DutyKind } from './duty.js';
import type { Explanation, Judgement, Rule, Severity } from './rule.js';
import type { Policy } from './setting.js';

/**
 * Something that a rule found in the facts: derived, never stored in the log. It stands from `since` to `until`; a
 * withdrawn one was found in facts that later ones have corrected.
 */
export interface Finding {
  /** UUIDv5 of rule code, dedup key and anchor: the same whatever the rule's version or the evidence. */
  findingId: string;
  code: string;
  version: number;
  state: 'standing' | 'withdrawn';
  severity: Severity;
  /** From when on it is graver, unless it has ended by then. */
  risesAt?: string;
  risesTo?: Severity;
  since: string;
  until?: string;
  untilBy?: string;
  withdrawnBy?: string;
  withdrawnAt?: string;
  /** What was judged: `account:<id>`, `unit:<id>`, `incident:<id>`, … */
  subject: string;
  accountId?: string;
  officialId?: string;
  unitId?: string;
  /** The event that it hangs on, or the start of its episode. */
  anchor: string;
  lookupId?: string;
  /** The clauses that bind the unit then; none where the rule is judged with assumed values. */
  clauses: readonly string[];
  assumed?: true;
  profileId?: string;
  params: Readonly<Record<string, Parameter>>;
  calendars: readonly string[];
  /** Event ids, the most telling first. */
  evidence: readonly string[];
  explanation?: Explanation;
  /** Only people can attest it, and nobody has (“chưa có xác nhận”): no violation. */
  unattested?: true;
}

export const findings = table<Finding & { assumed?: true }>('finding', 'temporal', {
  key: ['findingId'],
  columns: {
    findingId: 'text',
    code: 'text',
    version: 'integer',
    state: 'text',
    severity: 'text',
    risesAt: 'text',
    risesTo: 'text',
    since: 'text',
    until: 'text',
    untilBy: 'text',
    withdrawnBy: 'text',
    withdrawnAt: 'text',
    subject: 'text',
    accountId: 'text',
    officialId: 'text',
    unitId: 'text',
    anchor: 'text',
    lookupId: 'text',
    clauses: 'json',
    assumed: 'json',
    profileId: 'text',
    params: 'json',
    calendars: 'json',
    evidence: 'json',
    explanation: 'json',
    unattested: 'json',
  },
  indexes: [['anchor'], ['accountId'], ['officialId'], ['subject']],
});

/** What a finding is about, as far as the rule need not say it. */
export interface Subject {
  subject: string;
  lookupId?: string;
}

/** The finding that a rule's judgement is, under the policy in force. */
export function findingOf(rule: Rule, judged: Judgement, policy: Policy, { subject, lookupId }: Subject): Finding {
  const { mode, clauses } = policy.basis(judged.clauses ?? rule.clauses);
  return {
    findingId: nameId(`finding\n${rule.code}\n${judged.dedupKey}\n${judged.anchor}`),
    code: rule.code,
    version: rule.version,
    state: 'standing',
    severity: judged.severity ?? rule.severity,
    risesAt: judged.rise?.at,
    risesTo: judged.rise?.to,
    since: judged.since,
    until: judged.until,
    untilBy: judged.untilBy,
    subject,
    accountId: judged.accountId,
    officialId: judged.officialId,
    unitId: judged.unitId,
    anchor: judged.anchor,
    lookupId,
    clauses,
    ...(mode === 'assumed' && { assumed: true }),
    profileId: policy.profileId,
    params: judged.params ?? {},
    calendars: judged.calendars ?? [],
    evidence: judged.evidence,
    explanation: judged.explanation,
    ...(judged.unattested && { unattested: true }),
  };
}

/** A duty that was kept with its due date, done or not. One that was late, or is, has a finding of the same id. */
export interface Obligation extends Pick<
  Finding,
  | 'code'
  | 'subject'
  | 'accountId'
  | 'officialId'
  | 'unitId'
  | 'clauses'
  | 'assumed'
  | 'profileId'
  | 'params'
  | 'calendars'
> {
  obligationId: string;
  kind: DutyKind;
  /** The event that it arose from, or the start of the time that it is for. */
  anchor: string;
  /** When it arose. */
  begins: string;
  dueAt: string;
  doneAt?: string;
  doneBy?: string;
}

export const obligations = table<Obligation>('obligation', 'temporal', {
  key: ['obligationId'],
  columns: {
    obligationId: 'text',
    kind: 'text',
    code: 'text',
    anchor: 'text',
    begins: 'text',
    dueAt: 'text',
    doneAt: 'text',
    doneBy: 'text',
    subject: 'text',
    accountId: 'text',
    officialId: 'text',
    unitId: 'text',
    clauses: 'json',
    assumed: 'json',
    profileId: 'text',
    params: 'json',
    calendars: 'json',
  },
  indexes: [['dueAt'], ['unitId'], ['accountId']],
});

/** The obligation behind a finding that there may or may not be. */
export function obligationOf(finding: Finding, begins: string, { kind, dueAt, doneAt, doneBy }: Duty): Obligation {
  const { findingId, code, anchor, subject, accountId, officialId, unitId } = finding;
  const { clauses, assumed, profileId, params, calendars } = finding;
  return {
    ...{ obligationId: findingId, kind, code, anchor, begins, dueAt, doneAt, doneBy },
    ...{ subject, accountId, officialId, unitId, clauses, ...(assumed && { assumed }), profileId, params, calendars },
  };
}
