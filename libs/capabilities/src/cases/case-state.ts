import type { Decider } from '@app/ledger';
import {
  AccountKept, CaseReferred, DisciplinaryOutcomeRecorded, ExplanationReceived, ExplanationRequested, FindingsMerged,
  FindingsUnmerged, MisuseReported, ReporterUnsealed, seenIn, UnitNotifiedOfViolation, ViolationClosed, ViolationConfirmed,
  ViolationDismissed, ViolationEscalated, ViolationReopened, ViolationTriaged, WrongPurposeNoticeConsidered,
  type Seen,
} from './events.js'; // prettier-ignore
import type { Owed, Verdict } from './owed.js';
import type { Confirmation, Dismissal } from './said.js';

/** Mới, đã phân loại, chờ giải trình, đã giải trình, xác nhận, bác bỏ, không đủ căn cứ, biện pháp, đóng, mở lại. */
export const caseStates = [
  'new',
  'triaged',
  'awaitingExplanation',
  'explained',
  'confirmed',
  'dismissed',
  'unproven',
  'measures',
  'closed',
  'reopened',
] as const;
export type CaseState = (typeof caseStates)[number];

/** Another finding of a merger, as it stands. */
export interface Other {
  findingId: string;
  seen?: Seen;
  state: CaseState;
  /** It belongs to a merger already. */
  bound: boolean;
}

/** What a step is decided on beside the case's own past: read from views and log just before, and kept in the event. */
export interface Sight {
  /** The finding as the rules find it now; absent where they do not. */
  finding?: Seen;
  mergedInto?: string;
  /** Why a person named in the command may not work on the case. */
  conflicts: Readonly<Record<string, 'subject' | 'line'>>;
  /** Whether a confirmation must stop the account, by the profile of the unit. */
  mustSuspend?: Readonly<{ value: boolean; clause?: string }>;
  /** The event that suspended or revoked the account, in effect at or after the conclusion. */
  haltedBy?: string;
  /** The findings that are to be merged, in the order of the command. */
  others?: readonly Other[];
  /** Of a reported misuse: the id of its finding, the reporter under seal, the account's holder where none is named. */
  misuse?: Readonly<{ findingId: string; reporterSealed: string; officialId?: string }>;
}

/** How far a case has come. All of it but `sight` follows from its events. */
export type Case = Readonly<{
  state: CaseState;
  seen?: Seen;
  /** When the last step was taken, and the first. */
  at?: string;
  openedAt?: string;
  assignee?: string;
  severityAfter?: string;
  explanation?: Readonly<{ dueAt: string; received: boolean }>;
  verdict?: Verdict;
  /** What a confirmation asks for and has been done. */
  done: readonly Owed[];
  /** Conclusions that were taken back. */
  earlier: readonly Verdict[];
  merged: readonly string[];
  isMisuse: boolean;
  /** Who has had the reporter's name opened. */
  unsealedTo: readonly string[];
  sight?: Sight;
}>;

/** The case of a finding that nobody has looked at. */
export const newCase: Case = { state: 'new', done: [], earlier: [], merged: [], isMisuse: false, unsealedTo: [] };

/** The events of a case by name. */
export const events = {
  MisuseReported,
  ReporterUnsealed,
  ViolationTriaged,
  ExplanationRequested,
  ExplanationReceived,
  ViolationConfirmed,
  ViolationDismissed,
  ViolationEscalated,
  CaseReferred,
  DisciplinaryOutcomeRecorded,
  AccountKept,
  UnitNotifiedOfViolation,
  WrongPurposeNoticeConsidered,
  ViolationClosed,
  ViolationReopened,
  FindingsMerged,
  FindingsUnmerged,
};

/** How each event moves a case on. A fold refuses nothing. */
export const evolve: Decider<Case, Record<string, never>, typeof events>['evolve'] = {
  MisuseReported: (state, data, at) => ({ ...taken(state, data, at), isMisuse: true }),
  ReporterUnsealed: (state, data, at) => ({
    ...taken(state, data, at),
    unsealedTo: [...state.unsealedTo, data.decidedBy, data.second],
  }),
  ViolationTriaged(state, data, at) {
    const { assignee, severityAfter } = data;
    const { severityAfter: _, ...before } = taken(state, data, at);
    const begins = state.state === 'new' || state.state === 'reopened';
    return { ...before, assignee, ...(severityAfter && { severityAfter }), ...(begins && { state: 'triaged' }) };
  },
  ExplanationRequested: (state, data, at) => ({
    ...taken(state, data, at),
    state: 'awaitingExplanation',
    explanation: { dueAt: data.dueAt, received: false },
  }),
  ExplanationReceived: (state, data, at) => ({
    ...taken(state, data, at),
    explanation: { dueAt: state.explanation?.dueAt ?? at, received: true },
    ...(state.state === 'awaitingExplanation' && { state: 'explained' }),
  }),
  ViolationConfirmed(state, data, at) {
    const { mustSuspend, mustSuspendBy } = data;
    const verdict = { ...verdictOf('confirmed', data, at), mustSuspend, ...(mustSuspendBy && { mustSuspendBy }) };
    // A reason to keep the account that was given before is none any more.
    return { ...taken(state, data, at), state: 'confirmed', verdict, done: [] };
  },
  ViolationDismissed: (state, data, at) => ({
    ...taken(state, data, at),
    state: data.reasonCode === 'insufficient-evidence' ? 'unproven' : 'dismissed',
    verdict: verdictOf('dismissed', data, at),
  }),
  ViolationEscalated: (state, data, at) => measured(taken(state, data, at)),
  CaseReferred: (state, data, at) => measured(taken(state, data, at)),
  DisciplinaryOutcomeRecorded: (state, data, at) => measured(taken(state, data, at), 'outcome-or-no-action'),
  AccountKept: (state, data, at) => measured(taken(state, data, at), 'suspend-or-reason'),
  UnitNotifiedOfViolation: (state, data, at) => measured(taken(state, data, at), 'notify-unit'),
  WrongPurposeNoticeConsidered: (state, data, at) => measured(taken(state, data, at), 'wrong-purpose-notice'),
  ViolationClosed: (state, data, at) => ({ ...taken(state, data, at), state: 'closed' }),
  ViolationReopened(state, data, at) {
    const { verdict, ...rest } = taken(state, data, at);
    return { ...rest, state: 'reopened', done: [], earlier: verdict ? [...state.earlier, verdict] : state.earlier };
  },
  FindingsMerged(state, { findingIds, findings, into }, at) {
    const own = findings.find(({ findingId }) => findingId === into);
    const base = own ? taken(state, own, at) : state;
    return { ...base, merged: [...state.merged, ...findingIds] };
  },
  FindingsUnmerged: (state, { findingIds }, at) => ({
    ...state,
    at,
    merged: state.merged.filter((id) => !findingIds.includes(id)),
  }),
};

function taken(state: Case, data: Seen, at: string): Case {
  return { ...state, seen: seenIn(data), at, openedAt: state.openedAt ?? at };
}

function verdictOf(
  is: Verdict['is'],
  { reasonCode, decidedBy, second }: Confirmation | Dismissal,
  at: string,
): Verdict {
  return { is, reasonCode, decidedBy, ...(second !== undefined && { second }), at };
}

function measured(state: Case, done?: Owed): Case {
  const taking = state.verdict?.is === 'confirmed' ? 'measures' : state.state;
  return { ...state, state: taking, done: done && !state.done.includes(done) ? [...state.done, done] : state.done };
}
