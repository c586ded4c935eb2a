import type { Rows, View, ViewedEvent } from '@app/ledger';
import { catalogue, type DataOf, type EventName } from '../catalogue.js';
import { localDay } from '../time.js';
import { explainedDays } from './explained.js';
import { obligations, findings } from './finding.js';
import { filings, refOf, refParts, type Filed, type FolderRef, type Known } from './folders.js';
import { Judge, rulebookOf, type InForce } from './judge.js';
import {
  dayRows,
  folderRows,
  settingRows,
  sweepRows,
  withMember,
  type Cause,
  type FolderRow,
  type KeptUse,
} from './memory.js';
import { useTypes, type Rule } from './rule.js';
import { noSetting, settingOf, withSetting, type Setting } from './setting.js';

const known = <T extends EventName>(event: ViewedEvent): Known<T> =>
  ({ at: event.occurredAt, data: event.data, id: event.eventId, type: event.type }) as Known<T>;

const causeOf = ({ eventId, logTime, position }: ViewedEvent): Cause => ({ eventId, logTime, position });

/** Raised whenever the same rules would give other rows. */
const engine = 6;
/** How many folders one step of a sweep judges before it is committed. */
const foldersPerStep = 50;

/**
 * The findings of some rules as a view: each event is kept under the keys that rules ask for, and just the subjects
 * that it touches are judged again. Any order of arrival ends in the same standing findings. With `others`, versions of
 * them that no longer judge or do not yet, the ledger says which version judges what; else all of `rules` do.
 */
export function findingsView(rules: readonly Rule[], others?: readonly Rule[]): View {
  const rulebook = rulebookOf([...rules, ...(others ?? [])]);
  const isInForce: InForce = (rule, at, light) => {
    const version = others && light.versionAt(rule.code, at);
    return version === undefined ? rules.includes(rule) : version === rule.version;
  };
  const judgeOf = (rows: Rows, cause: Cause) => new Judge(rulebook, rows, cause, isInForce);
  const isSetting = (type: string) =>
    Object.hasOwn(settingOf, type) &&
    (others !== undefined || settingOf[type as keyof typeof settingOf] !== 'ruleActs');
  const apply = (type: EventName) => (rows: Rows, event: ViewedEvent) => {
    const judge = judgeOf(rows, causeOf(event));
    if (isUse(type)) keepUse(rows, event, judge);
    const file = filings[type] as ((fact: Known, event: ViewedEvent) => readonly Filed[]) | undefined;
    if (file) judge.file(file(known(event), event));
    const change = changesUses[type];
    if (change) judge.touchUses((event.data as { accountId: string }).accountId, change(known(event) as never));
    judge.settle();
    if (isSetting(type)) keepSetting(rows, event, rules);
  };
  const types = (Object.keys(catalogue) as EventName[]).filter(
    (type) => isUse(type) || isSetting(type) || filings[type] !== undefined,
  );
  return {
    name: 'findings',
    version: rules.reduce((sum, rule) => sum * 31 + rule.version, engine) % 1_000_000_007,
    tables: [folderRows, dayRows, settingRows, sweepRows, findings, obligations, explainedDays],
    apply: Object.fromEntries(types.map((type) => [type, apply(type)])),
    sweep: {
      pending: (rows) => rows.get(sweepRows, 'now') !== undefined,
      step(rows) {
        const { cause, after } = rows.get(sweepRows, 'now')!;
        const judge = judgeOf(rows, cause);
        const folders = rows.keysAfter(folderRows, after, foldersPerStep) as readonly FolderRef[];
        for (const folder of folders) {
          judge.touch(folder);
          const { kind, id } = refParts(folder);
          if (kind === 'account') judge.touchUses(id, beginning);
        }
        judge.settle();
        if (folders.length < foldersPerStep) rows.delete(sweepRows, 'now');
        else rows.put(sweepRows, { id: 'now', cause, after: folders[folders.length - 1] });
      },
    },
  };
}

const beginning = '1970-01-02T00:00:00.000Z';
const isUse = (type: string) => (useTypes as readonly string[]).includes(type);

// From when on an act may change what is found of its account's uses. A grant may name the unit of every use before it.
const changesUses: { readonly [T in EventName]?: (act: Known<T>) => string } = {
  AccountGranted: () => beginning,
  AccountScopeChanged: ({ data }) => data.effectiveAt,
  AccountSuspended: ({ data }) => data.effectiveAt,
  AccountReinstated: ({ data }) => data.effectiveAt,
  AccountRevoked: ({ data }) => data.effectiveAt,
  MfaEnrolled: ({ at }) => at,
  MfaRemoved: ({ at }) => at,
};

// Members in the order of their names and none absent: canonical JSON then takes a day's uses as they are.
function useOf({ type, eventId, occurredAt, source, data: given }: ViewedEvent): KeptUse {
  const data = given as Partial<DataOf<'LookupPerformed' | 'LookupResultExported' | 'SessionStarted' | 'SessionEnded'>>;
  const { accountId, system, fieldsReturned, result } = data as Partial<DataOf<'LookupPerformed'>>;
  const use: Partial<Record<keyof KeptUse, unknown>> = { accountId };
  const { adjacentId, relatedFlags, subjects } = data as Partial<DataOf<'LookupPerformed'>>;
  if (adjacentId) use.adjacentId = true;
  const { amr, channel, lastActivityAt, reason } = data as Partial<Record<keyof KeptUse, unknown>>;
  if (amr) use.amr = amr;
  use.at = occurredAt;
  if (channel !== undefined) use.channel = channel;
  const { deviceId, dossierId, ip, lookupId, officialId, petitionId, purposeCode, sessionId, unitId } = data as Partial<
    DataOf<'LookupPerformed'>
  >;
  const isSession = type === 'SessionStarted';
  if (isSession && deviceId !== undefined) use.deviceId = deviceId;
  if (dossierId !== undefined) use.dossierId = dossierId;
  if (type === 'LookupPerformed') use.explained = noStates;
  if (fieldsReturned) use.fields = fieldsReturned;
  use.found = noFindings;
  if ('function' in data) use.function = data.function;
  use.id = eventId;
  if (purposeCode?.startsWith(inspectionPurpose)) use.inspectionId = purposeCode.slice(inspectionPurpose.length);
  if (isSession && ip !== undefined) use.ip = ip;
  if (lastActivityAt !== undefined) use.lastActivityAt = lastActivityAt;
  if (lookupId !== undefined) use.lookupId = lookupId;
  if (officialId !== undefined) use.officialId = officialId;
  if (petitionId !== undefined) use.petitionId = petitionId;
  if (reason !== undefined) use.reason = reason;
  if (relatedFlags && relatedFlags.length > 0) use.relatedFlags = relatedFlags;
  if (result !== undefined && result !== 'found') use.result = result;
  if (lookupId === undefined && sessionId !== undefined) use.sessionId = sessionId;
  if (system !== undefined && source && source.system !== system) use.source = source.system;
  if (subjects) use.subjects = subjects;
  use.type = type;
  if (unitId !== undefined) use.unitId = unitId;
  return use as KeptUse;
}
const noFindings: readonly string[] = [];
const noStates: KeptUse['explained'] = [];
/** How a look-up says that it served an inspection or a test: this, then its id. */
const inspectionPurpose = 'KIEM_TRA:';

function keepUse(rows: Rows, event: ViewedEvent, judge: Judge): void {
  const use = useOf(event);
  const { accountId } = use;
  const day = localDay(use.at);
  const folder = refOf('account', accountId);
  const account: FolderRow = rows.get(folderRows, folder) ?? { folder, facts: [] };
  const { days = [], sessionDays } = account;
  const seen = use.type === 'SessionStarted' ? { sessionDays: withMember(sessionDays ?? [], day) } : { sessionDays };
  if (!days.includes(day) || seen.sessionDays !== sessionDays) {
    rows.put(folderRows, { ...account, days: withMember(days, day), ...seen });
    judge.touch(folder);
  }
  const held = rows.get(dayRows, accountId, day) ?? { accountId, day, uses: [] };
  rows.put(dayRows, { ...held, uses: inOrder(held.uses, judge.use(use, day)) });
  judge.days(accountId, day);
  judge.answerWatches(use);
}

function inOrder(uses: readonly KeptUse[], use: KeptUse): readonly KeptUse[] {
  const last = uses.at(-1);
  if (!last || last.at < use.at) return uses.concat(use); // as almost all come
  const after = uses.findLastIndex(({ at, id }) => at < use.at || (at === use.at && id < use.id));
  return [...uses.slice(0, after + 1), use, ...uses.slice(after + 1)];
}

function keepSetting(rows: Rows, event: ViewedEvent, rules: readonly Rule[]): void {
  const setting = rows.get(settingRows, 'all')?.setting ?? noSetting;
  const fact = known<keyof typeof settingOf>(event);
  rows.put(settingRows, { id: 'all', setting: withSetting(setting, fact) });
  if (saysWhatWasSo(fact, setting, rules)) return;
  rows.put(sweepRows, { id: 'now', cause: causeOf(event), after: '' });
}

// Until a first version is named the build's own judges: to name that one changes nothing.
const saysWhatWasSo = (fact: Known<keyof typeof settingOf>, { ruleActs }: Setting, rules: readonly Rule[]) =>
  fact.type === 'RuleVersionPublished' &&
  !ruleActs.some(({ data }) => data.code === fact.data.code) &&
  rules.some(({ code, version }) => code === fact.data.code && version === fact.data.version);
