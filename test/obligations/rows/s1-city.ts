import { hash } from '../stage.js';
import type { Rows } from '../row.js';
import { lookupOfMany } from './journeys.js';
import { inventoryBy } from './s1-units.js';

/** Sa Đéc 2024, clause 3 of the department and 3 of the police: what the city itself owes. */
export const rowsOfS1City: Rows = {
  R34: {
    kinds: ['A'],
    events: ['ReportSubmitted'],
    rules: ['V-38'],
    tried: (my) => [
      my.profile({ reports: [inventoryBy('2024-09-27T00:00:00+07:00', my.unit, 'stttt', 'R34')] }),
      my.handedIn('ACCOUNT_INVENTORY', { from: '2024-09-01', to: '2024-09-25' }, '2024-09-26T17:00:00+07:00', {
        to: 'stttt',
      }),
      my.owes('V-38', 'report', 'done', '2024-09-28T00:00:00+07:00'),
      my.asks('/v1/reports?kind=ACCOUNT_INVENTORY', { unitId: my.unit }, { items: [{ to: 'stttt' }] }),
    ],
  },
  R35: {
    kinds: ['H'],
    events: ['InspectionTeamEstablished'],
    rules: ['V-37'],
    tried: (my) => [
      my.says('inspectionTeams:establish', 'InspectionTeamEstablished', {
        ...{ teamId: my.named('to-kiem-tra'), decisionNo: '45/QĐ-UBND', unitId: my.unit },
        ...{ members: [{ officialId: 'ca-1', unitId: 'CATP' }], establishedAt: my.at('08:00') },
      }),
      my.told('unit', 'InspectionTeamEstablished', { decisionNo: '45/QĐ-UBND' }),
      my.granted(),
      my.owes('V-37', 'inspection', 'overdue', my.at('00:00', 240)),
    ],
  },
  R36: {
    kinds: ['H'],
    events: ['InspectionConducted'],
    rules: ['V-37'],
    tried: (my) => [
      my.granted(),
      my.inspected('device'),
      my.asks(
        '/v1/inspections/{inspectionId}',
        { inspectionId: my.named('kiem-tra') },
        { status: 'conducted', conducted: { kind: 'device' } },
      ),
      my.finds('V-37', {}, { asOf: my.at('00:00', 240) }),
    ],
  },
  R37: {
    kinds: ['A'],
    events: ['DeviceRegistered', 'DeviceScanned', 'SessionStarted'],
    rules: ['V-32'],
    tried: (my) => [
      my.granted(),
      my.computer(),
      my.session(my.at('08:00')),
      my.finds('V-32', { since: '2025-11-10T01:00:00.000Z' }),
      my.scanned({ occurredAt: my.at('09:00') }),
      my.asks(
        '/v1/devices/{deviceId}',
        { deviceId: my.device },
        { status: 'registered', lastScan: { result: 'pass', at: '2025-11-10T02:00:00.000Z' } },
      ),
    ],
  },
  R38: {
    kinds: ['S'],
    events: ['LookupPerformed'],
    rules: ['V-09', 'V-10', 'V-11', 'V-12', 'V-13', 'V-14', 'V-15', 'V-16'],
    tried: (my) => [
      my.granted(),
      my.dossier(),
      my.lookup(my.at('22:00')),
      my.finds('V-09', { accountId: my.account, severity: 'low' }),
      lookupOfMany(my, 20),
      my.finds('V-11', { accountId: my.account }),
    ],
  },
  R39: {
    kinds: ['A'],
    events: ['ReportSubmitted'],
    rules: ['V-38'],
    tried: (my) => [
      my.profile({
        effectiveFrom: my.at('00:00', -9),
        reports: [{ kind: 'MONTHLY_USAGE', unitId: my.unit, to: 'ubnd', via: 'CATP', every: 'month', clause: 'R39' }],
      }),
      my.owes('V-38', 'report', 'due', '2025-12-05T00:00:00+07:00'),
      my.finds('V-38', { since: '2025-12-05T17:00:00.000Z' }, { asOf: '2025-12-06T00:00:00+07:00' }),
      my.handedIn('MONTHLY_USAGE', { from: '2025-11-01', to: '2025-11-30' }, '2025-12-04T09:00:00+07:00', {
        via: 'CATP',
      }),
      my.owes('V-38', 'report', 'done', '2025-12-06T00:00:00+07:00'),
      my.asks('/v1/reports?kind=MONTHLY_USAGE', { unitId: my.unit }, { items: [{ via: 'CATP' }] }),
    ],
  },
  R40: {
    kinds: ['H'],
    events: ['InfrastructureReviewed'],
    rules: [],
    tried: (my) => [
      my.says('infrastructure:review', 'InfrastructureReviewed', {
        ...{ infrastructureReviewId: my.named('ha-tang'), unitId: my.unit, subject: 'máy tính một cửa' },
        ...{ findings: '3 máy chưa có bản quyền', proposal: 'mua 3 bản quyền', by: 'vhtt', docHash: hash },
        reviewedAt: my.at('08:00'),
      }),
      my.told('unit', 'InfrastructureReviewed', { proposal: 'mua 3 bản quyền' }),
    ],
  },
  R41: {
    kinds: ['H', 'A'],
    events: ['InspectionConducted', 'FindingRecorded', 'FindingRemediated'],
    rules: ['V-37'],
    tried: (my) => [
      my.inspected('periodic'),
      my.says('inspections:recordFinding', 'FindingRecorded', {
        ...{ inspectionFindingId: my.named('ton-tai'), inspectionId: my.named('kiem-tra'), findingNo: '1' },
        ...{ unitId: my.unit, text: 'chưa đăng xuất', dueAt: my.at('00:00', 10) },
        occurredAt: my.at('10:00', 1),
      }),
      my.finds('V-37', {}, { asOf: my.at('09:00', 10) }),
      my.says('inspections:remediateFinding', 'FindingRemediated', {
        ...{ inspectionFindingId: my.named('ton-tai'), inspectionId: my.named('kiem-tra') },
        ...{ evidenceHash: hash, at: my.at('09:00', 11) },
      }),
      my.owes('V-37', 'findingRemedy', 'doneLate', my.at('09:00', 12)),
      my.asks(
        '/v1/inspections/{inspectionId}',
        { inspectionId: my.named('kiem-tra') },
        { findings: [{ state: 'remediated' }] },
      ),
    ],
  },
  R42: {
    kinds: ['A'],
    events: ['CredentialCompromiseReported'],
    rules: ['V-34'],
    tried: (my) => [
      my.granted(),
      my.fact('CredentialCompromiseReported', my.at('08:00', 1), {
        ...{ accountId: my.account, origin: 'feed', detectedAt: my.at('08:00', 1) },
      }),
      my.told('account', 'CredentialCompromiseReported', { origin: 'feed' }),
      my.finds('V-34', { accountId: my.account }, { asOf: my.at('12:01', 1) }),
    ],
  },
  R43: {
    kinds: ['H'],
    events: ['ReminderIssued'],
    rules: [],
    tried: (my) => [
      my.granted(),
      my.says('reminders:issue', 'ReminderIssued', {
        ...{ reminderId: my.named('nhac-nho'), unitId: my.unit, accountId: my.account, about: 'đổi mật khẩu bị lộ' },
        ...{ clauses: ['R42'], by: 'vhtt', channel: 'điện thoại', sentAt: my.at('08:00') },
      }),
      my.told('account', 'ReminderIssued', { clauses: ['R42'] }),
      my.told('unit', 'ReminderIssued', { clauses: ['R42'] }),
    ],
  },
  R44: {
    kinds: ['A'],
    events: ['ReportSubmitted'],
    rules: ['V-38'],
    tried: (my) => [
      my.profile({
        effectiveFrom: my.at('00:00', -40),
        reports: [{ kind: 'QUARTERLY_SEC', unitId: my.unit, to: 'ubnd', every: 'quarter', clause: 'R44' }],
      }),
      my.finds('V-38', {}, { asOf: '2026-01-15T00:00:00+07:00' }),
      my.handedIn('QUARTERLY_SEC', { from: '2025-10-01', to: '2025-12-31' }, '2026-01-05T09:00:00+07:00'),
      my.owes('V-38', 'report', 'done', '2026-01-15T00:00:00+07:00'),
      my.asks('/v1/reports?kind=QUARTERLY_SEC', { unitId: my.unit }, { items: [{ to: 'ubnd' }] }),
    ],
  },
  R45: {
    kinds: ['A'],
    events: ['ScanRequested', 'DeviceScanned'],
    rules: ['V-32'],
    tried: (my) => [
      my.computer(),
      my.says('devices:requestScan', 'ScanRequested', {
        ...{ scanRequestId: my.named('de-nghi'), deviceId: my.device, to: 'CATP', sentAt: my.at('08:00') },
      }),
      my.granted(),
      my.session(my.at('08:30')),
      my.finds('V-32'),
      my.scanned({ scanRequestId: my.named('de-nghi') }),
      my.asks(
        '/v1/devices/{deviceId}',
        { deviceId: my.device },
        {
          events: [{ event: { type: 'ScanRequested' } }, { event: { type: 'DeviceScanned' } }],
          lastScan: { scanRequestId: my.named('de-nghi') },
        },
      ),
    ],
  },
  R46: {
    kinds: ['H'],
    events: ['SourceGapDetected', 'LedgerRead'],
    rules: ['V-40'],
    tried: (my) => [
      my.says('sources:register', 'SourceRegistered', {
        ...{ sourceId: my.system, kind: 'gateway', role: 'primary', unitId: my.unit, validFrom: my.at('06:00') },
      }),
      my.fact('SourceGapDetected', my.at('10:00'), {
        ...{ sourceId: my.system, fromSeq: 10, toSeq: 12, detectedAt: my.at('10:00') },
      }),
      my.finds('V-40'),
      my.asks('/v1/sources/{sourceId}', { sourceId: my.system }, { source: { sourceId: my.system } }),
      ...my.reads(my.named('kiem-tra')),
    ],
  },
};
