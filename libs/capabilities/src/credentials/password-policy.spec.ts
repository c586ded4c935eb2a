import { given } from '@app/ledger/given.js';
import { passwordPolicy } from './password-policy.js';

const policy = {
  policyVersion: 'MK-2025',
  effectiveFrom: '2025-11-06T00:00:00.000Z',
  minLength: 14,
  classes: 4,
  history: 10,
  maxAgeDays: 90,
};
const published = { type: 'PasswordPolicyPublished', data: policy } as const;

describe('a password policy', () => {
  it('is published', () => {
    given(passwordPolicy)
      .when('PublishPasswordPolicy', { ...policy, occurredAt: '2025-11-01T00:00:00.000Z' })
      .then(published);
  });
  it('is published once; a change is a new version', () => {
    given(passwordPolicy, published)
      .when('PublishPasswordPolicy', { ...policy, minLength: 8 })
      .refused('already stands for something else');
  });
});
