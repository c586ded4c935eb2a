import type { Parameter, ParameterName } from '../policies/events.js';
import type { AccountLife, Known } from './life.js';
import type { Policy, Settings } from './setting.js';

export type Severity = 'low' | 'medium' | 'high' | 'critical';
/** Risk scores, for ordering only. */
export const riskOf: Readonly<Record<Severity, number>> = { low: 21, medium: 47, high: 73, critical: 99 };

/** A use of an account: a look-up, an attempt that the source turned down, or a session. */
export interface Use {
  id: string;
  type: 'LookupPerformed' | 'LookupDenied' | 'SessionStarted';
  at: string;
  accountId: string;
  officialId?: string;
  /** The unit that the source named. */
  unitId?: string;
  lookupId?: string;
  function?: string;
  fields?: readonly string[];
  dossierId?: string;
  petitionId?: string;
  subjects?: readonly string[];
}

/** An official with the changes in service and the accounts held. */
export interface OfficialLife {
  officialId: string;
  changes: readonly Known<'HolderChanged'>[];
  accounts: readonly AccountLife[];
}

/** A dossier or a petition with every state of it that its system showed. */
export interface CaseFile {
  observed: readonly (Known<'DossierObserved'> | Known<'PetitionObserved'>)[];
  closed: readonly Known<'DossierClosed'>[];
}

/** What rules may see beside their subject. All of it is a function of facts, none of it of when they arrived. */
export interface Light extends Pick<Settings, 'due' | 'regulationEnded' | 'merged' | 'lineage' | 'policy'> {
  account(accountId: string): AccountLife;
  dossier(dossierId: string): CaseFile | undefined;
  petition(petitionId: string): CaseFile | undefined;
  /** The explanations given of a look-up, the first one first; what is dated before it explains nothing. */
  justifications(use: Use): readonly Known<'LookupJustified'>[];
  /** The first look-up of an account after an instant and up to another (open where undefined). */
  firstLookup(accountId: string, after: string, upTo: string | undefined): Use | undefined;
}

/** What a rule is about: one use in the light of what held then, one account's life, one official's accounts. */
export interface Subjects {
  use: Use;
  account: AccountLife;
  official: OfficialLife;
}

/** Which lawful reason was found for a look-up, and which were tried before. E0: none. */
export interface Explanation {
  code: 'E1' | 'E2' | 'E6' | 'E8' | 'E0';
  tried: readonly string[];
}

/** One thing that a rule found, before it is given its id, its clauses and its place. */
export interface Judgement {
  /** With the rule's code it makes the finding's id: of what it is one finding, whatever else comes to light. */
  dedupKey: string;
  /** Tells findings with one key apart for ever: an event id, or the start of an episode. */
  anchor: string;
  /** When the fact occurred: the directives in force then say whether and by which clauses it is judged. */
  occurredAt: string;
  /** From when it stands: the fact's time, or the moment at which a due date passed. */
  since: string;
  /** When it was mended, and by which event. */
  until?: string;
  untilBy?: string;
  severity?: Severity;
  accountId: string;
  officialId?: string;
  unitId?: string;
  /** The events that show it, the most telling first. */
  evidence: readonly string[];
  /** The parameters used, with their clause or marked as assumed. */
  params?: Partial<Record<ParameterName, Parameter>>;
  calendars?: readonly string[];
  explanation?: Explanation;
}

/** What a rule may ask of its policy besides the light: the one in force for the unit when the fact occurred. */
export type PolicyAt = (unitId: string | undefined, at: string) => Policy;

/** One line of a rule's examples: facts, and what the rule finds in them. */
export interface Example {
  title: string;
  given: readonly ExampleFact[];
  /** What the rule finds, in any order: the fields named must be equal, instants in local time `YYYY-MM-DD HH:mm`. */
  finds: readonly Partial<Pick<Judgement, 'since' | 'until' | 'severity' | 'accountId'>>[];
}
export interface ExampleFact {
  type: string;
  /** Local time, `YYYY-MM-DD HH:mm[:ss]`. */
  at: string;
  data: Record<string, unknown>;
}

/** A violation rule: data and one pure function, in a file of its own. */
export interface Rule<S extends keyof Subjects = keyof Subjects> {
  code: string;
  version: number;
  status: 'stable' | 'experimental';
  titleVi: string;
  titleEn: string;
  /** The R-ids that it serves; the profile in force says which of them bind the unit. */
  clauses: readonly string[];
  params: readonly ParameterName[];
  severity: Severity;
  judges: S;
  judge(this: void, subject: Subjects[S], light: Light): readonly Judgement[];
  /** Lawful things that look like a violation of it. */
  falsePositives: readonly string[];
  nextStepsVi: readonly string[];
  examples: readonly Example[];
}
