import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { PasswordPolicyPublished } from './events.js';

/** Says what passwords must be like from a day on (R27, R74, R75). A change is a new version. */
export class PublishPasswordPolicy extends stating(PasswordPolicyPublished) {}

/** Whether this version is published; nothing about it changes afterwards. */
export type PasswordPolicy = Readonly<{ published: boolean }>;

const commands = { PublishPasswordPolicy };
const events = { PasswordPolicyPublished };

/** The rules of one version of the password policy. */
export const passwordPolicy: Decider<PasswordPolicy, typeof commands, typeof events> = {
  category: 'passwords',
  commands,
  events,
  idOf: (command) => command.policyVersion,
  initial: { published: false },
  decide: {
    PublishPasswordPolicy(command, { published }) {
      if (published) throw new Refused('this version of the password policy is published', 'password-policy-published');
      return [{ type: 'PasswordPolicyPublished', data: statedBy(command) }];
    },
  },
  evolve: { PasswordPolicyPublished: () => ({ published: true }) },
};
