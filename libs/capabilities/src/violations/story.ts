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
  title: 'Quy định của đơn vị',
  unitScope: ['U-1'],
  effectiveFrom: at,
  clauses: [],
  params: {},
  otherRules: 'assumed',
}));
export const calendar = fact('CalendarPublished', (at) => ({
  version: 'vn-2025.1',
  year: 2025,
  effectiveFrom: at,
  holidays: [],
  workdays: [],
}));
export const inspectionPlanned = fact('InspectionPlanned', () => ({
  inspectionId: 'I-1',
  kind: 'surprise',
  unitId: 'U-1',
  planned: { from: '2025-03-04', to: '2025-03-05' },
}));
export const inspected = fact('InspectionConducted', (at) => ({
  inspectionId: 'I-1',
  kind: 'surprise',
  unitId: 'U-1',
  team: [{ officialId: 'O-9', unitId: 'U-9' }],
  period: { from: '2025-02-01', to: '2025-02-28' },
  conductedAt: at,
  accountsChecked: [account],
  minutesHash: 'ab'.repeat(32),
}));
