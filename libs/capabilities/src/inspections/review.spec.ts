import { given } from '@app/ledger/given.js';
import type { AccountGranted } from '../accounts/events.js';
import { inspectionTeam } from './inspection-team.js';
import { review } from './review.js';

const grantedTo = (officialId: string) =>
  ({ type: 'AccountGranted', data: { accountId: 'TTHC:an', officialId } as AccountGranted }) as const;
const decision = {
  reviewId: 'r1',
  accountId: 'TTHC:an',
  decision: 'keep',
  by: 'o9',
  batchSize: 40,
  decisionMillis: 1200,
  decidedAt: '2025-06-05T02:00:00.000Z',
};
const recorded = { type: 'ReviewDecisionRecorded', data: decision } as const;

describe('a review of an account', () => {
  it('is recorded in the account’s stream', () => {
    expect(review.idOf(decision)).toBe('TTHC:an');
    given(review, grantedTo('o1'))
      .when('RecordReviewDecision', { ...decision, occurredAt: decision.decidedAt })
      .then(recorded);
  });
  it('is not made by one whom the account was granted to', () => {
    given(review, grantedTo('o9'), grantedTo('o1'))
      .when('RecordReviewDecision', decision)
      .refused('an account of their own');
  });
  it('is not made of an account that was never granted', () => {
    given(review).when('RecordReviewDecision', decision).refused('ever granted');
  });
  it('is recorded once, and decided once', () => {
    given(review, grantedTo('o1'), recorded).when('RecordReviewDecision', decision).refused('already recorded');
    given(review, grantedTo('o1'), recorded)
      .when('RecordReviewDecision', { ...decision, decision: 'revoke' })
      .refused('already stands for something else');
  });
  it('is not recorded before it was decided', () => {
    given(review, grantedTo('o1'))
      .when('RecordReviewDecision', { ...decision, occurredAt: '2025-06-05T01:59:59.999Z' })
      .refused('before it happened');
  });
});

describe('an inspection team', () => {
  const team = {
    teamId: 't1',
    decisionNo: '45/QĐ-UBND',
    unitId: 'city',
    members: [{ officialId: 'o2', unitId: 'police' }],
    establishedAt: '2025-06-01T02:00:00.000Z',
  };
  const established = { type: 'InspectionTeamEstablished', data: team } as const;

  it('is set up by a decision, once', () => {
    given(inspectionTeam)
      .when('EstablishInspectionTeam', { ...team, occurredAt: team.establishedAt })
      .then(established);
    given(inspectionTeam, established).when('EstablishInspectionTeam', team).refused('already recorded');
  });
  it('does not become another one', () => {
    given(inspectionTeam, established)
      .when('EstablishInspectionTeam', { ...team, decisionNo: '46/QĐ-UBND' })
      .refused('already stands for something else');
  });
});
