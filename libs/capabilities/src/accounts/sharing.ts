import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import { AccountGranted, AccountSharingReported } from './events.js';

/**
 * Says that an account is used by others than its holder (R89, R92). The reporter's name comes sealed; whoever gives the
 * command stands in the envelope, so a reporter who is to stay unknown lets the desk that seals give it.
 */
export class ReportAccountSharing extends stating(AccountSharingReported) {}

const commands = { ReportAccountSharing };
const events = { AccountGranted, AccountSharingReported };
const { states, ...memory } = statements(events);

/** Reports on one account's use by others, in the account's own stream. Whether they are true is for people to say. */
export const sharing: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'account',
  commands,
  events,
  idOf: (command) => command.accountId,
  ...memory,
  decide: {
    ReportAccountSharing: states(
      'AccountSharingReported',
      (command, { AccountGranted: granted }) => {
        if (granted.length === 0) throw new Refused('no such account was ever granted', 'account-unknown');
        if (command.seenAt !== undefined) happened(command, command.seenAt);
      },
      ({ reportId }) => reportId,
    ),
  },
};
