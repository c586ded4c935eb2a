import type { Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { statements, type Stated } from '../statements.js';
import { PasswordPolicyPublished } from './events.js';

/** Says what passwords must be like from a day on (R27, R74, R75). A change is a new version. */
export class PublishPasswordPolicy extends stating(PasswordPolicyPublished) {}

const commands = { PublishPasswordPolicy };
const events = { PasswordPolicyPublished };
const { states, ...memory } = statements(events);

/** One version of the password policy: published once, and never another under its name. */
export const passwordPolicy: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'passwords',
  commands,
  events,
  idOf: (command) => command.policyVersion,
  ...memory,
  decide: {
    PublishPasswordPolicy: states(
      'PasswordPolicyPublished',
      () => undefined,
      ({ policyVersion }) => policyVersion,
    ),
  },
};
