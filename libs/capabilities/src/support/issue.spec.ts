import { given } from '@app/ledger/given.js';
import { issue } from './issue.js';

const log = { issueId: 'v1', unitId: 'u1', by: 'o1', summary: 'máy chưa có bản quyền' };
const logged = { type: 'SupportIssueLogged', data: log } as const;
const report = { issueId: 'v1', to: 'UBND quan', sentAt: '2025-03-02T00:00:00.000Z', reason: 'vượt thẩm quyền' };
const escalated = { type: 'SupportIssueEscalated', data: report } as const;

describe('a difficulty', () => {
  it('is logged', () => {
    given(issue)
      .when('LogSupportIssue', { ...log, occurredAt: '2025-03-01T00:00:00.000Z' })
      .then(logged);
  });
  it('is logged once', () => {
    given(issue, logged)
      .when('LogSupportIssue', { ...log, summary: 'khác' })
      .refused('already stands');
  });
  it('is reported upwards', () => {
    given(issue, logged)
      .when('EscalateSupportIssue', { ...report, occurredAt: report.sentAt })
      .then(escalated);
  });
  it('is reported once to each recipient', () => {
    const further = { ...report, to: 'UBND thanh pho' };
    given(issue, logged, escalated)
      .when('EscalateSupportIssue', { ...report, reason: 'nhắc lại' })
      .refused('already reported');
    given(issue, logged, escalated)
      .when('EscalateSupportIssue', further)
      .then({ type: 'SupportIssueEscalated', data: further });
  });
  it('is not reported when it was not logged', () => {
    given(issue).when('EscalateSupportIssue', report).refused('was not logged');
  });
  it('is not reported ahead of its time', () => {
    given(issue, logged)
      .when('EscalateSupportIssue', { ...report, occurredAt: '2025-03-01T00:00:00.000Z' })
      .refused('before it happened');
  });
});
