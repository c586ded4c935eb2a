import type { DataOf, EventName } from '../catalogue.js';

/** A fact as the rules keep it: its event's id, type, time in the world and data. */
export type Known<T extends EventName = EventName> = {
  [N in T]: Readonly<{ id: string; type: N; at: string; data: DataOf<N> }>;
}[T];

/** A part of a fact, kept where the whole would be too much. Its `id` says what of it is one, whatever brought it. */
interface Part<T extends string, D extends object> {
  readonly id: string;
  readonly type: T;
  readonly at: string;
  readonly data: Readonly<D>;
}

/**
 * The folders that facts are kept in, by kind: what a rule judges, or reads to judge something else. To add one: its
 * facts here, and under `filings` where they come from.
 */
export interface FolderFacts {
  account: Known<
    | 'AccountGranted'
    | 'AccountScopeChanged'
    | 'AccountSuspended'
    | 'AccountReinstated'
    | 'AccountRevoked'
    | 'PasswordRotated'
  >;
  official: Known<'HolderChanged'> | Part<'Holds', { accountId: string }>;
  dossier: Known<'DossierObserved' | 'DossierClosed'>;
  petition: Known<'PetitionObserved'>;
  /** `<accountId>|<lookupId>`: what was said of one look-up afterwards. */
  lookup: Known<'LookupJustified'>;
}
export type FolderKind = keyof FolderFacts;
export type FolderRef = `${FolderKind}:${string}`;

/** One folder: its facts in the order of occurrence, then of ids. */
export interface Folder<K extends FolderKind = FolderKind> {
  id: string;
  facts: readonly FolderFacts[K][];
}

/** Where a fact goes, and what of it. */
export interface Filed {
  folder: FolderRef;
  fact: FolderFacts[FolderKind];
  /** Only the folder's own rules look at it: what else reads the folder is not judged again. */
  quiet?: true;
}

function filed<K extends FolderKind>(kind: K, id: string, fact: FolderFacts[K]): Filed {
  return { folder: `${kind}:${id}`, fact };
}

type Filing<T extends EventName> = (fact: Known<T>, logTime: string) => readonly Filed[];
const ofAccount = (fact: FolderFacts['account']) => [filed('account', fact.data.accountId, fact)];

/** Which folders each type of event goes to. Looks at the fact alone, so that any order of arrival fills them alike. */
export const filings: { readonly [T in EventName]?: Filing<T> } = {
  AccountGranted: (fact) => [...ofAccount(fact), filed('official', fact.data.officialId, holds(fact.data.accountId))],
  AccountScopeChanged: ofAccount,
  AccountSuspended: ofAccount,
  AccountReinstated: ofAccount,
  AccountRevoked: ofAccount,
  PasswordRotated: ofAccount,
  HolderChanged: (fact) => [filed('official', fact.data.officialId, fact)],
  DossierObserved: (fact) => [filed('dossier', fact.data.dossierId, fact)],
  DossierClosed: (fact) => [filed('dossier', fact.data.dossierId, fact)],
  PetitionObserved: (fact) => [filed('petition', fact.data.petitionId, fact)],
  LookupJustified: (fact) => [filed('lookup', `${fact.data.accountId}|${fact.data.lookupId}`, fact)],
};

const holds = (accountId: string) => ({ id: accountId, type: 'Holds', at: '', data: { accountId } }) as const;

/** Splits a folder's name into its kind and what it is about. */
export function refParts(ref: FolderRef): { kind: FolderKind; id: string } {
  const colon = ref.indexOf(':');
  return { kind: ref.slice(0, colon) as FolderKind, id: ref.slice(colon + 1) };
}

/** The facts of one type. */
export function ofType<F extends { type: string }, T extends F['type']>(
  facts: readonly F[],
  type: T,
): readonly Extract<F, { type: T }>[] {
  return facts.filter((fact): fact is Extract<F, { type: T }> => fact.type === type);
}

/** A list of facts in the order of occurrence, then of ids, with one more; of two with one id the new one stays. */
export function withFact<F extends { id: string; at: string }>(list: readonly F[], fact: F): readonly F[] {
  const others = list.some(({ id }) => id === fact.id) ? list.filter(({ id }) => id !== fact.id) : list;
  const after = others.findLastIndex(({ at, id }) => at < fact.at || (at === fact.at && id < fact.id));
  return [...others.slice(0, after + 1), fact, ...others.slice(after + 1)];
}
