import type { Rows, View, ViewedEvent } from '@app/ledger';
import type { DataOf, EventName } from '../catalogue.js';
import { localDay } from '../time.js';
import { findings } from './finding.js';
import { Judge } from './judge.js';
import { accountActs, type AccountAct, type Known } from './life.js';
import {
  accountRows,
  citingRows,
  dayRows,
  fileRows,
  justificationRows,
  officialRows,
  settingRows,
  sweepRows,
  withFact,
  withMember,
  type AccountRow,
  type FileRow,
  type KeptUse,
} from './memory.js';
import type { AnyRule } from './rules/index.js';
import { noSetting, settingOf } from './setting.js';

const known = <T extends EventName>(event: ViewedEvent): Known<T> =>
  ({ at: event.occurredAt, data: event.data, id: event.eventId, type: event.type }) as Known<T>;
const dataOf = <T extends EventName>(event: ViewedEvent) => event.data as DataOf<T>;

/** How many accounts one step of a sweep judges before it is committed. */
const accountsPerStep = 20;

/**
 * The findings of some rules as a view: each event is kept under the keys that rules ask for, and just the subjects
 * that it touches are judged again. Any order of arrival ends in the same standing findings.
 */
export function findingsView(rules: readonly AnyRule[], name = 'findings'): View {
  const judgeFor = (rows: Rows, event: ViewedEvent) =>
    new Judge(rules, rows, { eventId: event.eventId, logTime: event.logTime });

  const use = (rows: Rows, event: ViewedEvent) => keepUse(rows, event, judgeFor(rows, event));
  const act = (rows: Rows, event: ViewedEvent) => keepAct(rows, event, judgeFor(rows, event));
  const file = (rows: Rows, event: ViewedEvent) => keepFile(rows, event, judgeFor(rows, event));
  const setting = (rows: Rows, event: ViewedEvent) => keepSetting(rows, event);

  return {
    name,
    version: rules.reduce((sum, rule) => sum * 31 + rule.version, 1) % 1_000_000_007,
    tables: [
      accountRows,
      dayRows,
      fileRows,
      citingRows,
      justificationRows,
      officialRows,
      settingRows,
      sweepRows,
      findings,
    ],
    apply: {
      LookupPerformed: use,
      LookupDenied: use,
      SessionStarted: use,
      ...Object.fromEntries(accountActs.map((type) => [type, act])),
      HolderChanged(rows, event) {
        const { officialId } = dataOf<'HolderChanged'>(event);
        const row = officialRow(rows, officialId);
        rows.put(officialRows, { ...row, changes: withFact(row.changes, known<'HolderChanged'>(event)) });
        judgeFor(rows, event).officialLife(officialId);
      },
      DossierObserved: file,
      DossierClosed: file,
      PetitionObserved: file,
      LookupJustified(rows, event) {
        const { accountId, lookupId } = dataOf<'LookupJustified'>(event);
        const row = rows.get(justificationRows, accountId, lookupId) ?? { accountId, lookupId, facts: [], days: [] };
        rows.put(justificationRows, { ...row, facts: withFact(row.facts, known<'LookupJustified'>(event)) });
        const judge = judgeFor(rows, event);
        for (const day of row.days) judge.usesOf(accountId, day);
      },
      ...Object.fromEntries(Object.keys(settingOf).map((type) => [type, setting])),
    },
    sweep: {
      pending: (rows) => rows.get(sweepRows, 'now') !== undefined,
      step(rows) {
        const { cause, after } = rows.get(sweepRows, 'now')!;
        const judge = new Judge(rules, rows, cause);
        const accounts = rows.keysAfter(accountRows, after, accountsPerStep);
        for (const accountId of accounts) {
          judge.usesSince(accountId, beginning);
          judge.accountLife(accountId);
          for (const officialId of holdersOf(rows.get(accountRows, accountId)!)) judge.officialLife(officialId);
        }
        if (accounts.length < accountsPerStep) rows.delete(sweepRows, 'now');
        else rows.put(sweepRows, { id: 'now', cause, after: accounts[accounts.length - 1] });
      },
    },
  };
}

const beginning = '1970-01-02T00:00:00.000Z';
const accountRow = (rows: Rows, accountId: string): AccountRow =>
  rows.get(accountRows, accountId) ?? { accountId, acts: [], days: [], watches: [], found: [] };
const officialRow = (rows: Rows, officialId: string) =>
  rows.get(officialRows, officialId) ?? { officialId, changes: [], accounts: [], found: [] };
const holdersOf = ({ acts }: AccountRow) => [
  ...new Set(acts.flatMap((act) => (act.type === 'AccountGranted' ? [act.data.officialId] : []))),
];

// Members in the order of their names and none absent: canonical JSON then takes a day's uses as they are.
function useOf(event: ViewedEvent): KeptUse {
  const data = event.data as Partial<DataOf<'LookupPerformed'>> & { accountId: string };
  const use: Partial<Record<keyof KeptUse, unknown>> = { accountId: data.accountId, at: event.occurredAt };
  if (data.dossierId !== undefined) use.dossierId = data.dossierId;
  if (data.fieldsReturned) use.fields = data.fieldsReturned;
  use.found = noFindings;
  if (data.function !== undefined) use.function = data.function;
  use.id = event.eventId;
  if (data.lookupId !== undefined) use.lookupId = data.lookupId;
  if (data.officialId !== undefined) use.officialId = data.officialId;
  if (data.petitionId !== undefined) use.petitionId = data.petitionId;
  if (data.subjects) use.subjects = data.subjects;
  use.type = event.type;
  if (data.unitId !== undefined) use.unitId = data.unitId;
  return use as KeptUse;
}
const noFindings: readonly string[] = [];

function keepUse(rows: Rows, event: ViewedEvent, judge: Judge): void {
  const use = useOf(event);
  const { accountId } = use;
  const day = localDay(use.at);
  let account = accountRow(rows, accountId);
  if (!account.days.includes(day)) {
    account = { ...account, days: withMember(account.days, day) };
    rows.put(accountRows, account);
  }
  const uses = rows.get(dayRows, accountId, day)?.uses ?? [];
  rows.put(dayRows, { accountId, day, uses: inOrder(uses, judge.use(use)) });
  judge.answerWatches(account, use);
}

function inOrder(uses: readonly KeptUse[], use: KeptUse): readonly KeptUse[] {
  const after = uses.findLastIndex(({ at, id }) => at < use.at || (at === use.at && id < use.id));
  return [...uses.slice(0, after + 1), use, ...uses.slice(after + 1)];
}

const fileRow = (rows: Rows, fileId: string): FileRow =>
  rows.get(fileRows, fileId) ?? { fileId, observed: [], closed: [] };

function keepFile(rows: Rows, event: ViewedEvent, judge: Judge): void {
  const fact = known<'DossierObserved' | 'DossierClosed' | 'PetitionObserved'>(event);
  const row = fileRow(
    rows,
    fact.type === 'PetitionObserved' ? `petition:${fact.data.petitionId}` : `dossier:${fact.data.dossierId}`,
  );
  rows.put(
    fileRows,
    fact.type === 'DossierClosed'
      ? { ...row, closed: withFact(row.closed, fact) }
      : { ...row, observed: withFact(row.observed, fact) },
  );
  for (const { accountId, day } of rows.get(citingRows, row.fileId)?.citedIn ?? []) judge.usesOf(accountId, day);
}

function keepAct(rows: Rows, event: ViewedEvent, judge: Judge): void {
  const act = known<AccountAct['type']>(event);
  const { accountId } = act.data;
  const account = accountRow(rows, accountId);
  rows.put(accountRows, { ...account, acts: withFact<AccountAct>(account.acts, act) });
  judge.accountLife(accountId);
  if (act.type === 'PasswordRotated') return;
  // A grant may name the unit of every use before it; the other acts change nothing before their effect.
  judge.usesSince(accountId, act.type === 'AccountGranted' ? beginning : act.data.effectiveAt);
  for (const officialId of holdersOf(accountRow(rows, accountId))) {
    const official = officialRow(rows, officialId);
    if (!official.accounts.includes(accountId)) {
      rows.put(officialRows, { ...official, accounts: withMember(official.accounts, accountId) });
    }
    judge.officialLife(officialId);
  }
}

function keepSetting(rows: Rows, event: ViewedEvent): void {
  const fact = known<keyof typeof settingOf>(event);
  const list = settingOf[fact.type];
  const setting = rows.get(settingRows, 'all')?.setting ?? noSetting;
  rows.put(settingRows, {
    id: 'all',
    setting: { ...setting, [list]: withFact(setting[list] as readonly (typeof fact)[], fact) },
  });
  rows.put(sweepRows, { id: 'now', cause: { eventId: event.eventId, logTime: event.logTime }, after: '' });
}
