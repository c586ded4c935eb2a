import { given } from '@app/ledger/given.js';
import { approval } from './approval.js';

const asked = { approvalId: 'p1', act: 'DismissViolation', subject: 'f1', first: 'o1' };
const requested = { type: 'ApprovalRequested', data: { ...asked, reason: 'hồ sơ giấy' } } as const;
const agreed = { type: 'ApprovalGiven', data: { ...asked, second: 'o2' } } as const;
const refused = { type: 'ApprovalRefused', data: { ...asked, second: 'o2', reason: 'chưa đủ căn cứ' } } as const;
const answer = { approvalId: 'p1', second: 'o2' };

describe('an approval', () => {
  it('is requested by the first person', () => {
    given(approval)
      .when('RequestApproval', { ...requested.data, occurredAt: '2025-03-01T00:00:00.000Z' })
      .then(requested);
  });
  it('is requested once', () => {
    given(approval, requested).when('RequestApproval', asked).refused('already requested');
  });
  it('is given by a second person, and says for what', () => {
    given(approval, requested).when('GiveApproval', answer).then(agreed);
  });
  it('is refused by a second person, with a reason', () => {
    given(approval, requested)
      .when('RefuseApproval', { ...answer, reason: 'chưa đủ căn cứ' })
      .then(refused);
  });
  it('is not given by the first person', () => {
    given(approval, requested)
      .when('GiveApproval', { ...answer, second: 'o1' })
      .refused('another than the first');
  });
  it('is not refused by the first person', () => {
    given(approval, requested)
      .when('RefuseApproval', { ...answer, second: 'o1', reason: 'thôi' })
      .refused('another than the first');
  });
  it('is not given where nobody asked', () => {
    given(approval).when('GiveApproval', answer).refused('not requested');
  });
  it.each([agreed, refused])('is answered once: %j', (answered) => {
    given(approval, requested, answered).when('GiveApproval', answer).refused('already given or refused');
    given(approval, requested, answered)
      .when('RefuseApproval', { ...answer, reason: 'x' })
      .refused('already given or refused');
  });
});
