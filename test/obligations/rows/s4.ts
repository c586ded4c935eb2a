import type { Rows } from '../row.js';
import { lookupByTechnician, lookupsBesideDossier } from './journeys.js';

/** Hà Đông 2022, and what closes three of the directives. */
export const rowsOfS4: Rows = {
  R85: {
    kinds: ['S'],
    events: ['LookupPerformed'],
    rules: ['V-01', 'V-31'],
    tried: (my) => [
      my.granted(),
      my.lookup(my.at('09:00'), { dossierId: undefined }),
      my.finds('V-01', { accountId: my.account }, { asOf: my.at('09:00', 9) }),
    ],
  },
  R86: {
    kinds: ['H'],
    events: ['ControlAttested'],
    rules: ['V-38'],
    tried: (my) => [
      my.granted(),
      my.lacks('V-38', my.at('09:00', 120)),
      my.attested('R86'),
      my.owes('V-38', 'attestation', 'done', my.at('09:00', 3)),
      my.told('unit', 'ControlAttested', { control: 'R86' }),
    ],
  },
  R87: {
    kinds: ['A', 'S'],
    events: ['LookupPerformed'],
    rules: ['V-04', 'V-05', 'V-06'],
    tried: (my) => [
      my.granted(),
      my.dossier(),
      my.lookup(my.at('09:00'), { function: 'LAY_TTCD' }),
      my.finds('V-05', { accountId: my.account }),
      ...lookupsBesideDossier(my, ['V-04']),
      ...lookupByTechnician(my),
    ],
  },
  R88: {
    kinds: ['S', 'A'],
    events: ['LookupPerformed', 'LookupDenied', 'IncidentReported'],
    rules: ['V-01', 'V-05', 'V-11', 'V-17'],
    tried: (my) => [
      my.granted(),
      my.lookup(my.at('09:00'), { function: 'LAY_TTCD' }),
      my.denied(my.at('09:01'), { function: 'LAY_TTCD' }),
      my.finds('V-05', { accountId: my.account, severity: 'high' }),
      my.finds('V-05', { accountId: my.account, severity: 'medium' }),
      my.finds('V-01', { accountId: my.account }, { asOf: my.at('09:00', 9) }),
      my.exported(my.at('09:00'), my.at('09:01'), 'removable'),
      my.finds('V-17', { accountId: my.account }),
      my.reported({ kind: 'intrusion' }),
      my.asks('/v1/incidents/{incidentId}', { incidentId: my.named('su-co') }, { report: { kind: 'intrusion' } }),
    ],
  },
  R89: {
    kinds: ['H'],
    events: ['MisuseReported', 'IncidentReported'],
    rules: ['V-39'],
    tried: (my) => [
      my.granted(),
      my.says('misuse:report', 'MisuseReported', {
        ...{ accountId: my.account, basis: 'tra cứu vì mục đích cá nhân', at: my.at('10:00') },
      }),
      my.asks(
        '/v1/findings?rule=MISUSE',
        { accountId: my.account },
        { items: [{ accountId: my.account, clauses: [my.id] }] },
      ),
      my.asks('/v1/cases?rule=MISUSE', { accountId: my.account }, { items: [{ accountId: my.account, state: 'new' }] }),
      my.reported({ kind: 'misuse', accountId: my.account }),
      my.finds('V-39', { accountId: my.account }, { asOf: my.at('11:00') }),
    ],
  },
  R90: {
    kinds: ['H'],
    events: ['ControlAttested'],
    rules: ['V-38'],
    tried: (my) => [
      my.granted(),
      my.lacks('V-38', my.at('09:00', 120)),
      my.attested('R90'),
      my.owes('V-38', 'attestation', 'done', my.at('09:00', 3)),
    ],
  },
  R91: {
    kinds: ['A'],
    events: ['PasswordRotated'],
    rules: ['V-28'],
    tried: (my) => [
      my.granted(),
      my.finds('V-28', { params: { passwordDays: { value: 90, assumed: true } } }, { asOf: my.at('09:00', 91) }),
      my.rotated(my.at('08:00', 92)),
      my.owes('V-28', 'password', 'doneLate', my.at('09:00', 93)),
    ],
  },
  R92: {
    kinds: ['S'],
    events: ['SessionStarted', 'AccountSharingReported'],
    rules: ['V-31'],
    tried: (my) => [
      my.granted(),
      my.session(my.at('08:00')),
      my.told('account', 'SessionStarted', { deviceId: my.device }),
      my.session(my.at('10:00'), { deviceId: my.named('may-2') }),
      my.session(my.at('14:00'), { deviceId: my.named('may-3') }),
      my.finds('V-31', { accountId: my.account }),
      my.says('accounts:reportSharing', 'AccountSharingReported', {
        ...{ reportId: my.named('tin-bao'), accountId: my.account, reporterSealed: 'seal:2f6c1d0b9a7e4835' },
        basis: 'hai người dùng một tài khoản',
      }),
      my.told('account', 'AccountSharingReported', { basis: 'hai người dùng một tài khoản' }),
    ],
  },
  R93: {
    kinds: ['A'],
    events: ['SessionStarted', 'SessionEnded'],
    rules: ['V-33'],
    tried: (my) => [
      my.granted(),
      ...my.leftOpen(my.at('08:00'), my.at('08:30'), my.at('10:00')),
      my.told('account', 'SessionEnded', { reason: 'timeout' }),
      my.finds('V-33', { accountId: my.account, severity: 'low' }),
    ],
  },
  R94: {
    kinds: ['H'],
    events: ['DeviceLockObserved'],
    rules: ['V-33'],
    tried: (my) => [
      my.computer(),
      my.fact('DeviceLockObserved', my.at('12:00'), { deviceId: my.device, status: 'unlocked', at: my.at('12:00') }),
      my.asks(
        '/v1/devices/{deviceId}',
        { deviceId: my.device },
        { events: [{ event: { type: 'DeviceLockObserved', data: { status: 'unlocked' } } }] },
      ),
      my.granted(),
      ...my.leftOpen(my.at('08:00'), my.at('10:00'), my.at('12:00')),
      my.finds('V-33', { accountId: my.account }),
    ],
  },
  R95: {
    kinds: ['A'],
    events: ['AccountGranted'],
    rules: ['V-18'],
    tried: (my) => [
      my.granted(),
      my.granted({ accountId: `${my.system}:an2`, grantId: my.named('cap-2') }),
      my.finds('V-18', { officialId: my.official, severity: 'high' }),
    ],
  },
  R96: {
    kinds: ['A'],
    events: ['AccountGranted'],
    rules: ['V-23'],
    tried: (my) => [
      my.granted({ functions: ['KIEM_TRA_TTCD', 'LAY_TTCD'] }),
      my.asks(
        '/v1/accounts?unitId={unitId}',
        { unitId: my.unit, asOf: my.at('09:00') },
        { items: [{ accountId: my.account, functions: ['KIEM_TRA_TTCD', 'LAY_TTCD'] }] },
      ),
      my.regulated(),
      my.finds('V-23', { accountId: my.account }),
    ],
  },
  R97: {
    kinds: ['A'],
    events: ['HolderChanged', 'RevocationRequested', 'AccountRevoked'],
    rules: ['V-19', 'V-21'],
    tried: (my) => [
      my.registered(),
      my.granted(),
      my.changed('transferred', my.at('08:00', 1)),
      my.finds('V-19', { officialId: my.official }, { asOf: my.at('09:00', 9) }),
      my.finds('V-21', { officialId: my.official }, { asOf: my.at('09:00', 9) }),
      my.says('accounts:requestRevocation', 'RevocationRequested', {
        ...{ accountId: my.account, grantId: my.grantId, cause: 'transfer', by: 'lanh-dao', to: 'VNPT' },
        at: my.at('09:00', 1),
      }),
      my.told('account', 'RevocationRequested', { to: 'VNPT' }),
      my.revoked(my.at('15:00', 2), { cause: 'transfer' }),
      my.owes('V-19', 'revocation', 'done', my.at('09:00', 9)),
    ],
  },
  R98: {
    kinds: ['A'],
    events: ['IncidentReported', 'IncidentNotified'],
    rules: ['V-39'],
    tried: (my) => [
      my.profile({ incidentRecipients: ['lanh-dao', 'CAQ', 'CATP'] }),
      my.reported(),
      my.notified('lanh-dao', my.at('09:30')),
      my.notified('CAQ', my.at('10:00')),
      my.notified('CATP', my.at('13:00')),
      my.owes('V-39', 'incidentNotice', 'done', my.at('14:00'), { doneAt: '2025-11-10T02:30:00.000Z' }),
      my.owes('V-39', 'incidentNotice', 'done', my.at('14:00'), { doneAt: '2025-11-10T03:00:00.000Z' }),
      my.owes('V-39', 'incidentNotice', 'doneLate', my.at('14:00'), { doneAt: '2025-11-10T06:00:00.000Z' }),
      my.finds('V-39', { severity: 'critical' }, { asOf: my.at('12:00') }),
    ],
  },
  R99: {
    kinds: ['A'],
    events: ['InspectionConducted'],
    rules: ['V-36'],
    tried: (my) => [
      my.granted(),
      my.owes('V-36', 'unitCheck', 'due', my.at('23:59', 92)),
      my.finds('V-36', { params: { unitCheckMonths: { value: 3, clause: 'R99' } } }, { asOf: my.at('00:00', 93) }),
      my.inspected('unit-check', 10),
      my.owes('V-36', 'unitCheck', 'done', my.at('00:00', 93)),
    ],
  },
  R100: {
    kinds: ['H'],
    events: ['CredentialCompromiseReported', 'IncidentClosed'],
    rules: ['V-34'],
    tried: (my) => [
      my.granted(),
      my.fact('CredentialCompromiseReported', my.at('08:00', 1), {
        ...{ accountId: my.account, origin: 'user', detectedAt: my.at('08:00', 1) },
      }),
      my.told('account', 'CredentialCompromiseReported', { origin: 'user' }),
      my.finds('V-34', { accountId: my.account }, { asOf: my.at('12:01', 1) }),
      my.reported({ kind: 'misuse', accountId: my.account }),
      my.says('incidents:contain', 'IncidentContained', {
        ...{ incidentId: my.named('su-co'), measures: 'đổi mật khẩu', containedAt: my.at('15:00') },
      }),
      my.says('incidents:close', 'IncidentClosed', {
        ...{ incidentId: my.named('su-co'), cause: 'lộ mật khẩu', scope: 'một tài khoản', reportDocNo: '7/BC' },
      }),
      my.asks('/v1/incidents/{incidentId}', { incidentId: my.named('su-co') }, { status: 'closed' }),
    ],
  },
  R101: {
    kinds: ['H'],
    events: ['ReportSubmitted'],
    rules: ['V-38'],
    tried: (my) => [
      my.profile({
        reports: [
          {
            kind: 'POLICE_SYNTHESIS',
            unitId: my.unit,
            to: 'ubnd',
            every: 'once',
            dueAt: my.at('00:00', 7),
            clause: 'R101',
          },
        ],
      }),
      my.finds('V-38', {}, { asOf: my.at('09:00', 8) }),
      my.handedIn('POLICE_SYNTHESIS', { from: '2025-10-01', to: '2025-10-31' }, my.at('09:00', 3)),
      my.owes('V-38', 'report', 'done', my.at('09:00', 8)),
      my.asks('/v1/reports?kind=POLICE_SYNTHESIS', { unitId: my.unit }, { items: [{ to: 'ubnd' }] }),
    ],
  },
  R102: {
    kinds: ['H'],
    events: ['ProcedureCatalogueUpdated', 'DossierStatsImported'],
    rules: [],
    tried: (my) => [
      my.fact('ProcedureCatalogueUpdated', my.at('08:00'), {
        ...{ catalogueId: my.named('danh-muc'), system: my.system, asOf: my.at('00:00') },
        ...{ procedures: [{ procedureCode: '1.004', name: 'Đăng ký khai sinh' }], part: 1, of: 1 },
      }),
      my.asks(
        '/v1/procedures/{system}',
        { system: my.system },
        { catalogue: { procedures: [{ procedureCode: '1.004' }] } },
      ),
      my.fact('DossierStatsImported', my.at('08:00'), {
        ...{ system: my.system, unitId: my.unit, procedureCode: '1.004', received: 120, resolved: 118 },
        period: { from: '2025-10-01', to: '2025-10-31' },
      }),
      my.told('unit', 'DossierStatsImported', { received: 120, resolved: 118 }),
    ],
  },
  R103: {
    kinds: ['H'],
    events: ['SupportIssueLogged', 'SupportIssueEscalated'],
    rules: [],
    tried: (my) => [
      my.says('supportIssues:log', 'SupportIssueLogged', {
        ...{ issueId: my.named('vuong-mac'), unitId: my.unit, by: my.official, summary: 'hệ thống thử nghiệm chậm' },
      }),
      my.says('supportIssues:escalate', 'SupportIssueEscalated', {
        ...{ issueId: my.named('vuong-mac'), to: 'UBND Thành phố', sentAt: my.at('15:00'), reason: 'vượt thẩm quyền' },
        docNo: '5/BC',
      }),
      my.told('unit', 'SupportIssueLogged', { summary: 'hệ thống thử nghiệm chậm' }),
      my.asks(
        '/v1/supportIssues/{issueId}',
        { issueId: my.named('vuong-mac') },
        { status: 'escalated', escalatedTo: [{ to: 'UBND Thành phố' }] },
      ),
    ],
  },
  R104: {
    kinds: ['H'],
    events: [],
    rules: [],
    nothing: {
      vi: 'giao trách nhiệm chung cho thủ trưởng; thực hiện thế nào là tổng của các dòng trên',
      en: 'makes heads answerable for all of it; how it was carried out is the sum of the rows above',
    },
  },
};
