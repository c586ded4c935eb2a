import { given } from '@app/ledger/given.js';
import { evaluation } from './evaluation.js';
import { control, guidance, infrastructure, reminder } from './oversight.js';
import { report, type SubmitReport } from './report.js';

const at = (day: string) => `2025-${day}T02:00:00.000Z`;
const hash = 'ab'.repeat(32);

describe('a report', () => {
  const monthly: SubmitReport = {
    reportId: 'r1',
    kind: 'MONTHLY_USAGE',
    unitId: 'vhtt',
    period: { from: '2025-05-01', to: '2025-05-31' },
    from: 'vhtt',
    to: 'ubnd',
    via: 'catp',
    submittedAt: at('06-05'),
    fileHash: hash,
    figuresAsOf: at('06-01'),
  };
  const submitted = { type: 'ReportSubmitted', data: monthly } as const;

  it('is handed in, also late', () => {
    expect(report.idOf(monthly)).toBe('r1');
    given(report)
      .when('SubmitReport', { ...monthly, occurredAt: at('06-05') })
      .then(submitted);
  });
  it('is handed in once', () => {
    given(report, submitted).when('SubmitReport', monthly).refused('already recorded');
    given(report, submitted)
      .when('SubmitReport', { ...monthly, kind: 'RESULTS' })
      .refused('already stands for something else');
  });
  it('is about days that do not end before they begin', () => {
    given(report)
      .when('SubmitReport', { ...monthly, period: { from: '2025-05-02', to: '2025-05-01' } })
      .refused('end before it begins');
  });
  it('has figures of a moment before it was handed in, or that very one', () => {
    given(report)
      .when('SubmitReport', { ...monthly, figuresAsOf: at('06-06') })
      .refused('a moment after the document');
    const fresh = { ...monthly, figuresAsOf: monthly.submittedAt };
    given(report).when('SubmitReport', fresh).then({ type: 'ReportSubmitted', data: fresh });
  });
  it('is not recorded before it was handed in', () => {
    given(report)
      .when('SubmitReport', { ...monthly, occurredAt: at('06-04') })
      .refused('before it happened');
  });
});

describe('the rating of a year', () => {
  const unit = {
    unitId: 'p1',
    year: 2025,
    rating: 'hoàn thành tốt',
    by: 'o9',
    docHash: hash,
    figuresAsOf: at('12-01'),
    evaluatedAt: at('12-20'),
  };
  const rated = { type: 'AnnualEvaluationRecorded', data: unit } as const;
  const person = { ...unit, officialId: 'o1' };

  it('is given to a unit and to its people, once each', () => {
    expect(evaluation.idOf(unit)).toBe('p1-2025');
    given(evaluation)
      .when('RecordAnnualEvaluation', { ...unit, occurredAt: at('12-20') })
      .then(rated);
    given(evaluation, rated)
      .when('RecordAnnualEvaluation', person)
      .then({ type: 'AnnualEvaluationRecorded', data: person });
    given(evaluation, rated)
      .when('RecordAnnualEvaluation', { ...unit, rating: 'không hoàn thành' })
      .refused('already recorded');
  });
  it('rests on figures of before', () => {
    given(evaluation)
      .when('RecordAnnualEvaluation', { ...unit, figuresAsOf: at('12-21') })
      .refused('a moment after the document');
  });
});

describe('a control', () => {
  const attestation = {
    control: 'R06',
    unitId: 'p1',
    by: 'o1',
    docHash: hash,
    at: at('01-10'),
    validUntil: at('12-31'),
  };
  const attested = { type: 'ControlAttested', data: attestation } as const;

  it('is attested for a time, and attested again', () => {
    given(control)
      .when('AttestControl', { ...attestation, occurredAt: at('01-10') })
      .then(attested);
    const again = { ...attestation, at: at('12-20'), validUntil: '2026-12-31T02:00:00.000Z' };
    given(control, attested).when('AttestControl', again).then({ type: 'ControlAttested', data: again });
  });
  it('is attested once by one document', () => {
    given(control, attested).when('AttestControl', attestation).refused('already recorded');
  });
  it('is attested for some time', () => {
    given(control)
      .when('AttestControl', { ...attestation, validUntil: attestation.at })
      .refused('end before it begins');
  });
  it('is not attested in advance', () => {
    given(control)
      .when('AttestControl', { ...attestation, occurredAt: at('01-09') })
      .refused('before it happened');
  });
});

describe('what units are told and shown', () => {
  const reminding = {
    reminderId: 'n1',
    unitId: 'p1',
    about: 'chưa gửi báo cáo tháng 5',
    clauses: ['R39'],
    by: 'vhtt',
    channel: 'văn bản',
    sentAt: at('06-10'),
  };
  const guiding = {
    guidanceId: 'h1',
    units: ['p1', 'p2'],
    title: 'Sử dụng chức năng Lấy thông tin công dân',
    by: 'thanh-tra',
    docHash: hash,
    issuedAt: at('06-10'),
  };
  const reviewing = {
    infrastructureReviewId: 'k1',
    unitId: 'p1',
    subject: 'máy tính bộ phận một cửa',
    findings: '2 máy chưa có phần mềm diệt mã độc',
    by: 'vhtt',
    docHash: hash,
    reviewedAt: at('06-10'),
  };

  it('is recorded once', () => {
    const reminded = { type: 'ReminderIssued', data: reminding } as const;
    given(reminder).when('IssueReminder', reminding).then(reminded);
    given(reminder, reminded)
      .when('IssueReminder', { ...reminding, unitId: 'p2' })
      .refused('already stands for something else');
    const guided = { type: 'GuidanceIssued', data: guiding } as const;
    given(guidance).when('IssueGuidance', guiding).then(guided);
    given(guidance, guided).when('IssueGuidance', guiding).refused('already recorded');
    const reviewed = { type: 'InfrastructureReviewed', data: reviewing } as const;
    given(infrastructure).when('ReviewInfrastructure', reviewing).then(reviewed);
    given(infrastructure, reviewed).when('ReviewInfrastructure', reviewing).refused('already recorded');
  });
  it('is not recorded before it happened', () => {
    const occurredAt = at('06-09');
    given(reminder)
      .when('IssueReminder', { ...reminding, occurredAt })
      .refused('before it happened');
    given(guidance)
      .when('IssueGuidance', { ...guiding, occurredAt })
      .refused('before it happened');
    given(infrastructure)
      .when('ReviewInfrastructure', { ...reviewing, occurredAt })
      .refused('before it happened');
  });
});
