import { given } from '@app/ledger/given.js';
import { regulation, type IssueRegulation } from './regulation.js';

const reception = { roleClass: 'RECEPTION', functions: ['KIEM_TRA_TTCD'], fields: ['hoTen'], duties: ['tiếp nhận'] };
const issue: IssueRegulation = {
  regulationId: 'q1',
  number: '12/QD-UBND',
  unitScope: ['u1'],
  effectiveFrom: '2025-01-01T00:00:00.000Z',
  roleCatalogue: [reception],
};
const issued = { type: 'RegulationIssued', data: issue } as const;

describe('a regulation', () => {
  it('is issued', () => {
    given(regulation)
      .when('IssueRegulation', { ...issue, occurredAt: '2025-01-02T00:00:00.000Z' })
      .then(issued);
  });
  it('is issued once; a change is a new one', () => {
    given(regulation, issued)
      .when('IssueRegulation', { ...issue, number: '13/QD-UBND' })
      .refused('already issued');
  });
  it('does not end when it begins', () => {
    given(regulation)
      .when('IssueRegulation', { ...issue, effectiveTo: issue.effectiveFrom })
      .refused('end before it begins');
  });
  it('says once what a role class may do', () => {
    given(regulation)
      .when('IssueRegulation', { ...issue, roleCatalogue: [reception, reception] })
      .refused('stands once');
  });
});
