import { Refused } from '@app/ledger';
import { statedBy, type Decision } from '../fields.js';
import type { Case, CaseState, Other } from './case-state.js';
import type { Seen } from './events.js';
import type { Owed } from './owed.js';
import type { Confirmation } from './said.js';

// What a step needs. Each refuses with a code of its own.

const concluded: readonly CaseState[] = ['confirmed', 'dismissed', 'unproven', 'measures'];

/** The finding as it is now, else as it was last seen. Refuses what was never found, is merged, or is dated too early. */
export function seenNow(command: Decision, state: Case): Seen {
  const { sight, seen } = state;
  const now = sight?.finding ?? seen;
  if (!now) throw unknown();
  if (sight?.mergedInto !== undefined) throw merged();
  inTime(command, state);
  return now;
}

/** Steps follow each other in time. */
export function inTime({ occurredAt }: Decision, { at }: Case): void {
  if (at !== undefined && occurredAt !== undefined && occurredAt < at) {
    throw new Refused('a step is not dated before the one that it follows', 'before-last-step');
  }
}

/** What a command states, with what was seen of the finding. */
export function seenWith<T extends Decision>(command: T, state: Case): Seen & Omit<T, 'occurredAt'> {
  return { ...seenNow(command, state), ...statedBy(command) };
}

const unknown = () => new Refused('there is no such finding', 'finding-unknown');
/** The refusal of a step on a closed case. */
export const closed = () => new Refused('this case is closed', 'case-closed');
const decided = () => new Refused('the case is concluded already', 'already-concluded');
const merged = () => new Refused('this finding is worked on in the case that it was merged into', 'finding-merged');

/** Somebody works on it, or has concluded it. */
export function begun({ state }: Case): void {
  if (state === 'new') throw new Refused('the finding is triaged first', 'not-triaged');
  if (state === 'closed') throw closed();
}

/** Somebody works on it, and nothing is concluded. */
export function workable(state: Case): void {
  begun(state);
  if (concluded.includes(state.state)) throw decided();
}

/** It was confirmed, and is not closed. */
export function confirmed(state: Case): void {
  begun(state);
  if (state.verdict?.is !== 'confirmed') throw new Refused('the violation is not confirmed', 'not-confirmed');
}

/** The official could explain it: did, or let the time go by. Not where the police ask for secrecy. */
export function explained({ explanation }: Case, { secrecyBy, occurredAt }: Confirmation & Decision): void {
  if (secrecyBy !== undefined) return;
  if (!explanation) throw new Refused('an explanation is asked for before it is confirmed', 'explanation-needed');
  if (!explanation.received && occurredAt! < explanation.dueAt) {
    throw new Refused('the time for the explanation is still running', 'explanation-pending');
  }
}

/** Who decides has no part in it; a second person is another one. */
export function deciders(state: Case, { decidedBy, second }: { decidedBy: string; second?: string }): void {
  if (second !== undefined) twoPersons(decidedBy, second);
  unbiased(state, decidedBy, ...(second === undefined ? [] : [second]));
}

/** Two persons are two. */
export function twoPersons(first: string, second: string): void {
  if (first === second) throw new Refused('the second person is another one', 'second-is-first');
}

/** None of the persons is the subject of the finding, or above or below them. */
export function unbiased({ sight }: Case, ...persons: readonly string[]): void {
  for (const person of persons) {
    const conflict = sight?.conflicts[person];
    if (conflict === 'subject') throw new Refused('nobody works on their own case', 'person-is-subject');
    if (conflict === 'line') {
      throw new Refused('nobody works on the case of somebody in their own line', 'person-in-line');
    }
  }
}

/** What was seen of a finding that may go into another case. */
export function mergeable({ seen, state, bound }: Other): Seen {
  if (!seen) throw unknown();
  if (state === 'closed') throw closed();
  if (concluded.includes(state)) throw decided();
  if (bound) throw new Refused('a finding named here belongs to a merger already', 'already-merged');
  return seen;
}

/** Nothing is left to do before the case is closed (`cases.md`). */
export function nothingOwed([first]: readonly Owed[]): void {
  switch (first) {
    case 'suspend-or-reason':
      throw new Refused('the account is suspended, revoked, or kept for a written reason first', 'owes-suspension');
    case 'notify-unit':
      throw new Refused('the unit is notified first', 'owes-unit-notice');
    case 'outcome-or-no-action':
      throw new Refused('a disciplinary outcome, or that there is none, is recorded first', 'owes-outcome');
    case 'wrong-purpose-notice':
      throw new Refused('whether to notify a use for the wrong purpose is considered first', 'owes-notice');
  }
}
