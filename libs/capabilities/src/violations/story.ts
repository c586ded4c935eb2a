import type { ExampleFact } from './rule.js';

// Short ways to write the facts of an example: one account, one official, one unit unless said otherwise.

/** The account of an example, held by official `O-1` of unit `U-1`. */
export const account = 'TTHC:an';
const accountOf = ({ accountId }: Record<string, unknown>) => (typeof accountId === 'string' ? accountId : account);

const fact =
  (type: string, defaults: (at: string, data: Record<string, unknown>) => Record<string, unknown>) =>
  (at: string, data: Record<string, unknown> = {}): ExampleFact => ({
    type,
    at,
    data: { ...defaults(at, data), ...data },
  });

export const granted = fact('AccountGranted', (at, data) => {
  const accountId = accountOf(data);
  return {
    accountId,
    grantId: `grant-${accountId}`,
    username: accountId.slice(accountId.indexOf(':') + 1),
    officialId: 'O-1',
    system: accountId.slice(0, accountId.indexOf(':')),
    unitId: 'U-1',
    accountClass: 'ONE_STOP',
    roleClass: 'RECEPTION',
    holderType: 'CC',
    functions: ['KIEM_TRA_TTCD'],
    fields: ['hoTen', 'ngaySinh'],
    validFrom: at,
  };
});
const ofGrant = (_: string, data: Record<string, unknown>) => ({
  accountId: account,
  grantId: `grant-${accountOf(data)}`,
});
export const scopeChanged = fact('AccountScopeChanged', (at, data) => ({
  ...ofGrant(at, data),
  functions: ['KIEM_TRA_TTCD'],
  fields: ['hoTen', 'ngaySinh'],
  effectiveAt: at,
  reason: 'đổi nhiệm vụ',
  approvedBy: 'O-9',
}));
export const suspended = fact('AccountSuspended', (at, data) => ({
  ...ofGrant(at, data),
  cause: 'absence',
  effectiveAt: at,
  by: 'O-9',
}));
export const reinstated = fact('AccountReinstated', (at, data) => ({
  ...ofGrant(at, data),
  effectiveAt: at,
  by: 'O-8',
  reason: 'trở lại làm việc',
}));
export const revoked = fact('AccountRevoked', (at, data) => ({
  ...ofGrant(at, data),
  cause: 'dutyEnd',
  effectiveAt: at,
}));
export const rotated = fact('PasswordRotated', (at) => ({
  accountId: account,
  rotatedAt: at,
  trigger: 'user',
  credentialKind: 'password',
}));
export const changed = fact('HolderChanged', (at) => ({
  changeId: `change ${at}`,
  officialId: 'O-1',
  kind: 'left',
  effectiveAt: at,
}));
/** `of` is the local time of the change that is told of. */
export const notified = (at: string, of: string, data: Record<string, unknown> = {}): ExampleFact => ({
  type: 'ChangeNotified',
  at,
  data: { changeId: `change ${of}`, officialId: 'O-1', to: 'SO-TTTT', channel: 'zalo', sentAt: at, ...data },
});
export const registered = fact('OfficialRegistered', () => ({
  officialId: 'O-1',
  displayName: 'Nguyễn Văn An',
  holderType: 'CC',
  unitId: 'U-1',
  duty: 'tiếp nhận hồ sơ',
}));
export const briefed = fact('BriefingAcknowledged', (at) => ({
  officialId: 'O-1',
  directiveId: 'CV-1',
  at,
  method: 'paper',
}));
export const committed = fact('ConfidentialitySigned', (at) => ({ officialId: 'O-1', at, method: 'paper' }));
export const compromised = fact('CredentialCompromiseReported', (at) => ({
  accountId: account,
  origin: 'feed',
  detectedAt: at,
}));
export const dossier = fact('DossierObserved', (at) => ({
  system: 'TTHC',
  dossierId: 'D-1',
  procedureCode: '1.001',
  parties: [],
  handlingUnits: ['U-1'],
  assignees: ['O-1'],
  receivedAt: at,
}));
export const petition = fact('PetitionObserved', (at) => ({
  system: 'KNTC',
  petitionId: 'P-1',
  parties: [],
  assignees: ['O-1'],
  receivedAt: at,
}));
export const lookup = fact('LookupPerformed', (at) => ({
  lookupId: `L ${at}`,
  accountId: account,
  system: 'TTHC',
  function: 'KIEM_TRA_TTCD',
  dossierId: 'D-1',
  subjects: [],
  fieldsReturned: ['hoTen'],
  result: 'found',
  resultCount: 1,
}));
export const denied = fact('LookupDenied', (at) => ({
  lookupId: `L ${at}`,
  accountId: account,
  system: 'TTHC',
  function: 'KIEM_TRA_TTCD',
  dossierId: 'D-1',
  subjects: [],
  denyReason: 'forbidden',
}));
/** `of` is the local time of the look-up that is justified. */
export const justified = (at: string, of: string, data: Record<string, unknown> = {}): ExampleFact => ({
  type: 'LookupJustified',
  at,
  data: { lookupId: `L ${of}`, accountId: account, by: 'O-1', role: 'official', dossierId: 'D-1', ...data },
});
export const session = fact('SessionStarted', (at) => ({ sessionId: `S ${at}`, accountId: account, amr: ['pwd'] }));
/** `of` is the local time at which the session began. */
export const sessionEnded = (at: string, of: string, data: Record<string, unknown> = {}): ExampleFact => ({
  type: 'SessionEnded',
  at,
  data: { sessionId: `S ${of}`, accountId: account, reason: 'logout', ...data },
});
export const enrolled = fact('MfaEnrolled', () => ({ accountId: account, factorType: 'otp' }));
export const unenrolled = fact('MfaRemoved', () => ({ accountId: account, factorType: 'otp' }));
/** The parameters of a profile that asks for a second factor from a day on, YYYYMMDD. */
export const mfaFrom = (value: number) => ({ mfaFrom: { value, assumed: true } });
const placed = (at: string, { deviceId = 'PC-1' }: Record<string, unknown>) => ({
  deviceId: 'PC-1',
  unitId: 'U-1',
  serialHash: `serial of ${String(deviceId)} ${at}`,
});
export const deviceRegistered = fact('DeviceRegistered', placed);
/** `PC-1` takes the place of `PC-0`, unless said otherwise. */
export const deviceReplaced = fact('DeviceReplaced', (at, data) => ({ ...placed(at, data), oldDeviceId: 'PC-0' }));
export const decommissioned = fact('DeviceDecommissioned', () => ({ deviceId: 'PC-1', reason: 'unused' }));
export const scanned = fact('DeviceScanned', (at) => ({
  deviceId: 'PC-1',
  by: 'CA-1',
  result: 'pass',
  findings: [],
  reportHash: `report ${at}`,
}));
export const protection = fact('EndpointProtectionObserved', (at) => ({
  deviceId: 'PC-1',
  product: 'EDR',
  status: 'on',
  at,
}));
export const licence = fact('SoftwareLicenceChecked', (at) => ({
  deviceId: 'PC-1',
  product: 'Windows',
  status: 'valid',
  at,
}));
export const statistics = fact('DossierStatsImported', () => ({
  system: 'TTHC',
  unitId: 'U-1',
  procedureCode: '1.001',
  period: { from: '2025-03-03', to: '2025-03-04' },
  received: 1,
  resolved: 0,
}));
/** One more fact every so many seconds from a local time on: `make` is given its time and number. */
export function many(
  count: number,
  { from, every }: { from: string; every: number },
  make: (at: string, number: number) => ExampleFact,
): ExampleFact[] {
  return Array.from({ length: count }, (_, i) => make(moved(from, i * every), i));
}
/** So many citizens. */
export const citizens = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);
/** A local time so many seconds later. */
function moved(at: string, seconds: number): string {
  const there = new Date(Date.parse(`${at.replace(' ', 'T')}Z`) + seconds * 1000).toISOString();
  return `${there.slice(0, 10)} ${there.slice(11, 23)}`;
}
/** A session that timed out so many seconds after its last activity. */
export const timedOut = (at: string, idle: number, data: Record<string, unknown> = {}): ExampleFact =>
  sessionEnded(at, at, { reason: 'timeout', lastActivityAt: moved(at, -idle), ...data });
export const regulation = fact('RegulationIssued', (at) => ({
  regulationId: `Q ${at}`,
  number: '12/QĐ-UBND',
  unitScope: ['U-1'],
  effectiveFrom: at,
  roleCatalogue: [],
}));
export const reorganised = fact('UnitReorganised', (at) => ({
  reorganisationId: `R ${at}`,
  from: ['U-1'],
  to: ['U-2'],
  effectiveAt: at,
  decisionNo: '7/NQ',
}));
export const closed = fact('DossierClosed', (at) => ({ system: 'TTHC', dossierId: 'D-1', closedAt: at }));
export const exported = fact('LookupResultExported', (at) => ({
  lookupId: `L ${at}`,
  accountId: account,
  channel: 'print',
  dossierId: 'D-1',
}));
/** A ticket for the account of the example; `accountId: undefined` and `lookupIds` for certain look-ups. */
export const ticket = fact('SupportTicketOpened', (at) => ({
  system: 'HELPDESK',
  ticketId: 'T-1',
  accountId: account,
  openedAt: at,
  assignees: ['O-1'],
}));
export const ticketClosed = fact('SupportTicketClosed', (at) => ({
  system: 'HELPDESK',
  ticketId: 'T-1',
  closedAt: at,
}));
export const official = fact('OfficialRegistered', () => ({
  officialId: 'O-1',
  displayName: 'Nguyễn Văn An',
  holderType: 'CC',
  unitId: 'U-1',
  duty: 'Tiếp nhận hồ sơ',
  citizenToken: 'an',
}));
export const aliased = fact('SubjectAliasLinked', () => ({ tokenOld: 'cu', tokenNew: 'moi', reason: 'cmndToCccd' }));
export const protectedFrom = fact('ProtectedListEntryAdded', (at) => ({
  entryId: 'PL-1',
  subjectToken: 'binh',
  category: 'complainant',
  basis: 'Luật Tố cáo',
  validFrom: at,
  validTo: '2026-01-01 00:00',
  by: 'O-8',
  by2: 'O-9',
}));
export const unprotected = fact('ProtectedListEntryRemoved', (at) => ({
  entryId: 'PL-1',
  subjectToken: 'binh',
  effectiveAt: at,
  reason: 'hết căn cứ',
  by: 'O-8',
  by2: 'O-9',
}));

export const profile = fact('PolicyProfileSet', (at) => ({
  profileId: `profile ${at}`,
  title: 'Quy định',
  unitScope: ['U-1'],
  effectiveFrom: at,
  clauses: [],
  params: {},
  otherRules: 'assumed',
}));
export const calendar = fact('CalendarPublished', (at) => ({
  version: `vn-${at.slice(0, 4)}`,
  year: Number(at.slice(0, 4)),
  effectiveFrom: at,
  holidays: [],
  workdays: [],
}));
export const inspected = fact('InspectionConducted', (at) => ({
  inspectionId: `inspection ${at}`,
  kind: 'unit-check',
  unitId: 'U-1',
  team: [{ officialId: 'O-9', unitId: 'U-9' }],
  period: { from: at.slice(0, 10), to: at.slice(0, 10) },
  conductedAt: at,
  accountsChecked: [],
  minutesHash: '0'.repeat(64),
}));
export const unitClosed = fact('UnitClosed', (at) => ({ unitId: 'U-1', effectiveAt: at }));
export const inspectionFinding = fact('FindingRecorded', () => ({
  inspectionFindingId: 'F-1',
  inspectionId: 'KT-1',
  findingNo: '1',
  unitId: 'U-1',
  text: 'chưa có sổ theo dõi',
  dueAt: '2025-03-31 17:00',
}));
export const remediated = fact('FindingRemediated', (at) => ({
  inspectionFindingId: 'F-1',
  inspectionId: 'KT-1',
  evidenceHash: '0'.repeat(64),
  at,
}));
export const unit = fact('UnitRegistered', (at) => ({
  unitId: 'U-1',
  name: 'Phường 1',
  kind: 'commune',
  validFrom: at,
}));
/** A report that unit `U-1` owes to the city. */
export const owed = (every: string, data: Record<string, unknown> = {}) => ({
  ...{ kind: 'MONTHLY_USAGE', unitId: 'U-1', to: 'UBND', every, clause: 'R39' },
  ...data,
});
/** Handed in by `U-1` for the days `from` to `to`. */
export const reported = (at: string, from: string, to: string, data: Record<string, unknown> = {}): ExampleFact => ({
  type: 'ReportSubmitted',
  at,
  data: {
    reportId: `report ${at}`,
    kind: 'MONTHLY_USAGE',
    unitId: 'U-1',
    period: { from, to },
    from: 'U-1',
    to: 'UBND',
    submittedAt: at,
    fileHash: '0'.repeat(64),
    figuresAsOf: at,
    ...data,
  },
});
export const evaluated = fact('AnnualEvaluationRecorded', (at) => ({
  unitId: 'U-1',
  year: 2025,
  rating: 'tốt',
  by: 'O-9',
  docHash: '0'.repeat(64),
  figuresAsOf: at,
  evaluatedAt: at,
}));
export const attested = fact('ControlAttested', (at) => ({
  control: 'R90',
  unitId: 'U-1',
  by: 'O-9',
  docHash: '0'.repeat(64),
  at,
  validUntil: '2025-12-31 23:59',
}));
/** Incident `S-1` at unit `U-1`, reported as it was detected. */
export const incident = fact('IncidentReported', (at) => ({
  incidentId: 'S-1',
  kind: 'disclosure',
  detectedAt: at,
  detectedBy: 'O-1',
  unitId: 'U-1',
  severity: 'medium',
  dataTypes: ['hoTen'],
  personalDataBreach: false,
}));
export const incidentTold = fact('IncidentNotified', (at) => ({
  incidentId: 'S-1',
  to: 'CATP',
  stage: 'first',
  channel: 'phone',
  sentAt: at,
}));
export const incidentUpdated = fact('IncidentUpdated', (at) => ({
  incidentId: 'S-1',
  measures: 'khóa tài khoản',
  updatedAt: at,
}));
export const incidentClosed = fact('IncidentClosed', () => ({
  incidentId: 'S-1',
  cause: 'lộ mật khẩu',
  scope: '1 công dân',
  reportDocNo: '9/BC',
}));
export const breachMinuted = fact('BreachMinuteDrawn', (at) => ({
  incidentId: 'S-1',
  minuteNo: '1/BB',
  signedBy: ['O-9'],
  hash: '0'.repeat(64),
  drawnAt: at,
}));
export const breachFiled = fact('BreachNotificationFiled', (at) => ({
  incidentId: 'S-1',
  form: 'Mẫu số 08',
  to: 'A05',
  filedAt: at,
  receiptNo: '1',
  hash: '0'.repeat(64),
}));
export const focal = fact('FocalPointAppointed', (at) => ({
  focalId: `focal ${at}`,
  unitId: 'U-1',
  officialId: 'O-9',
  decisionNo: '3/QĐ-UBND',
  validFrom: at,
}));
export const listed = fact('UserListSubmitted', (at) => ({
  listId: `list ${at}`,
  to: 'C06',
  sentAt: at,
  asOf: at,
  count: 1,
  accountIds: [account],
  part: 1,
  of: 1,
}));
export const directive = fact('DirectiveRegistered', (at) => ({
  directiveId: 'CV-1',
  date: at.slice(0, 10),
  issuer: 'UBND tỉnh',
  title: 'công văn',
  clauseMap: [],
}));
export const sent = fact('DirectiveDistributed', (at) => ({ directiveId: 'CV-1', units: ['U-1'], at }));
/** Source `TTHC`, expected to show every half an hour that it lives. */
export const source = fact('SourceRegistered', (at) => ({
  sourceId: 'TTHC',
  kind: 'TTHC',
  role: 'primary',
  heartbeatMinutes: 30,
  validFrom: at,
}));
export const heartbeat = fact('SourceHeartbeat', (at) => ({ sourceId: 'TTHC', at }));
export const maintenance = fact('MaintenancePlanned', (at) => ({
  maintenanceId: `maintenance ${at}`,
  sourceId: 'TTHC',
  from: at,
  to: at,
  reason: 'nâng cấp',
  by: 'O-9',
}));
export const gapSeen = fact('SourceGapDetected', (at) => ({ sourceId: 'TTHC', fromSeq: 1, toSeq: 2, detectedAt: at }));
export const batch = (at: string, fromSeq: number, toSeq: number): ExampleFact => ({
  type: 'SourceBatchIngested',
  at,
  data: { sourceId: 'TTHC', fromSeq, toSeq, count: toSeq - fromSeq + 1, lagMs: 0 },
});
/** A look-up as one of the logs of its request reports it. */
export const ofRequest = (requestId: string, reportedBy: string, look: ExampleFact): ExampleFact => ({
  ...look,
  requestId,
  source: reportedBy,
});
const ofFinding = (at: string) => ({
  ...{ findingId: 'finding-1', ruleCode: 'V-05', severity: 'high', since: at, detectedAt: at },
  ...{ accountId: account, decidedBy: 'O-9' },
});
export const confirmed = fact('ViolationConfirmed', (at) => ({
  ...ofFinding(at),
  reasonCode: 'misuse',
  mustSuspend: true,
}));
export const dismissed = fact('ViolationDismissed', (at) => ({ ...ofFinding(at), reasonCode: 'benign-expected' }));
export const kept = fact('AccountKept', (at) => ({ ...ofFinding(at), reason: 'lỗi nhỏ' }));
export const reopened = fact('ViolationReopened', (at) => ({ ...ofFinding(at), reason: 'có chứng cứ mới' }));
/** Somebody says that the account is misused by its holder. */
export const misuse = fact('MisuseReported', (at) => ({
  ...{ findingId: 'finding-9', ruleCode: 'MISUSE', severity: 'high', since: at, detectedAt: at, at },
  ...{ accountId: account, officialId: 'O-1', basis: 'tra cứu hộ', reporterSealed: 'seal:2f6c1d0b9a7e4835' },
}));
/** The case of `finding-1` is given to somebody. */
export const triaged = fact('ViolationTriaged', (at) => ({ ...ofFinding(at), assignee: 'O-9', reason: 'cần làm rõ' }));
export const caseClosed = fact('ViolationClosed', (at) => ({
  ...ofFinding(at),
  ...{ summary: 'đã xử lý', decisionNo: '4/QĐ', signedBy: 'O-9' },
}));
/** Inspector `TT-1` reads the history of the account. */
export const ledgerRead = fact('LedgerRead', () => ({
  reader: { kind: 'inspector', id: 'TT-1' },
  query: 'GET /v1/accounts/{accountId}/history',
  about: { accountId: account },
  rows: 1,
}));
export const inspectionPlanned = fact('InspectionPlanned', () => ({
  inspectionId: 'I-1',
  kind: 'surprise',
  unitId: 'U-1',
  planned: { from: '2025-03-04', to: '2025-03-05' },
}));
/** A snapshot of `TTHC` in one part: the usernames of the accounts that are enabled there. */
export const snapshot = (at: string, usernames: readonly string[], data: Record<string, unknown> = {}): ExampleFact =>
  fact('SystemSnapshotImported', () => ({
    snapshotId: `snapshot ${at}`,
    system: 'TTHC',
    asOf: at,
    accounts: usernames.map((username) => ({ username, enabled: true, functions: ['KIEM_TRA_TTCD'] })),
    part: 1,
    of: 1,
  }))(at, data);
export const inventory = fact('AccountInventorySubmitted', (at) => ({
  inventoryId: `inventory ${at}`,
  unitId: 'U-1',
  asOf: at,
  counts: [{ accountClass: 'ONE_STOP', status: 'active', count: 1 }],
  by: 'O-9',
}));
