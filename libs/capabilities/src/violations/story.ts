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
  profileId: 'P',
  title: 'quy định',
  unitScope: ['U-1'],
  effectiveFrom: at,
  clauses: [],
  params: {},
  otherRules: 'assumed',
}));
export const unit = fact('UnitRegistered', (at) => ({ unitId: 'U-1', name: 'Phường', kind: 'commune', validFrom: at }));
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
export const source = fact('SourceRegistered', (at) => ({
  sourceId: 'TTHC',
  kind: 'TTHC',
  role: 'primary',
  validFrom: at,
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
