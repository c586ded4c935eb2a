import type { ViewedEvent } from '@app/ledger';
import type { DataOf, EventName } from '../catalogue.js';
import { localDay } from '../time.js';
import { alongKey, isLong } from './along.js';
import { ofOneType } from './lists.js';

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

/** When the ledger learnt of a fact. Only the rule whose clock starts at detection may look at it. */
export type Recorded = Part<'Recorded', { what: string; recordedAt: string }>;
/** A critical finding, and when the ledger could first know it. */
export interface Detection {
  findingId: string;
  detectedAt: string;
  unitId?: string;
  /** The event that shows it most. */
  shownBy: string;
}

/**
 * The folders that facts are kept in, by kind: what a rule judges, or reads to judge something else. To add one: its
 * facts here, and under `filings` where they come from.
 */
export interface FolderFacts {
  account:
    | Known<
        | 'AccountGranted'
        | 'AccountScopeChanged'
        | 'AccountSuspended'
        | 'AccountReinstated'
        | 'AccountRevoked'
        | 'RevocationRequested'
        | 'PasswordRotated'
        | 'MfaEnrolled'
        | 'MfaRemoved'
        | 'CredentialCompromiseReported'
        | 'AccountSharingReported'
        | 'ReviewDecisionRecorded'
      >
    /** The account is on a list of users that was sent to the Ministry. */
    | Part<'OnUserList', { listId: string; to: string; sentAt: string }>;
  official:
    | Known<
        | 'OfficialRegistered'
        | 'HolderChanged'
        | 'ChangeNotified'
        | 'BriefingAcknowledged'
        | 'ConfidentialitySigned'
        | 'MonitoringNoticeAcknowledged'
      >
    | Part<'Holds', { accountId: string }>;
  dossier: Known<'DossierObserved' | 'DossierClosed'>;
  petition: Known<'PetitionObserved'>;
  /** `<accountId>|<lookupId>`: what was said of one look-up afterwards. */
  lookup: Known<'LookupJustified'>;
  /** `<accountId>`, `<lookupId>`: the support tickets that name it. */
  accountTickets: Known<'SupportTicketOpened'>;
  lookupTickets: Known<'SupportTicketOpened'>;
  /** `<system>|<ticketId>`: when a ticket was closed. */
  ticket: Known<'SupportTicketClosed'>;
  device:
    | Known<
        | 'DeviceRegistered'
        | 'DeviceReplaced'
        | 'DeviceDecommissioned'
        | 'DeviceScanned'
        | 'EndpointProtectionObserved'
        | 'SoftwareLicenceChecked'
      >
    /** The device was used on a local day; a day counts once. */
    | Part<'UsedOn', { day: string }>;
  /** `<local day>|<deviceId>`: the sessions begun there. */
  deviceDay: Part<'SessionStarted', { accountId: string; sessionId: string }>;
  /** `<token>`: what is known of a citizen, and who looked them up. */
  citizen:
    | Known<'ProtectedListEntryAdded' | 'ProtectedListEntryRemoved' | 'SubjectAliasLinked'>
    | Part<
        'LookedUp',
        {
          accountId: string;
          lookupId: string;
          dossierId?: string;
          petitionId?: string;
          unitId?: string;
          /** The source that reported it, where that is not the system itself. */
          source?: string;
        }
      >;
  /** `<accountId>`: sessions that ended by a time-out after being left open. */
  leftOpen: Known<'SessionEnded'>;
  /** `<accountId>`: what a system's snapshots said of the account. */
  listed: Part<
    'Listed',
    { snapshotId: string; system: string; asOf: string; enabled: boolean; functions: readonly string[] }
  >;
  /** `<system>`: its snapshots, by part. */
  system: Part<'Snapshot', { snapshotId: string; asOf: string; part: number; of: number }>;
  unit:
    | Known<
        | 'UnitRegistered'
        | 'UnitClosed'
        | 'InspectionConducted'
        | 'InspectionTeamEstablished'
        | 'ReportSubmitted'
        | 'AnnualEvaluationRecorded'
        | 'ControlAttested'
        | 'AccountInventorySubmitted'
      >
    /** An account was granted to somebody of the unit. */
    | Part<'AccountHeld', { accountId: string; grantId: string; validFrom: string }>;
  inspection: Known<'InspectionPlanned' | 'InspectionConducted'>;
  /** `<unitId>`: its appointments of those who answer for the scope of accounts. */
  focal: Known<'FocalPointAppointed'>;
  /** `<unitId>`: the accounts that were ever granted in it. */
  unitAccounts: Part<'Holds', { accountId: string }>;
  inspectionFinding: Known<'FindingRecorded' | 'FindingRemediated'>;
  incident: Known<
    | 'IncidentReported'
    | 'IncidentUpdated'
    | 'IncidentNotified'
    | 'IncidentForwarded'
    | 'BreachMinuteDrawn'
    | 'BreachNotificationFiled'
    | 'IncidentContained'
    | 'IncidentClosed'
  >;
  source:
    | Known<'SourceRegistered' | 'MaintenancePlanned' | 'SourceGapDetected'>
    /** Signs of life came on a local day, batches with numbers of a block; each counts once. */
    | Part<'HeardOn', { day: string }>
    | Part<'BlockSeen', { block: number }>;
  /** `<local day>|<sourceId>`: its signs of life. */
  sourceDay: Known<'SourceHeartbeat'>;
  /** `<block>|<sourceId>`: the batches with numbers of one block of `seqsPerBlock`. */
  sourceBlock: Known<'SourceBatchIngested'>;
  /** `<findingId>`: what people reported or decided about a finding, and whether it is being worked on. */
  case:
    | Known<
        | 'MisuseReported'
        | 'ViolationTriaged'
        | 'ViolationConfirmed'
        | 'ViolationDismissed'
        | 'ViolationReopened'
        | 'ViolationClosed'
        | 'AccountKept'
      >
    | Recorded;
  /** `<local day>|<kind>:<id>`: what somebody read of the ledger about persons. */
  readerDay: Known<'LedgerRead'>;
  /** `<findingId>|<accountId>`: a critical finding on an account, while it stands. */
  critical: Part<'CriticalFound', Detection>;
  /** `<accountId>`: when the ledger learnt of acts that stop it. */
  stops: Recorded;
  /** `<accountId>` by day, `<local day>` by account: how much was looked up, kept while a rule on trial asks for it. */
  accountVolume: Volume;
  dayVolume: Volume;
  /** `<first day>/<last day>|<unitId>`: the dossiers of a unit in a period, as its systems count them. */
  unitStatistics: Known<'DossierStatsImported'>;
  /** `<requestId>`: the look-ups that sources reported of one request. */
  request: Part<'Reported', { source: string; accountId: string }>;
}
/** How much an account looked up on a day, of what kind it was, and whether that was out of its own ordinary. */
export type Volume = Part<
  'Volume',
  { day: string; lookups: number; subjects: number; unitId?: string; peers?: string; standsOut?: true }
>;
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

/**
 * A fact for a folder. Its members stand in the order of their names, as do those of its data wherever they are made
 * here: canonical JSON takes them as they are then, and a folder is written with each fact that comes to it.
 */
export function filed<K extends FolderKind>(kind: K, id: string, fact: FolderFacts[K]): Filed {
  const { at, data, id: factId, type } = fact;
  return { folder: refOf(kind, id), fact: { at, data, id: factId, type } as FolderFacts[K] };
}

type Filing<T extends EventName> = (fact: Known<T>, event: ViewedEvent) => readonly Filed[];
const ofAccount = (fact: Exclude<FolderFacts['account'], { type: 'OnUserList' }>) => [
  filed('account', fact.data.accountId, fact),
];
const ofOfficial = (fact: Exclude<FolderFacts['official'], { type: 'Holds' }>) => [
  filed('official', fact.data.officialId, fact),
];
const ofDossier = (fact: FolderFacts['dossier']) => [filed('dossier', fact.data.dossierId, fact)];
const ofDevice = (fact: Exclude<FolderFacts['device'], { type: 'UsedOn' }>) => [
  filed('device', fact.data.deviceId, fact),
];
const ofUnit = (fact: Exclude<FolderFacts['unit'], { type: 'AccountHeld' }>) => [filed('unit', fact.data.unitId, fact)];
const ofInspection = (fact: FolderFacts['inspection']) => [filed('inspection', fact.data.inspectionId, fact)];
const ofIncident = (fact: FolderFacts['incident']) => [filed('incident', fact.data.incidentId, fact)];
const ofSource = (fact: Exclude<FolderFacts['source'], { type: 'HeardOn' | 'BlockSeen' }>) => [
  filed('source', fact.data.sourceId, fact),
];
const onList = (fact: Known<'ProtectedListEntryAdded' | 'ProtectedListEntryRemoved'>) => [
  filed('citizen', fact.data.subjectToken, fact),
];
const quiet = ({ folder, fact }: Filed): Filed => ({ folder, fact, quiet: true });

/** Which folders each type of event goes to. Looks at the event alone, so that any order of arrival fills them alike. */
export const filings: { readonly [T in EventName]?: Filing<T> } = {
  AccountGranted: (fact) => [
    ...ofAccount(fact),
    filed('official', fact.data.officialId, holds(fact.data.accountId)),
    filed('unit', fact.data.unitId, held(fact)),
    filed('unitAccounts', fact.data.unitId, holds(fact.data.accountId)),
  ],
  AccountScopeChanged: ofAccount,
  AccountSuspended: stops,
  AccountReinstated: ofAccount,
  AccountRevoked: stops,
  RevocationRequested: ofAccount,
  PasswordRotated: ofAccount,
  MfaEnrolled: ofAccount,
  MfaRemoved: ofAccount,
  CredentialCompromiseReported: ofAccount,
  AccountSharingReported: ofAccount,
  ReviewDecisionRecorded: ofAccount,
  UserListSubmitted: ({ id, data: { accountIds, listId, to, sentAt } }) =>
    accountIds.map((accountId) =>
      filed('account', accountId, { id, type: 'OnUserList', at: sentAt, data: { listId, sentAt, to } }),
    ),
  OfficialRegistered: ofOfficial,
  HolderChanged: ofOfficial,
  ChangeNotified: ofOfficial,
  BriefingAcknowledged: ofOfficial,
  ConfidentialitySigned: ofOfficial,
  MonitoringNoticeAcknowledged: ofOfficial,
  DossierObserved: ofDossier,
  DossierClosed: ofDossier,
  PetitionObserved: (fact) => [filed('petition', fact.data.petitionId, fact)],
  LookupJustified: (fact) => [filed('lookup', `${fact.data.accountId}|${fact.data.lookupId}`, fact)],
  LookupPerformed: lookedUp,
  SupportTicketOpened: (fact) => [
    ...(fact.data.accountId === undefined ? [] : [filed('accountTickets', fact.data.accountId, fact)]),
    ...(fact.data.lookupIds ?? []).map((lookupId) => filed('lookupTickets', lookupId, fact)),
  ],
  SupportTicketClosed: (fact) => [filed('ticket', `${fact.data.system}|${fact.data.ticketId}`, fact)],
  DeviceRegistered: ofDevice,
  DeviceReplaced: (fact) => [...ofDevice(fact), filed('device', fact.data.oldDeviceId, fact)],
  DeviceDecommissioned: ofDevice,
  DeviceScanned: ofDevice,
  // These come every day: who reads where a device stands and whether it was scanned is not judged again for them.
  EndpointProtectionObserved: (fact) => ofDevice(fact).map(quiet),
  SoftwareLicenceChecked: (fact) => ofDevice(fact).map(quiet),
  SessionStarted: sessionOn,
  SessionEnded: (fact) =>
    leftOpenMs(fact) >= leftOpenLeastMs ? [filed('leftOpen', fact.data.accountId, fact)] : nowhere,
  ProtectedListEntryAdded: onList,
  ProtectedListEntryRemoved: onList,
  SubjectAliasLinked: (fact) => [
    filed('citizen', fact.data.tokenOld, fact),
    filed('citizen', fact.data.tokenNew, fact),
  ],
  SystemSnapshotImported: snapshotParts,
  UnitRegistered: ofUnit,
  UnitClosed: ofUnit,
  InspectionPlanned: ofInspection,
  InspectionConducted: (fact) => [...ofUnit(fact), ...ofInspection(fact)],
  InspectionTeamEstablished: ofUnit,
  ReportSubmitted: ofUnit,
  AnnualEvaluationRecorded: ofUnit,
  ControlAttested: ofUnit,
  FocalPointAppointed: (fact) => [filed('focal', fact.data.unitId, fact)],
  AccountInventorySubmitted: ofUnit,
  DossierStatsImported: (fact) => {
    const { unitId, period } = fact.data;
    return [filed('unitStatistics', `${period.from}/${period.to}|${unitId}`, fact)];
  },
  MisuseReported: (fact) => [filed('case', fact.data.findingId, fact)],
  ViolationTriaged: (fact) => [filed('case', fact.data.findingId, fact)],
  ViolationClosed: (fact) => [filed('case', fact.data.findingId, fact)],
  ViolationConfirmed: ofCase,
  ViolationDismissed: ofCase,
  ViolationReopened: ofCase,
  AccountKept: ofCase,
  LedgerRead: (fact) => {
    const { kind, id } = fact.data.reader;
    return [filed('readerDay', `${localDay(fact.at)}|${kind}:${id}`, fact)];
  },
  FindingRecorded: (fact) => [filed('inspectionFinding', fact.data.inspectionFindingId, fact)],
  FindingRemediated: (fact) => [filed('inspectionFinding', fact.data.inspectionFindingId, fact)],
  IncidentReported: ofIncident,
  IncidentUpdated: ofIncident,
  IncidentNotified: ofIncident,
  IncidentForwarded: ofIncident,
  BreachMinuteDrawn: ofIncident,
  BreachNotificationFiled: ofIncident,
  IncidentContained: ofIncident,
  IncidentClosed: ofIncident,
  SourceRegistered: ofSource,
  MaintenancePlanned: ofSource,
  SourceGapDetected: ofSource,
  SourceHeartbeat: (fact) => [
    filed('source', fact.data.sourceId, {
      id: localDay(fact.at),
      type: 'HeardOn',
      at: '',
      data: { day: localDay(fact.at) },
    }),
    filed('sourceDay', `${localDay(fact.at)}|${fact.data.sourceId}`, fact),
  ],
  SourceBatchIngested: (fact) =>
    blocksOf(fact.data).flatMap((block) => [
      filed('source', fact.data.sourceId, { id: `block ${block}`, type: 'BlockSeen', at: '', data: { block } }),
      filed('sourceBlock', `${block}|${fact.data.sourceId}`, fact),
    ]),
};

const nowhere: readonly Filed[] = [];

const recorded = ({ id, at, type }: Known, { logTime }: ViewedEvent): Recorded => ({
  id: `recorded ${id}`,
  type: 'Recorded',
  at,
  data: { recordedAt: logTime, what: type },
});
function stops(fact: Known<'AccountSuspended' | 'AccountRevoked'>, event: ViewedEvent): readonly Filed[] {
  return [...ofAccount(fact), filed('stops', fact.data.accountId, recorded(fact, event))];
}
function ofCase(fact: Exclude<FolderFacts['case'], Recorded>, event: ViewedEvent): readonly Filed[] {
  return [filed('case', fact.data.findingId, fact), filed('case', fact.data.findingId, recorded(fact, event))];
}
const holds = (accountId: string) => ({ id: accountId, type: 'Holds', at: '', data: { accountId } }) as const;

const held = ({ id, at, data: { accountId, grantId, validFrom } }: Known<'AccountGranted'>) =>
  ({ id, type: 'AccountHeld', at, data: { accountId, grantId, validFrom } }) as const;

/** How many numbers of a source lie in one folder of its batches. */
const seqsPerBlock = 10_000;
/** The most blocks that one batch is filed in: larger ones are not what sources send. */
const mostBlocks = 100;
/** The block that a number lies in. */
export const blockOf = (seq: number) => Math.floor(seq / seqsPerBlock);
function blocksOf({ fromSeq, toSeq }: { fromSeq: number; toSeq: number }): number[] {
  const first = blockOf(fromSeq);
  const count = Math.min(Math.max(blockOf(toSeq) - first + 1, 1), mostBlocks);
  return Array.from({ length: count }, (_, i) => first + i);
}

function lookedUp({ id, at, data }: Known<'LookupPerformed'>, { requestId, source }: ViewedEvent): readonly Filed[] {
  const { accountId, lookupId, dossierId, petitionId, unitId, system } = data;
  const other = source && source.system !== system ? source.system : undefined;
  const named = defined({ accountId, dossierId, lookupId, petitionId, source: other, unitId });
  const looked = { id, type: 'LookedUp', at, data: named } as const;
  const filedUnder = data.subjects.map((token) => quiet(filed('citizen', token, looked)));
  if (requestId === undefined || !source) return filedUnder;
  const reported = { id, type: 'Reported', at, data: { accountId, source: source.system } } as const;
  return [...filedUnder, filed('request', requestId, reported)];
}

function sessionOn({ id, at, data }: Known<'SessionStarted'>): readonly Filed[] {
  const { accountId, deviceId, sessionId } = data;
  if (deviceId === undefined) return nowhere;
  const day = localDay(at);
  return [
    quiet(filed('device', deviceId, { id: day, type: 'UsedOn', at: '', data: { day } })),
    filed('deviceDay', `${day}|${deviceId}`, { id, type: 'SessionStarted', at, data: { accountId, sessionId } }),
  ];
}

function snapshotParts({ id, data }: Known<'SystemSnapshotImported'>): readonly Filed[] {
  const { system, snapshotId, asOf, part, of, accounts } = data;
  return [
    filed('system', system, { id, type: 'Snapshot', at: asOf, data: { asOf, of, part, snapshotId } }),
    ...accounts.map(({ username, enabled, functions }) =>
      filed('listed', `${system}:${username.normalize('NFC').toLowerCase()}`, {
        ...{ id, type: 'Listed', at: asOf },
        data: { asOf, enabled, functions, snapshotId, system },
      }),
    ),
  ];
}

/** A session counts as left open when it timed out this long after its last activity, in ms. */
export const leftOpenLeastMs = 15 * 60_000;
/** How long a session had been left alone when it timed out; 0 for any other end, and where it is not known. */
export function leftOpenMs({ at, data: { reason, lastActivityAt } }: Known<'SessionEnded'>): number {
  return reason === 'timeout' && lastActivityAt !== undefined ? Date.parse(at) - Date.parse(lastActivityAt) : 0;
}

/** The fields that are there, in their order. */
export function defined<T extends object>(fields: T): T {
  const kept: Partial<T> = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name];
  return kept as T;
}

/** The folder of a critical finding on an account, and the account that such a folder is about. */
export const detectionOf = (findingId: string, accountId: string) => `${findingId}|${accountId}`;
export const accountDetected = (id: string) => behindBar(id);
const behindBar = (id: string) => id.slice(id.indexOf('|') + 1);

/** The day and the device of a `deviceDay` folder. */
export const dayOfDevice = (id: string) => ({ day: id.slice(0, 10), deviceId: id.slice(11) });

/** A folder's name. The latest one of each kind is kept: one event asks for it many times, and rows are found by it. */
export function refOf(kind: FolderKind, id: string): FolderRef {
  const latest = latestRefs.get(kind);
  if (latest?.id === id) return latest.ref;
  const ref: FolderRef = `${kind}:${id}`;
  latestRefs.set(kind, { id, ref });
  return ref;
}
const latestRefs = new Map<FolderKind, { id: string; ref: FolderRef }>();

/** Splits a folder's name into its kind and what it is about. */
export function refParts(ref: FolderRef): { kind: FolderKind; id: string } {
  const colon = ref.indexOf(':');
  return { kind: ref.slice(0, colon) as FolderKind, id: ref.slice(colon + 1) };
}

/** The thing in the world that a folder is about: a source's day is about the source, a listing about the account. */
export function aboutOf(ref: FolderRef): string {
  const { kind, id } = refParts(ref);
  const part = partOf[kind];
  return part === undefined ? ref : `${part}:${behindBar(id)}`;
}
const partOf: { readonly [K in FolderKind]?: FolderKind | 'reader' } = {
  critical: 'account',
  deviceDay: 'device',
  leftOpen: 'account',
  listed: 'account',
  readerDay: 'reader',
  sourceBlock: 'source',
  sourceDay: 'source',
  unitStatistics: 'unit',
};

/** The facts of one type. */
export function ofType<F extends { type: string }, T extends F['type']>(
  facts: readonly F[],
  type: T,
): readonly Extract<F, { type: T }>[] {
  return ofOneType(facts, type) as readonly Extract<F, { type: T }>[];
}

const byId = alongKey<{ id: string }>(({ id }) => id);
/** The fact of a list that has an id. */
export function withId<F extends { id: string }>(list: readonly F[], id: string): F | undefined {
  return isLong(list) ? (byId(list, id).at(0) as F | undefined) : list.find((fact) => fact.id === id);
}

/** A list of facts in the order of occurrence, then of ids, with one more; of two with one id the new one stays. */
export function withFact<F extends { id: string; at: string }>(list: readonly F[], fact: F): readonly F[] {
  const others = withId(list, fact.id) ? list.filter(({ id }) => id !== fact.id) : list;
  const after = others.findLastIndex(({ at, id }) => at < fact.at || (at === fact.at && id < fact.id));
  return [...others.slice(0, after + 1), fact, ...others.slice(after + 1)];
}
