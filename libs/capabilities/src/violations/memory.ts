import { table } from '@app/ledger';
import type { AccountAct, Known } from './life.js';
import type { CaseFile, Use } from './rule.js';
import type { Setting } from './setting.js';

// What the findings view keeps of the facts, by the keys that rules ask for. A use lies in its account's day, so that
// memory is bounded by what a batch touches and a late fact finds the uses that it may change.

/** A question that a rule asked of an account's look-ups: the first after `from` and up to `to`. */
export interface Watch {
  subject: 'account' | 'official';
  id: string;
  from: string;
  to?: string;
  first?: string;
}

export interface AccountRow {
  accountId: string;
  acts: readonly AccountAct[];
  /** Local days with uses, in order. */
  days: readonly string[];
  watches: readonly Watch[];
  /** Ids of the findings on the account's life. */
  found: readonly string[];
}
export const accountRows = table<AccountRow>('known_account', 'keyed', {
  key: ['accountId'],
  columns: { accountId: 'text', acts: 'json', days: 'json', watches: 'json', found: 'json' },
});

export type KeptUse = Use & { found: readonly string[] };
export interface DayRow {
  accountId: string;
  day: string;
  uses: readonly KeptUse[];
}
export const dayRows = table<DayRow>('known_day', 'keyed', {
  key: ['accountId', 'day'],
  columns: { accountId: 'text', day: 'text', uses: 'json' },
});

export interface UseRef {
  accountId: string;
  day: string;
}
/** A dossier or petition (`dossier:<id>`). */
export interface FileRow extends CaseFile {
  fileId: string;
}
export const fileRows = table<FileRow>('known_file', 'keyed', {
  key: ['fileId'],
  columns: { fileId: 'text', observed: 'json', closed: 'json' },
});
/** The account days whose uses cite a dossier or petition, known or not. */
export interface CitingRow {
  fileId: string;
  citedIn: readonly UseRef[];
}
export const citingRows = table<CitingRow>('known_citing', 'keyed', {
  key: ['fileId'],
  columns: { fileId: 'text', citedIn: 'json' },
});

/** Justifications of one look-up, and the days on which it was seen without a case. */
export interface JustificationRow {
  accountId: string;
  lookupId: string;
  facts: readonly Known<'LookupJustified'>[];
  days: readonly string[];
}
export const justificationRows = table<JustificationRow>('known_justification', 'keyed', {
  key: ['accountId', 'lookupId'],
  columns: { accountId: 'text', lookupId: 'text', facts: 'json', days: 'json' },
});

export interface OfficialRow {
  officialId: string;
  changes: readonly Known<'HolderChanged'>[];
  accounts: readonly string[];
  found: readonly string[];
}
export const officialRows = table<OfficialRow>('known_official', 'keyed', {
  key: ['officialId'],
  columns: { officialId: 'text', changes: 'json', accounts: 'json', found: 'json' },
});

export interface SettingRow {
  id: 'all';
  setting: Setting;
}
export const settingRows = table<SettingRow>('known_setting', 'keyed', {
  key: ['id'],
  columns: { id: 'text', setting: 'json' },
});

/** A re-judgement of every account that is under way: which event caused it, and after which account it goes on. */
export interface SweepRow {
  id: 'now';
  cause: Cause;
  after: string;
}
export interface Cause {
  eventId: string;
  logTime: string;
}
export const sweepRows = table<SweepRow>('sweep', 'keyed', {
  key: ['id'],
  columns: { id: 'text', cause: 'json', after: 'text' },
});

/** A list with one more member, in order, each once. */
export function withMember(list: readonly string[], member: string): readonly string[] {
  if (list.length === 0 || member > list[list.length - 1]) return [...list, member];
  return list.includes(member) ? list : [...list, member].sort();
}

/** A list of facts with one more, in order of their ids: the same whatever came first. */
export function withFact<F extends { id: string }>(list: readonly F[], fact: F): readonly F[] {
  return [...list.filter(({ id }) => id !== fact.id), fact].sort((a, b) => (a.id < b.id ? -1 : 1));
}
