import { hash } from '../stage.js';
import type { Rows } from '../row.js';
import { concluded } from './journeys.js';

/** Lào Cai 2025, clauses 3 to 5: security, passwords, inspections, revocation. */
export const rowsOfS2Measures: Rows = {
  R70: {
    kinds: ['H'],
    events: ['SourceRegistered'],
    rules: [],
    tried: (my) => [
      my.says('sources:register', 'SourceRegistered', {
        ...{ sourceId: my.named('SOC'), kind: 'SOC', role: 'primary', unitId: my.unit, validFrom: my.at('08:00') },
      }),
      my.asks('/v1/sources?kind=SOC', {}, { items: [{ sourceId: my.named('SOC') }] }),
    ],
  },
  R71: {
    kinds: ['H'],
    events: ['InspectionConducted'],
    rules: ['V-37'],
    tried: (my) => [
      my.granted(),
      my.inspected('periodic'),
      my.told('unit', 'InspectionConducted', { kind: 'periodic' }),
      my.finds('V-37', {}, { asOf: my.at('00:00', 240) }),
    ],
  },
  R72: {
    kinds: ['H'],
    events: ['RegulationIssued'],
    rules: [],
    tried: (my) => [my.regulated(), my.told('unit', 'RegulationIssued', { number: 'R72/QĐ-UBND' })],
  },
  R73: {
    kinds: ['A'],
    events: ['MfaEnrolled', 'MfaRemoved', 'SessionStarted'],
    rules: ['V-30'],
    tried: (my) => [
      my.profile({ params: { mfaFrom: { value: 20_251_110, clause: 'R73' } } }),
      my.granted(),
      my.session(my.at('08:00')),
      my.finds('V-30', { accountId: my.account }, { asOf: my.at('08:30') }),
      my.fact('MfaEnrolled', my.at('09:00'), { accountId: my.account, factorType: 'otp' }),
      my.fact('MfaRemoved', my.at('15:00'), { accountId: my.account, factorType: 'otp' }),
      my.told('account', 'MfaEnrolled', { factorType: 'otp' }),
      my.told('account', 'MfaRemoved', { factorType: 'otp' }),
      my.told('account', 'SessionStarted', { amr: ['pwd'] }),
    ],
  },
  R74: {
    kinds: ['A'],
    events: ['PasswordPolicyPublished'],
    rules: ['V-29'],
    tried: (my) => [
      my.says('passwordPolicies:publish', 'PasswordPolicyPublished', {
        ...{ policyVersion: my.named('mat-khau'), effectiveFrom: my.at('00:00'), minLength: 14, classes: 4 },
        ...{ history: 10, maxAgeDays: 90 },
      }),
      my.asks(
        '/v1/passwordPolicies/{policyVersion}',
        { policyVersion: my.named('mat-khau') },
        { status: 'inForce', policy: { minLength: 14, maxAgeDays: 90 } },
      ),
      my.granted(),
      my.session(my.at('08:00')),
      my.session(my.at('13:30')),
      my.rotated(my.at('14:00'), { replacedDefault: true, policyVersion: my.named('mat-khau') }),
      my.finds('V-29', { accountId: my.account }, { asOf: my.at('13:45') }),
    ],
  },
  R75: {
    kinds: ['A'],
    events: ['PasswordRotated'],
    rules: ['V-28'],
    tried: (my) => [
      my.granted(),
      my.rotated(my.at('08:00')),
      my.owes('V-28', 'password', 'due', my.at('07:59', 90)),
      my.finds(
        'V-28',
        { params: { passwordDays: { value: 90, clause: 'R75' } } },
        { accountId: my.account, asOf: my.at('08:01', 90) },
      ),
    ],
  },
  R76: {
    kinds: ['A'],
    events: ['EndpointProtectionObserved'],
    rules: ['V-35'],
    tried: (my) => [
      my.computer(),
      my.fact('EndpointProtectionObserved', my.at('08:00'), {
        ...{ deviceId: my.device, product: 'EDR', status: 'off', at: my.at('08:00') },
      }),
      my.asks(
        '/v1/devices/{deviceId}',
        { deviceId: my.device },
        { events: [{ event: { type: 'EndpointProtectionObserved', data: { status: 'off' } } }] },
      ),
      my.granted(),
      my.session(my.at('09:00')),
      my.finds('V-35'),
    ],
  },
  R77: {
    kinds: ['H'],
    events: ['InspectionConducted', 'ViolationTriaged'],
    rules: ['V-37'],
    tried: (my) => [
      ...concluded(my),
      my.asks('/v1/cases?state=confirmed', { unitId: my.unit }, { items: [{ findingId: '{findingId}' }] }),
      my.inspected('surprise'),
      my.asks(
        '/v1/inspections/{inspectionId}',
        { inspectionId: my.named('kiem-tra') },
        { conducted: { kind: 'surprise' } },
      ),
      my.owes('V-37', 'inspection', 'overdue', my.at('00:00', 240)),
    ],
  },
  R78: {
    kinds: ['H', 'A'],
    events: ['AnnualEvaluationRecorded'],
    rules: ['V-38'],
    tried: (my) => [
      my.profile({
        reports: [{ kind: 'ANNUAL_EVALUATION', unitId: my.unit, to: 'ubnd', every: 'year', clause: 'R78' }],
        effectiveFrom: '2025-01-01T00:00:00+07:00',
      }),
      my.finds('V-38', {}, { asOf: '2026-01-15T00:00:00+07:00' }),
      my.says('evaluations:record', 'AnnualEvaluationRecorded', {
        ...{ unitId: my.unit, year: 2025, rating: 'hoàn thành tốt', by: 'chu-tich', docHash: hash },
        ...{ figuresAsOf: '2025-12-31T00:00:00+07:00', evaluatedAt: '2026-01-05T09:00:00+07:00' },
      }),
      my.owes('V-38', 'report', 'done', '2026-01-15T00:00:00+07:00'),
      my.told('unit', 'AnnualEvaluationRecorded', { rating: 'hoàn thành tốt' }),
    ],
  },
  R79: {
    kinds: ['A', 'H'],
    events: ['AccountSuspended', 'AccountRevoked'],
    rules: ['V-20'],
    tried: (my) => [
      ...concluded(my),
      my.owes('V-20', 'caseMeasure', 'due', my.at('14:59', 4)),
      my.finds('V-20', { severity: 'critical' }, { asOf: my.at('15:00', 4) }),
      my.fact('AccountSuspended', my.at('15:30', 4), {
        ...{ accountId: my.account, grantId: my.grantId, cause: 'violation', by: 'qt-1' },
        effectiveAt: my.at('15:30', 4),
      }),
      my.owes('V-20', 'caseMeasure', 'doneLate', my.at('16:00', 4)),
      my.asks('/v1/accounts/{accountId}', { accountId: my.account, asOf: my.at('16:00', 4) }, { status: 'suspended' }),
      my.revoked(my.at('17:00', 4), { cause: 'violation' }),
      my.asks('/v1/accounts/{accountId}', { accountId: my.account, asOf: my.at('18:00', 4) }, { status: 'revoked' }),
      my.lookup(my.at('11:00', 5)),
      my.finds('V-07', { severity: 'critical' }),
    ],
  },
  R80: {
    kinds: ['A'],
    events: ['HolderChanged', 'AccountRevoked'],
    rules: ['V-19'],
    tried: (my) => [
      my.registered(),
      my.granted(),
      my.changed('dutyEnded', my.at('08:00', 1)),
      my.owes('V-19', 'revocation', 'overdue', my.at('09:00', 3)),
      my.finds('V-19', { officialId: my.official }, { asOf: my.at('09:00', 3) }),
      my.revoked(my.at('10:00', 3)),
      my.owes('V-19', 'revocation', 'doneLate', my.at('11:00', 3)),
    ],
  },
  R81: {
    kinds: ['A'],
    events: ['InspectionConducted'],
    rules: ['V-37'],
    tried: (my) => [
      my.granted(),
      my.finds('V-37', { params: { inspectionsPerYear: { value: 2, clause: 'R81' } } }, { asOf: my.at('00:00', 240) }),
      my.inspected('periodic', 60),
      my.owes('V-37', 'inspection', 'done', my.at('00:00', 240)),
    ],
  },
  R82: {
    kinds: ['A', 'H'],
    events: ['SampleDrawn', 'InspectionConducted'],
    rules: ['V-37'],
    tried: (my) => [
      my.profile({ params: { surprisePerQuarter: { value: 1, clause: 'R82' } } }),
      my.granted(),
      my.says('inspections:drawSample', 'SampleDrawn', {
        ...{ sampleId: my.named('mau'), inspectionId: my.named('kiem-tra'), unitId: my.unit, scope: 'tháng 10/2025' },
        ...{ population: 20, size: 2, method: 'sha256-rank', seed: hash, seedPublishedAt: my.at('07:00') },
        drawnAt: my.at('08:00'),
      }),
      my.inspected('surprise', 60),
      my.asks(
        '/v1/inspections/{inspectionId}',
        { inspectionId: my.named('kiem-tra') },
        { events: [{ event: { type: 'SampleDrawn', data: { size: 2 } } }] },
      ),
      my.owes('V-37', 'inspection', 'done', '2026-04-01T00:00:00+07:00', { anchor: 'surprise 2026-01-01' }),
      my.finds('V-37', { anchor: 'surprise 2026-04-01' }, { asOf: '2026-07-01T00:00:00+07:00' }),
    ],
  },
  R83: {
    kinds: ['S'],
    events: ['ViolationTriaged', 'ViolationConfirmed', 'AccountKept'],
    rules: ['V-20', 'V-37'],
    tried: (my) => [
      ...concluded(my),
      my.asks('/v1/cases/{findingId}', { findingId: '{findingId}' }, { case: { owes: ['suspend-or-reason'] } }),
      my.says('cases:keepAccount', 'AccountKept', {
        ...{ findingId: '{findingId}', decidedBy: 'chu-tich', reason: 'nhắc nhở, không còn ai trực quầy' },
        occurredAt: my.at('14:00', 4),
      }),
      my.owes('V-20', 'caseMeasure', 'done', my.at('16:00', 4)),
      my.asks(
        '/v1/cases/{findingId}',
        { findingId: '{findingId}' },
        { state: 'measures', events: [{ event: { type: 'AccountKept' } }] },
      ),
      my.owes('V-37', 'inspection', 'overdue', my.at('00:00', 240)),
    ],
  },
  R84: {
    kinds: ['H'],
    events: ['SoftwareLicenceChecked'],
    rules: ['V-35'],
    tried: (my) => [
      my.computer(),
      my.fact('SoftwareLicenceChecked', my.at('08:00'), {
        ...{ deviceId: my.device, product: 'Windows', status: 'missing', at: my.at('08:00') },
      }),
      my.asks(
        '/v1/devices/{deviceId}',
        { deviceId: my.device },
        { events: [{ event: { type: 'SoftwareLicenceChecked', data: { status: 'missing' } } }] },
      ),
      my.granted(),
      my.session(my.at('09:00')),
      my.finds('V-35'),
    ],
  },
};
