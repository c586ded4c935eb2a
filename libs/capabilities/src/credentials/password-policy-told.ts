import { dataOf, type Thing } from '../thing.js';
import type { PasswordPolicyPublished } from './events.js';

/** `GET /v1/passwordPolicies/{policyVersion}`: what passwords must be like, and whether they must by then (R27, R74). */
export const passwordPolicyTold: Thing = {
  collection: 'passwordPolicies',
  id: 'policyVersion',
  category: 'passwords',
  summary: 'One version of the password policy: what it asks for, whether it has begun at asOf, and its event',
  told(events, asOf) {
    const [policy] = dataOf<PasswordPolicyPublished>(events, 'PasswordPolicyPublished');
    return { status: policy.effectiveFrom <= asOf ? 'inForce' : 'notYet', policy };
  },
};
