import { hash } from '../stage.js';
import { lookupsBesideDossier } from './journeys.js';
import type { Rows } from '../row.js';

/** Sa Đéc 2024, clauses 1 and 2: what every unit and the post office owe. */
export const rowsOfS1Units: Rows = {
  R16: {
    kinds: [],
    events: ['DirectiveRegistered'],
    rules: [],
    nothing: {
      vi: 'nêu mục đích của văn bản; việc phải làm nằm ở các khoản sau. Văn bản được ghi nhận như R15',
      en: 'states the purpose; the duties follow in its clauses. The directive itself is registered as in R15',
    },
  },
  R17: {
    kinds: ['A'],
    events: ['AccountInventorySubmitted'],
    rules: ['V-27'],
    tried: (my) => [
      my.granted(),
      my.says('inventories:submit', 'AccountInventorySubmitted', {
        ...{ inventoryId: my.named('thong-ke'), unitId: my.unit, asOf: my.at('00:00', 1), rowsHash: hash },
        ...{ counts: [{ accountClass: 'ONE_STOP', status: 'active', count: 2 }], by: my.official },
      }),
      my.told('unit', 'AccountInventorySubmitted', { counts: [{ accountClass: 'ONE_STOP', count: 2 }] }),
      my.finds('V-27', { severity: 'medium' }),
    ],
  },
  R18: {
    kinds: ['A'],
    events: ['AccountGranted'],
    rules: ['V-23'],
    tried: (my) => [
      my.granted(),
      my.granted({
        accountId: `${my.system}:binh`,
        officialId: my.named('cb-2'),
        accountClass: 'SPECIALIST',
        functions: ['LAY_TTCD'],
      }),
      my.asks(
        '/v1/accounts?unitId={unitId}',
        { unitId: my.unit, asOf: my.at('09:00') },
        {
          items: [
            { accountId: my.account, accountClass: 'ONE_STOP' },
            { accountId: `${my.system}:binh`, accountClass: 'SPECIALIST' },
          ],
        },
      ),
      my.regulated(),
      my.finds('V-23', { accountId: `${my.system}:binh` }),
    ],
  },
  R19: {
    kinds: ['A'],
    events: ['AccountGranted', 'OfficialRegistered'],
    rules: ['V-25'],
    tried: (my) => [
      my.registered({ holderType: 'POST' }),
      my.granted({ holderType: 'POST' }),
      my.granted({ accountId: `${my.system}:binh`, officialId: my.named('cb-2'), holderType: 'NLD' }),
      my.asks(
        '/v1/accounts?unitId={unitId}',
        { unitId: my.unit, asOf: my.at('09:00') },
        { items: [{ holderType: 'POST' }, { holderType: 'NLD' }] },
      ),
      my.granted({
        accountId: `${my.system}:chi`,
        officialId: my.named('cb-3'),
        holderType: 'POST',
        decisionNo: undefined,
      }),
      my.finds('V-25', { accountId: `${my.system}:chi`, clauses: [] }),
    ],
  },
  R20: {
    kinds: ['A'],
    events: ['OfficialRegistered', 'AccountGranted', 'LookupPerformed', 'LookupDenied'],
    rules: [],
    tried: (my) => [
      my.registered(),
      my.granted(),
      my.lookup(my.at('08:00')),
      my.lookup(my.at('09:00')),
      my.denied(my.at('10:00')),
      my.asks(
        '/v1/accounts/use',
        { unitId: my.unit, from: my.at('08:30'), to: my.at('10:30') },
        {
          items: [
            {
              accountId: my.account,
              displayName: 'Nguyễn Văn An',
              accountClass: 'ONE_STOP',
              decisionNo: '12/QĐ',
              status: 'active',
              lookups: 2,
              denied: 1,
            },
          ],
        },
      ),
    ],
  },
  R21: {
    kinds: ['A'],
    events: ['ReportSubmitted'],
    rules: ['V-38'],
    tried: (my) => [
      my.profile({ reports: [inventoryBy('2024-09-24T00:00:00+07:00', my.unit, 'vhtt', 'R21')] }),
      my.owes('V-38', 'report', 'due', '2024-09-23T23:59:59+07:00'),
      my.finds('V-38', { since: '2024-09-23T17:00:00.000Z' }, { asOf: '2024-09-24T00:00:00+07:00' }),
      my.handedIn('ACCOUNT_INVENTORY', september, '2024-09-23T16:00:00+07:00', { to: 'vhtt' }),
      my.owes('V-38', 'report', 'done', '2024-09-24T00:00:00+07:00'),
      my.asks('/v1/reports?kind=ACCOUNT_INVENTORY', { unitId: my.unit }, { items: [{ to: 'vhtt' }] }),
    ],
  },
  R22: {
    kinds: ['A'],
    events: ['HolderChanged', 'ChangeNotified'],
    rules: ['V-21'],
    tried: (my) => [
      my.registered(),
      my.granted(),
      my.changed('transferred', my.at('08:00', 1)),
      my.told('official', 'HolderChanged', { kind: 'transferred' }),
      my.owes('V-21', 'changeNotice', 'due', my.at('09:00', 1)),
      my.says('officials:notifyChange', 'ChangeNotified', {
        ...{ changeId: my.named('bien-dong'), officialId: my.official, to: 'vhtt', channel: 'zalo' },
        sentAt: my.at('10:00', 2),
      }),
      my.told('official', 'ChangeNotified', { to: 'vhtt' }),
      my.owes('V-21', 'changeNotice', 'done', my.at('09:00', 9)),
    ],
  },
  R23: {
    kinds: ['A'],
    events: ['HolderChanged', 'ChangeNotified'],
    rules: ['V-21'],
    tried: (my) => [
      my.registered(),
      my.granted(),
      my.changed('left', my.at('08:00', 1)),
      my.owes('V-21', 'changeNotice', 'due', my.at('23:59', 8)),
      my.finds('V-21', { officialId: my.official }, { asOf: my.at('00:00', 9) }),
      my.says('officials:notifyChange', 'ChangeNotified', {
        ...{ changeId: my.named('bien-dong'), officialId: my.official, to: 'vhtt', channel: 'công văn' },
        sentAt: my.at('10:00', 9),
      }),
      my.told('official', 'ChangeNotified', { sentAt: '2025-11-19T03:00:00.000Z' }),
      my.owes('V-21', 'changeNotice', 'doneLate', my.at('11:00', 9)),
    ],
  },
  R24: {
    kinds: ['H'],
    events: ['ChangeNotified'],
    rules: [],
    tried: (my) => [
      my.registered(),
      my.changed('added', my.at('08:00')),
      my.says('officials:notifyChange', 'ChangeNotified', {
        ...{ changeId: my.named('bien-dong'), officialId: my.official, to: 'vhtt', channel: 'zalo' },
        ...{ sentAt: my.at('10:00'), evidenceHash: hash },
      }),
      my.told('official', 'ChangeNotified', { channel: 'zalo', evidenceHash: hash }),
    ],
  },
  R25: {
    kinds: ['A'],
    events: ['PasswordRotated'],
    rules: ['V-28'],
    tried: (my) => [
      my.granted(),
      my.finds('V-28', { accountId: my.account }, { asOf: my.at('09:00', 91) }),
      my.rotated(my.at('08:00', 2)),
      my.owes('V-28', 'password', 'done', my.at('09:00', 3), { accountId: my.account }),
    ],
  },
  R26: {
    kinds: ['A'],
    events: ['PasswordRotated', 'SessionStarted'],
    rules: ['V-29'],
    tried: (my) => [
      my.granted(),
      my.session(my.at('08:00')),
      my.session(my.at('13:30')),
      my.rotated(my.at('14:00'), { replacedDefault: true }),
      my.told('account', 'PasswordRotated', { replacedDefault: true }),
      my.finds('V-29', { accountId: my.account }, { asOf: my.at('13:45') }),
    ],
  },
  R27: {
    kinds: ['A'],
    events: ['PasswordRotated', 'PasswordPolicyPublished'],
    rules: ['V-29'],
    tried: (my) => [
      my.says('passwordPolicies:publish', 'PasswordPolicyPublished', {
        ...{ policyVersion: my.named('mat-khau'), effectiveFrom: my.at('00:00'), minLength: 12, classes: 4 },
        ...{ history: 5, maxAgeDays: 90 },
      }),
      my.granted(),
      my.session(my.at('08:00')),
      my.session(my.at('13:30')),
      my.rotated(my.at('08:00', 1), { policyVersion: my.named('mat-khau'), replacedDefault: true }),
      my.finds('V-29', { accountId: my.account }, { asOf: my.at('13:45') }),
      my.told('account', 'PasswordRotated', { policyVersion: my.named('mat-khau') }),
      my.asks(
        '/v1/passwordPolicies/{policyVersion}',
        { policyVersion: my.named('mat-khau') },
        { status: 'inForce', policy: { minLength: 12, classes: 4 } },
      ),
    ],
  },
  R28: {
    kinds: ['H'],
    events: ['DeviceScanned'],
    rules: ['V-35'],
    tried: (my) => [
      my.computer(),
      my.scanned({ result: 'fail', findings: ['browserPasswordStore'], occurredAt: my.at('09:00') }),
      my.finds('V-35'),
      my.asks(
        '/v1/devices/{deviceId}',
        { deviceId: my.device },
        { lastScan: { result: 'fail', findings: ['browserPasswordStore'] } },
      ),
    ],
  },
  R29: {
    kinds: ['S'],
    events: ['LookupPerformed', 'MisuseReported'],
    rules: [
      ...['V-01', 'V-02', 'V-03', 'V-04', 'V-05', 'V-06', 'V-07', 'V-08'],
      ...['V-09', 'V-10', 'V-11', 'V-12', 'V-13', 'V-14', 'V-15', 'V-16'],
    ],
    tried: (my) => [
      my.granted(),
      my.lookup(my.at('09:00'), { dossierId: undefined }),
      my.finds('V-01', { accountId: my.account }, { asOf: my.at('09:00', 9) }),
      my.registered(),
      my.lookup(my.at('09:30'), { subjects: [my.citizen(900)] }),
      my.finds('V-13', { accountId: my.account }),
      my.says('misuse:report', 'MisuseReported', {
        ...{ accountId: my.account, basis: 'tra cứu hàng xóm', at: my.at('10:00') },
      }),
      my.asks(
        '/v1/findings?rule=MISUSE',
        { accountId: my.account },
        { items: [{ accountId: my.account, clauses: [my.id] }] },
      ),
      my.asks('/v1/cases?rule=MISUSE', { accountId: my.account }, { items: [{ accountId: my.account }] }),
    ],
  },
  R30: {
    kinds: ['A'],
    events: ['LookupPerformed'],
    rules: ['V-01', 'V-02', 'V-03'],
    tried: (my) => [
      my.granted(),
      my.lookup(my.at('09:00'), { dossierId: undefined, purposeCode: 'TTHC' }),
      my.finds('V-01', { accountId: my.account, explanation: { code: 'E0' } }, { asOf: my.at('09:00', 9) }),
      ...lookupsBesideDossier(my, ['V-02', 'V-03']),
    ],
  },
  R31: {
    kinds: ['A'],
    events: ['DeviceReplaced', 'DeviceChangeNotified'],
    rules: ['V-32'],
    tried: (my) => [
      my.computer({ deviceId: my.named('may-cu'), serialHash: my.named('so-may-cu') }),
      my.says('devices:replace', 'DeviceReplaced', {
        ...{ deviceId: my.device, unitId: my.unit, serialHash: my.named('so-may'), oldDeviceId: my.named('may-cu') },
        occurredAt: my.at('07:30'),
      }),
      my.granted(),
      my.session(my.at('08:00')),
      my.finds('V-32'),
      my.says('devices:notifyChange', 'DeviceChangeNotified', {
        ...{ deviceId: my.device, to: 'CATP', channel: 'văn bản', sentAt: my.at('10:00') },
      }),
      my.asks(
        '/v1/devices/{deviceId}',
        { deviceId: my.device },
        {
          registration: { oldDeviceId: my.named('may-cu') },
          events: [{ event: { type: 'DeviceChangeNotified', data: { to: 'CATP' } } }],
        },
      ),
      my.asks('/v1/devices/{deviceId}', { deviceId: my.named('may-cu') }, { replacedBy: my.device }),
    ],
  },
  R32: {
    kinds: ['A', 'H'],
    events: ['DeviceScanned'],
    rules: ['V-32'],
    tried: (my) => [
      my.computer(),
      my.asks('/v1/devices/{deviceId}', { deviceId: my.device }, { lastScan: null }),
      my.granted(),
      my.session(my.at('08:00')),
      my.finds('V-32'),
      my.scanned(),
      my.asks('/v1/devices/{deviceId}', { deviceId: my.device }, { lastScan: { result: 'pass', by: 'ca-1' } }),
    ],
  },
  R33: {
    kinds: ['A'],
    events: ['UnitRegistered'],
    rules: [],
    tried: (my) => [
      my.fact('UnitRegistered', my.at('06:00'), {
        ...{ unitId: my.named('buu-dien'), name: 'Bưu điện phường An Hòa', kind: 'POST', parentUnitId: my.unit },
        validFrom: my.at('06:00'),
      }),
      my.asks(
        '/v1/units?kind=POST',
        { parentUnitId: my.unit, asOf: my.at('09:00') },
        { items: [{ unitId: my.named('buu-dien') }] },
      ),
      my.granted({ unitId: my.named('buu-dien'), holderType: 'POST' }),
      my.finds('V-28', { clauses: ['R25'] }, { unitId: my.named('buu-dien'), asOf: my.at('09:00', 91) }),
    ],
  },
};

const september = { from: '2024-09-01', to: '2024-09-20' };
export const inventoryBy = (dueAt: string, unitId: string, to: string, clause: string) => ({
  ...{ kind: 'ACCOUNT_INVENTORY', unitId, to, every: 'once', dueAt, clause },
});
