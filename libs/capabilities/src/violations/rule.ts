import type { Parameter, ParameterName } from '../policies/events.js';
import type { Duty } from './duty.js';
import type { Filed, Folder, FolderKind, Known } from './folders.js';
import type { AccountLife } from './life.js';
import type { Settings } from './setting.js';

export type Severity = 'low' | 'medium' | 'high' | 'critical';
/** Risk scores, for ordering only. */
export const riskOf: Readonly<Record<Severity, number>> = { low: 21, medium: 47, high: 73, critical: 99 };

export const useTypes = [
  'LookupPerformed',
  'LookupDenied',
  'LookupResultExported',
  'SessionStarted',
  'SessionEnded',
] as const;
export type UseType = (typeof useTypes)[number];
/** A use of an account: a look-up, an attempt that the source turned down, what left the screen, a session. */
export interface Use {
  id: string;
  type: UseType;
  at: string;
  accountId: string;
  officialId?: string;
  /** The unit that the source named. */
  unitId?: string;
  /** The source that reported it, where that is not the system itself. */
  source?: string;
  sessionId?: string;
  deviceId?: string;
  ip?: string;
  /** Of look-ups and exports. */
  lookupId?: string;
  function?: string;
  fields?: readonly string[];
  dossierId?: string;
  petitionId?: string;
  subjects?: readonly string[];
  /** Where it was not `found`. */
  result?: 'notFound' | 'error';
  adjacentId?: true;
  /** The inspection or test that a look-up says it served. */
  inspectionId?: string;
  relatedFlags?: readonly string[];
  channel?: string;
  /** Of sessions. */
  amr?: readonly string[];
  reason?: string;
  lastActivityAt?: string;
}

/** What names a look-up; `at` where it is a use. */
export type LookNamed = Pick<Use, 'accountId' | 'lookupId'> & Partial<Pick<Use, 'at'>>;

/** One account's uses of one local day, in order, with those of the day before. */
export interface Day {
  accountId: string;
  day: string;
  uses: readonly Use[];
  before: readonly Use[];
}

/** A dossier or a petition with every state of it that its system showed; at least one. */
export interface CaseFile<T extends 'DossierObserved' | 'PetitionObserved'> {
  observed: readonly Known<T>[];
  closed: readonly Known<'DossierClosed'>[];
}

/**
 * What rules may see beside their subject. All of it is a function of facts, none of it of when they arrived. Who looks
 * into a folder is judged again when the folder changes.
 */
export interface Light extends Pick<
  Settings,
  | 'setting'
  | 'terms'
  | 'regulationEnded'
  | 'catalogue'
  | 'merged'
  | 'lineage'
  | 'became'
  | 'policy'
  | 'profileStarts'
  | 'isControl'
  | 'reportsSince'
> {
  folder<K extends FolderKind>(kind: K, id: string): Folder<K>;
  account(accountId: string): AccountLife;
  /** A dossier or petition that its system has shown; none where none is named. */
  dossier(dossierId: string | undefined): CaseFile<'DossierObserved'> | undefined;
  petition(petitionId: string | undefined): CaseFile<'PetitionObserved'> | undefined;
  /** The explanations given of a look-up, the first one first; what is dated before it explains nothing. */
  justifications(look: LookNamed, at?: string): readonly Known<'LookupJustified'>[];
  /** The first use of a type of an account after an instant and up to another (open where undefined). */
  firstUse(type: UseType, accountId: string, after: string, upTo: string | undefined): Use | undefined;
  /** The local days on which an account was used, in order. */
  daysUsed(accountId: string): readonly string[];
}

/** What a rule may be about: one use, an account's day, an account's life, or any folder of facts. */
export type Subjects = { use: Use; day: Day; account: AccountLife } & {
  [K in Exclude<FolderKind, 'account'>]: Folder<K>;
};
export type SubjectKind = keyof Subjects;

/** The lawful reasons for a look-up in the order in which they are tried; E0: none of them. */
export const explanationCodes = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8', 'E0'] as const;
export type ExplanationCode = (typeof explanationCodes)[number];
/** Which lawful reason was found for a look-up, and which were tried, that one last. */
export interface Explanation {
  code: ExplanationCode;
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
  /** From when on it is graver, where it still stands then. */
  rise?: Readonly<{ at: string; to: Severity }>;
  /** The clauses that this is about, where that is not all that the rule serves: they say whether it is judged at all. */
  clauses?: readonly string[];
  accountId?: string;
  officialId?: string;
  unitId?: string;
  /** The look-up that it leads to, where it is not about one. */
  lookupId?: string;
  /** The events that show it, the most telling first. */
  evidence: readonly string[];
  /** The parameters used, with their clause or marked as assumed. */
  params?: Partial<Record<ParameterName, Parameter>>;
  calendars?: readonly string[];
  explanation?: Explanation;
  /** Only people can attest it, and nobody has: shown as such, never as a violation. */
  unattested?: true;
  /** Where it is a duty with a due date: one that was done in time is no finding, but it is kept as done. */
  duty?: Duty;
}

/** One line of a rule's examples: facts, and what the rule finds in them. */
export interface Example {
  title: string;
  given: readonly ExampleFact[];
  /** What the rule finds, in any order: the fields named must be equal, instants in local time `YYYY-MM-DD HH:mm`. */
  finds: readonly (Partial<Pick<Judgement, 'since' | 'until' | 'severity' | 'accountId'>> & { risesAt?: string })[];
}
export interface ExampleFact {
  type: string;
  /** Local time, `YYYY-MM-DD HH:mm[:ss]`. */
  at: string;
  data: Record<string, unknown>;
  /** The request that it came of, and the source that reported it, where they matter. */
  requestId?: string;
  source?: string;
}

/** A violation rule: data and pure functions, in a file of its own. */
export interface Rule {
  code: string;
  version: number;
  /** Its clock starts when the ledger learns of something: what it finds is a function of the log's order. */
  clock?: 'recorded';
  /** Rules whose findings it judges; its examples are tried with them. */
  restsOn?: readonly string[];
  /** An experimental rule is judged only where the unit's profile names it. */
  status: 'stable' | 'experimental';
  /** It is judged whatever the profile in force adopts. */
  always?: true;
  titleVi: string;
  titleEn: string;
  /** The R-ids that it serves; the profile in force says which of them bind the unit. */
  clauses: readonly string[];
  params: readonly ParameterName[];
  severity: Severity;
  /** A higher severity where the same use also breaks one of these rules. */
  lift?: Readonly<{ with: readonly string[]; to: Severity }>;
  /** How each kind of thing is judged that the rule is about. Two subjects never give one finding. */
  judges: { readonly [S in SubjectKind]?: (this: void, subject: Subjects[S], light: Light) => readonly Judgement[] };
  /** What it keeps in folders of an account's day, for its judgement of others; told anew whenever the day changes. */
  keeps?: (this: void, day: Day, light: Light) => readonly Filed[];
  /** Lawful things that look like a violation of it. */
  falsePositives: readonly string[];
  nextStepsVi: readonly string[];
  examples: readonly Example[];
}
