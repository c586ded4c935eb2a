import { given } from '@app/ledger/given.js';
import { suppression } from './suppression.js';

const grant = {
  suppressionId: 's-1',
  ruleCode: 'V-09',
  scope: { unitId: 'u-1' },
  owner: 'cb-9',
  ticket: 'T-1',
  startsAt: '2025-03-01T00:00:00.000Z',
  expiresAt: '2025-05-30T00:00:00.000Z',
  residualCoverage: 'xem sổ trực hằng tuần',
};
const granted = { type: 'SuppressionGranted', data: grant } as const;
const end = { suppressionId: 's-1', endedBy: 'cb-9', reason: 'hết đợt' };
const ended = { type: 'SuppressionEnded', data: end } as const;

describe('a suppression is granted', () => {
  it('for ninety days, to the instant', () => {
    given(suppression).when('GrantSuppression', grant).then(granted);
  });
  it('not for longer', () => {
    given(suppression)
      .when('GrantSuppression', { ...grant, expiresAt: '2025-05-30T00:00:00.001Z' })
      .refused('90 days at most');
  });
  it.each(['V-07', 'V-18', 'V-40'])('never of %s', (ruleCode) => {
    given(suppression)
      .when('GrantSuppression', { ...grant, ruleCode })
      .refused('never suppressed');
  });
  it('not for everybody', () => {
    given(suppression)
      .when('GrantSuppression', { ...grant, scope: {} })
      .refused('names an account');
  });
  it('not to the one who answers for it', () => {
    given(suppression)
      .when('GrantSuppression', { ...grant, scope: { officialId: 'cb-9' } })
      .refused('their own suppression');
  });
  it('not backwards', () => {
    given(suppression)
      .when('GrantSuppression', { ...grant, expiresAt: grant.startsAt })
      .refused('end before it begins');
  });
  it('once', () => {
    given(suppression, granted).when('GrantSuppression', grant).refused('already granted');
  });
});

describe('a suppression is ended', () => {
  it('before it expires', () => {
    given(suppression, granted).when('EndSuppression', end).then(ended);
  });
  it('once', () => {
    given(suppression, granted, ended).when('EndSuppression', end).refused('has ended');
  });
  it('not when it was never granted', () => {
    given(suppression).when('EndSuppression', end).refused('no such suppression');
  });
});
