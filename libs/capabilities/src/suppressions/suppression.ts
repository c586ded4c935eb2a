import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { addMs, dayMs } from '../time.js';
import { SuppressionEnded, SuppressionGranted } from './events.js';

/** Expects findings of a rule somewhere, for 90 days at most. */
export class GrantSuppression extends stating(SuppressionGranted) {}
/** Ends it before it expires. */
export class EndSuppression extends stating(SuppressionEnded) {}

/** The rules that are never suppressed: use after revocation, second account, integrity of the ledger. */
export const neverSuppressed: readonly string[] = ['V-07', 'V-18', 'V-40'];
export const longestSuppressionMs = 90 * dayMs;

/** Until when it was granted, and whether it was ended. */
export type Suppression = Readonly<{ expiresAt?: string; ended: boolean }>;

const commands = { GrantSuppression, EndSuppression };
const events = { SuppressionGranted, SuppressionEnded };

/** The rules of one suppression. A longer one is another one, with a ticket of its own. */
export const suppression: Decider<Suppression, typeof commands, typeof events> = {
  category: 'suppression',
  commands,
  events,
  idOf: (command) => command.suppressionId,
  initial: { ended: false },
  decide: {
    GrantSuppression(command, { expiresAt }) {
      const { ruleCode, scope, startsAt } = command;
      if (expiresAt !== undefined) throw new Refused('this suppression is already granted', 'already-suppressed');
      if (neverSuppressed.includes(ruleCode)) throw new Refused('this rule is never suppressed', 'never-suppressed');
      if (Object.keys(scope).length === 0) {
        throw new Refused('a suppression names an account, an official or a unit', 'scope-of-nobody');
      }
      if (command.owner === scope.officialId) {
        throw new Refused('nobody answers for their own suppression', 'owner-in-scope');
      }
      if (command.expiresAt <= startsAt) {
        throw new Refused('the suppression would end before it begins', 'ends-before-it-begins');
      }
      if (command.expiresAt > addMs(startsAt, longestSuppressionMs)) {
        throw new Refused('a suppression lasts 90 days at most', 'suppression-too-long');
      }
      return [{ type: 'SuppressionGranted', data: statedBy(command) }];
    },
    EndSuppression(command, { expiresAt, ended }) {
      if (expiresAt === undefined) throw new Refused('there is no such suppression', 'suppression-unknown');
      if (ended) throw new Refused('this suppression has ended', 'suppression-ended');
      return [{ type: 'SuppressionEnded', data: statedBy(command) }];
    },
  },
  evolve: {
    SuppressionGranted: (state, { expiresAt }) => ({ ...state, expiresAt }),
    SuppressionEnded: (state) => ({ ...state, ended: true }),
  },
};
