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
export const notified = fact('IncidentNotified', (at) => ({
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
