import { inStream } from '../facts.js';
import { field, Id, Ids, Instant, OneOf, Optional, Parts } from '../fields.js';
import { reportKinds } from '../reports/events.js';

/**
 * The parameters that a profile may set, with the value assumed where none does. `mfaFrom` is a day as YYYYMMDD, 0 for
 * none yet; `surprisePerQuarter` is 0 where a directive names no number; `lookupsFrom` and `lookupsTo` are times of day as
 * HHMM.
 */
export const parameterDefaults = {
  passwordDays: 90,
  changeNotifyWd: 5,
  unitCheckMonths: 3,
  inspectionsPerYear: 2,
  linkGraceWd: 1,
  resultTailWd: 3,
  revokeDutyWd: 1,
  suspendWorkingHours: 4,
  incidentNotifyHours: 2,
  dormantDays: 45,
  exportsPerDay: 10,
  samplePercent: 10,
  supportGraceHours: 24,
  mergerOverlapWd: 5,
  mfaFrom: 0,
  reportDueWd: 5,
  surprisePerQuarter: 0,
  userListWd: 10,
  briefingMonths: 12,
  attestationMonths: 3,
  briefingWd: 5,
  compromiseHours: 4,
  spikeMinSubjects: 30,
  /** 1: who confirms a violation suspends or revokes the account, or says in writing why not; 0: need not (R79). */
  suspendOnConfirm: 1,
  /** 1: the ledger itself suspends the account of a critical finding, as soon as it is found (R79); 0: people decide. */
  suspendOnDetection: 0,
  /** 1: the ledger itself revokes the account of a confirmed violation (R79); 0: people decide. */
  revokeOnConfirm: 0,
  lookupsFrom: 700,
  lookupsTo: 1800,
} as const;
/** The value of a parameter that asks for nothing. */
export const none = 0;
export type ParameterName = keyof typeof parameterDefaults;
/** A value with the clause (R-id) that gives it, or marked as assumed. */
export type Parameter = { value: number; clause: string } | { value: number; assumed: true };

/** Large enough for a day as YYYYMMDD. */
export const largestParameter = 99_991_231;

const Parameters = () =>
  field({
    name: 'parameters, each with a clause or assumed: true',
    schema: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['value'],
        properties: { value: { type: 'number' }, clause: { type: 'string' }, assumed: { const: true } },
      },
    },
    check: (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.entries(value).every(isParameter),
  });
function isParameter([name, parameter]: [string, unknown]): boolean {
  if (!Object.hasOwn(parameterDefaults, name) || typeof parameter !== 'object' || parameter === null) return false;
  const { value, clause, assumed, ...rest } = parameter as Record<string, unknown>;
  const cited = typeof clause === 'string' && /^R\d{2,3}$/.test(clause) && assumed === undefined;
  const number = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largestParameter;
  return number && (cited || (assumed === true && clause === undefined)) && Object.keys(rest).length === 0;
}

/** A report that a unit owes again and again, or once (R21, R34, R39, R44, R78). */
export class ReportDue {
  @OneOf(reportKinds) kind!: string;
  /** Who owes it. */
  @Id() unitId!: string;
  @Id() to!: string;
  /** Through whom it goes, where the directive says so (R39). */
  @Optional() @Id() via?: string;
  /** For each of these it is due `reportDueWd` working days after its end; `once` at `dueAt`. */
  @OneOf(['month', 'quarter', 'year', 'once']) every!: string;
  @Optional() @Instant() dueAt?: string;
  /** The R-id that demands it. */
  @Id() clause!: string;
}

/**
 * The directives in force for some units from a day on: the clauses adopted, the parameters with their clauses. A rule
 * none of whose clauses is adopted is judged with assumed values or is off, as `otherRules` says.
 */
export class PolicyProfileSet {
  @Id() profileId!: string;
  @Id() title!: string;
  @Ids(200, 1) unitScope!: string[];
  @Instant() effectiveFrom!: string;
  @Optional() @Instant() effectiveTo?: string;
  @Ids(200) clauses!: string[];
  @Parameters() params!: Partial<Record<ParameterName, Parameter>>;
  @OneOf(['assumed', 'off']) otherRules!: string;
  /** Codes of the experimental rules that are judged here. */
  @Optional() @Ids(50) inTrial?: string[];
  @Optional() @Parts(ReportDue, 100) reports?: ReportDue[];
  /** Who is told of an incident at once (R98 names three); any one where none are named. */
  @Optional() @Ids(20, 1) incidentRecipients?: string[];
}
export const policyEvents = {
  PolicyProfileSet: inStream(PolicyProfileSet, 'policy', (data) => data.profileId),
};
