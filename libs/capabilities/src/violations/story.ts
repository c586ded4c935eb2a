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
/** `of` is the local time at which the session began. */
export const sessionEnded = (at: string, of: string, data: Record<string, unknown> = {}): ExampleFact => ({
  type: 'SessionEnded',
  at,
  data: { sessionId: `S ${of}`, accountId: account, reason: 'logout', ...data },
});
export const enrolled = fact('MfaEnrolled', () => ({ accountId: account, factorType: 'otp' }));
export const unenrolled = fact('MfaRemoved', () => ({ accountId: account, factorType: 'otp' }));
/** A profile of every clause that binds unit `U-1`. */
export const profile = fact('PolicyProfileSet', (at) => ({
  profileId: `P ${at}`,
  title: 'Quy định',
  unitScope: ['U-1'],
  effectiveFrom: at,
  clauses: [],
  params: {},
  otherRules: 'assumed',
}));
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
