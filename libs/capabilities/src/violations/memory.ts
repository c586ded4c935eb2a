import { table } from '@app/ledger';
import type { Explained } from './explained.js';
import type { FolderFacts, FolderKind, FolderRef } from './folders.js';
import type { Use, UseType } from './rule.js';
import type { Setting } from './setting.js';

// What the findings view keeps of the facts, by the keys that rules ask for. A use lies in its account's day, so that
// memory is bounded by what a batch touches and a late fact finds the uses that it may change.

/** What is judged anew at once: a folder, or the uses of an account's local day (`uses:<day>|<accountId>`). */
export type SubjectRef = FolderRef | `uses:${string}`;

/** A question that a rule asked of an account's uses: the first of a type after `from` and up to `to`. */
export interface Watch {
  subject: SubjectRef;
  type: UseType;
  from: string;
  to?: string;
  first?: string;
}

/** A folder with its facts, who read it, and which findings its own rules have on it. */
export interface FolderRow {
  folder: FolderRef;
  facts: readonly FolderFacts[FolderKind][];
  readers?: readonly SubjectRef[];
  found?: readonly string[];
  /** Accounts only: the local days with uses, those with sessions begun, in order, and the questions asked of them. */
  days?: readonly string[];
  sessionDays?: readonly string[];
  watches?: readonly Watch[];
}
export const folderRows = table<FolderRow>('known_folder', 'keyed', {
  key: ['folder'],
  columns: {
    folder: 'text',
    facts: 'json',
    readers: 'json',
    found: 'json',
    days: 'json',
    sessionDays: 'json',
    watches: 'json',
  },
});

/** A use with the findings on it; a look-up also with how it was explained, as known from when on. */
export type KeptUse = Use & { found: readonly string[]; explained?: readonly Explained[] };
export interface DayRow {
  accountId: string;
  day: string;
  uses: readonly KeptUse[];
  /** Findings on the day as a whole. */
  found?: readonly string[];
}
export const dayRows = table<DayRow>('known_day', 'keyed', {
  key: ['accountId', 'day'],
  columns: { accountId: 'text', day: 'text', uses: 'json', found: 'json' },
  indexes: [['day']],
});

export interface SettingRow {
  id: 'all';
  setting: Setting;
}
export const settingRows = table<SettingRow>('known_setting', 'keyed', {
  key: ['id'],
  columns: { id: 'text', setting: 'json' },
});

/** A re-judgement of everything that is under way: which event caused it, and after which folder it goes on. */
export interface SweepRow {
  id: 'now';
  cause: Cause;
  after: string;
}
export interface Cause {
  eventId: string;
  logTime: string;
  position: number;
}
export const sweepRows = table<SweepRow>('sweep', 'keyed', {
  key: ['id'],
  columns: { id: 'text', cause: 'json', after: 'text' },
});

/** A list with one more member, in order, each once. */
export function withMember<T extends string>(list: readonly T[], member: T): readonly T[] {
  if (list.length === 0 || member > list[list.length - 1]) return [...list, member];
  const place = placeOf(list, member);
  return list[place] === member ? list : list.toSpliced(place, 0, member);
}

/** Whether a list in order has a member: asked for each fact that is looked at, of lists as long as a system's accounts. */
export const hasMember = <T extends string>(list: readonly T[], member: T): boolean =>
  list[placeOf(list, member)] === member;

// The place of the first member that is not below one.
function placeOf<T extends string>(list: readonly T[], member: T): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (list[middle] < member) from = middle + 1;
    else to = middle;
  }
  return from;
}

export const usesRef = (accountId: string, day: string): SubjectRef => `uses:${day}|${accountId}`;
/** The account and day of a `uses:` reference. */
export const usesOfRef = (ref: string) => ({ day: ref.slice(5, 15), accountId: ref.slice(16) });
