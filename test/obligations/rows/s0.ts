import { hash } from '../stage.js';
import { lookupByTechnician, lookupOfMany } from './journeys.js';
import type { Rows } from '../row.js';

/** Hải Phòng 2025. */
export const rowsOfS0: Rows = {
  R01: {
    kinds: ['H', 'A'],
    events: ['BriefingAcknowledged'],
    rules: ['V-26'],
    tried: (my) => [
      my.registered(),
      ...my.directed(),
      my.granted(),
      my.owes('V-26', 'briefing', 'overdue', my.at('09:00', 30)),
      my.lacks('V-26', my.at('09:00', 30)),
      my.says('officials:acknowledgeBriefing', 'BriefingAcknowledged', {
        ...{ officialId: my.official, directiveId: my.named('van-ban'), at: my.at('09:00'), method: 'paper' },
      }),
      my.told('official', 'BriefingAcknowledged', { directiveId: my.named('van-ban'), method: 'paper' }),
      my.owes('V-26', 'briefing', 'done', my.at('09:00', 30)),
    ],
  },
  R02: {
    kinds: ['S', 'H'],
    events: ['IncidentReported'],
    rules: ['V-10', 'V-11', 'V-17'],
    tried: (my) => [
      my.profile({ inTrial: ['V-10'] }),
      my.granted(),
      my.lookup(my.at('09:00')),
      my.exported(my.at('09:00'), my.at('09:01'), 'removable'),
      my.finds('V-17', { accountId: my.account }),
      lookupOfMany(my, 45),
      my.finds('V-11', { accountId: my.account, severity: 'high' }),
      my.finds('V-10', { accountId: my.account }),
      my.reported({ kind: 'disclosure', summary: 'lộ lọt thông tin công dân' }),
      my.asks('/v1/incidents/{incidentId}', { incidentId: my.named('su-co') }, { report: { kind: 'disclosure' } }),
    ],
  },
  R03: {
    kinds: ['A'],
    events: ['LookupPerformed', 'LookupDenied'],
    rules: ['V-01', 'V-07', 'V-08'],
    tried: (my) => [
      my.lookup(my.at('09:00')),
      my.denied(my.at('09:05')),
      my.finds('V-08', { accountId: my.account, severity: 'high' }),
      my.finds('V-01', { accountId: my.account }, { asOf: my.at('09:00', 9) }),
      my.told('account', 'LookupDenied'),
    ],
  },
  R04: {
    kinds: ['A'],
    events: ['LookupPerformed'],
    rules: ['V-05', 'V-06', 'V-23'],
    tried: (my) => [
      my.regulated(),
      my.granted({ functions: ['KIEM_TRA_TTCD', 'XUAT_DU_LIEU'] }),
      my.finds('V-23', { accountId: my.account }),
      my.dossier(),
      my.lookup(my.at('09:00'), { function: 'LAY_TTCD' }),
      my.finds('V-05', { accountId: my.account, severity: 'high' }),
      ...lookupByTechnician(my),
    ],
  },
  R05: {
    kinds: ['S'],
    events: ['SecurityAlertObserved', 'SourceGapDetected'],
    rules: ['V-11', 'V-40'],
    tried: (my) => [
      my.fact('SecurityAlertObserved', my.at('09:00'), {
        ...{ alertId: my.named('canh-bao'), source: 'WAF', kind: 'sqlInjection', detectedAt: my.at('09:00') },
        unitId: my.unit,
      }),
      my.told('unit', 'SecurityAlertObserved', { kind: 'sqlInjection' }),
      my.granted(),
      lookupOfMany(my, 20),
      my.finds('V-11', { accountId: my.account, severity: 'high' }),
      my.says('sources:register', 'SourceRegistered', {
        ...{ sourceId: my.system, kind: 'TTHC', role: 'primary', unitId: my.unit, validFrom: my.at('06:00') },
      }),
      my.fact('SourceGapDetected', my.at('10:00'), {
        ...{ sourceId: my.system, fromSeq: 10, toSeq: 12, detectedAt: my.at('10:00') },
      }),
      my.finds('V-40', { severity: 'critical' }),
    ],
  },
  R06: {
    kinds: ['H'],
    events: ['ControlAttested'],
    rules: ['V-38'],
    tried: (my) => [
      my.granted(),
      my.lacks('V-38', my.at('09:00', 120)),
      my.attested('R06'),
      my.owes('V-38', 'attestation', 'done', my.at('09:00', 3)),
    ],
  },
  R07: {
    kinds: ['H'],
    events: ['ConfidentialitySigned'],
    rules: ['V-26'],
    tried: (my) => [
      my.registered(),
      ...my.directed(),
      my.granted(),
      my.owes('V-26', 'briefing', 'overdue', my.at('09:00', 30)),
      my.lacks('V-26', my.at('09:00', 30)),
      my.says('officials:signConfidentiality', 'ConfidentialitySigned', {
        ...{ officialId: my.official, docHash: hash, at: my.at('09:00'), method: 'electronic' },
      }),
      my.told('official', 'ConfidentialitySigned', { docHash: hash, method: 'electronic' }),
      my.owes('V-26', 'briefing', 'done', my.at('09:00', 30)),
    ],
  },
  R08: {
    kinds: ['S'],
    events: ['LookupResultExported'],
    rules: ['V-17'],
    tried: (my) => [
      my.granted(),
      my.lookup(my.at('09:00')),
      my.exported(my.at('09:00'), my.at('09:01'), 'removable'),
      my.told('account', 'LookupResultExported', { channel: 'removable', pages: 3 }),
      my.finds('V-17', { accountId: my.account, severity: 'high' }),
    ],
  },
  R09: {
    kinds: ['A', 'H'],
    events: ['IncidentReported', 'IncidentNotified'],
    rules: ['V-39'],
    tried: (my) => [
      my.profile({ incidentRecipients: ['CATP'] }),
      my.reported(),
      my.owes('V-39', 'incidentNotice', 'due', my.at('10:59')),
      my.finds('V-39', { severity: 'critical', since: '2025-11-10T04:00:00.000Z' }, { asOf: my.at('11:00') }),
      my.notified('CATP', my.at('11:30')),
      my.owes('V-39', 'incidentNotice', 'doneLate', my.at('12:00'), { doneAt: '2025-11-10T04:30:00.000Z' }),
    ],
  },
  R10: {
    kinds: ['H'],
    events: ['IncidentForwarded'],
    rules: ['V-39'],
    tried: (my) => [
      my.profile({ incidentRecipients: ['C06'] }),
      my.reported(),
      my.owes('V-39', 'incidentNotice', 'overdue', my.at('11:00')),
      my.says('incidents:forward', 'IncidentForwarded', {
        ...{ incidentId: my.named('su-co'), to: 'C06', channel: 'văn bản', sentAt: my.at('12:00') },
      }),
      my.asks(
        '/v1/incidents/{incidentId}',
        { incidentId: my.named('su-co') },
        { events: [{ event: { type: 'IncidentForwarded', data: { to: 'C06' } } }] },
      ),
    ],
  },
  R11: {
    kinds: ['H', 'A'],
    events: ['GuidanceIssued', 'LookupPerformed'],
    rules: ['V-01'],
    tried: (my) => [
      my.says('guidance:issue', 'GuidanceIssued', {
        ...{ guidanceId: my.named('huong-dan'), units: [my.unit], title: 'Lấy thông tin công dân', by: 'thanh-tra' },
        ...{ docHash: hash, issuedAt: my.at('08:00') },
      }),
      my.told('unit', 'GuidanceIssued', { title: 'Lấy thông tin công dân' }),
      my.granted({ functions: ['LAY_TTCD'] }),
      my.dossier(),
      my.lookup(my.at('09:00'), { function: 'LAY_TTCD' }),
      my.finds('V-01', { accountId: my.account }, { asOf: my.at('09:00', 9) }),
    ],
  },
  R12: {
    kinds: ['H'],
    events: ['ReminderIssued', 'InspectionConducted'],
    rules: ['V-37'],
    tried: (my) => [
      my.granted(),
      my.says('reminders:issue', 'ReminderIssued', {
        ...{ reminderId: my.named('don-doc'), unitId: my.unit, about: 'thực hiện văn bản', by: 'thanh-tra' },
        ...{ channel: 'văn bản', sentAt: my.at('08:00') },
      }),
      my.told('unit', 'ReminderIssued', { about: 'thực hiện văn bản' }),
      my.inspected('surprise'),
      my.told('unit', 'InspectionConducted', { kind: 'surprise' }),
      my.owes('V-37', 'inspection', 'overdue', my.at('00:00', 240)),
    ],
  },
  R13: {
    kinds: ['A'],
    events: ['ReportSubmitted'],
    rules: ['V-38'],
    tried: (my) => [
      my.profile({
        reports: [
          { kind: 'RESULTS', unitId: my.unit, to: 'ubnd', every: 'once', dueAt: my.at('00:00', 7), clause: 'R13' },
        ],
      }),
      my.owes('V-38', 'report', 'due', my.at('09:00')),
      my.finds('V-38', {}, { asOf: my.at('09:00', 8) }),
      my.handedIn('RESULTS', { from: '2025-04-01', to: '2025-10-31' }, my.at('15:00', 2)),
      my.owes('V-38', 'report', 'done', my.at('09:00', 8)),
      my.asks('/v1/reports?kind=RESULTS', { unitId: my.unit }, { items: [{ reportId: my.named('bao-cao') }] }),
    ],
  },
  R14: {
    kinds: ['A'],
    events: ['ReportSubmitted'],
    rules: ['V-38'],
    tried: (my) => [
      my.profile({
        reports: [
          { kind: 'RESULTS', unitId: my.unit, to: 'ubnd', every: 'once', dueAt: my.at('00:00', 7), clause: 'R14' },
        ],
      }),
      my.handedIn('RESULTS', { from: '2025-04-01', to: '2025-10-31' }, my.at('15:00', 8)),
      my.owes('V-38', 'report', 'doneLate', my.at('09:00', 9)),
      my.asks('/v1/reports?kind=RESULTS', { unitId: my.unit }, { items: [{ reportId: my.named('bao-cao') }] }),
    ],
  },
  R15: {
    kinds: ['H'],
    events: ['DirectiveRegistered', 'DirectiveDistributed'],
    rules: [],
    tried: (my) => [
      my.says('directives:register', 'DirectiveRegistered', {
        ...{
          directiveId: my.named('van-ban'),
          number: '499/TTCP-TTTT',
          date: '2025-03-27',
          issuer: 'Thanh tra Chính phủ',
        },
        ...{ title: 'V/v hướng dẫn xác minh thông tin công dân', clauseMap: [{ clause: 'kết', duties: ['R15'] }] },
      }),
      my.says('directives:distribute', 'DirectiveDistributed', {
        ...{ directiveId: my.named('van-ban'), units: [my.unit], at: my.at('08:00') },
      }),
      my.asks(
        '/v1/directives',
        {},
        { items: [{ directiveId: my.named('van-ban'), distributed: [{ units: [my.unit] }] }] },
      ),
      my.told('unit', 'DirectiveDistributed'),
    ],
  },
};
