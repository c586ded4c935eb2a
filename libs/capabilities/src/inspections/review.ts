import { Refused, type Decider } from '@app/ledger';
import { AccountGranted } from '../accounts/events.js';
import { stating } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import { ReviewDecisionRecorded } from './events.js';

/**
 * Records what a reviewer decided about an account. It changes nothing about the account: what "revoke" or "reduce"
 * leads to is a command of its own.
 */
export class RecordReviewDecision extends stating(ReviewDecisionRecorded) {}

const commands = { RecordReviewDecision };
const events = { AccountGranted, ReviewDecisionRecorded };
const { states, ...memory } = statements(events);

/** Reviews stand in the account's own stream, where it is known whom the account was granted to. */
export const review: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'account',
  commands,
  events,
  idOf: (command) => command.accountId,
  ...memory,
  decide: {
    RecordReviewDecision: states(
      'ReviewDecisionRecorded',
      (command, { AccountGranted: granted }) => {
        if (granted.length === 0) throw new Refused('no such account was ever granted', 'account-unknown');
        if (granted.some(({ officialId }) => officialId === command.by)) {
          throw new Refused('nobody reviews an account of their own', 'reviewer-is-holder');
        }
        happened(command, command.decidedAt);
      },
      ({ reviewId }) => reviewId,
    ),
  },
};
