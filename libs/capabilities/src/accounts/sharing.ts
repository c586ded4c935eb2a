import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { AccountGranted, AccountSharingReported } from './events.js';

/**
 * Says that an account is used by others than its holder (R89, R92). The reporter's name comes sealed; whoever gives the
 * command stands in the envelope, so a reporter who is to stay unknown lets the desk that seals give it.
 */
export class ReportAccountSharing extends stating(AccountSharingReported) {}

/** Whether the account was ever granted, and what was reported about it. */
export type Sharing = Readonly<{ known: boolean; reports: ReadonlySet<string> }>;

const commands = { ReportAccountSharing };
const events = { AccountGranted, AccountSharingReported };

/** Reports on one account's use by others, in the account's own stream. Whether they are true is for people to say. */
export const sharing: Decider<Sharing, typeof commands, typeof events> = {
  category: 'account',
  commands,
  events,
  idOf: (command) => command.accountId,
  initial: { known: false, reports: new Set() },
  decide: {
    ReportAccountSharing(command, { known, reports }) {
      if (!known) throw new Refused('no such account was ever granted', 'account-unknown');
      if (reports.has(command.reportId)) throw new Refused('this report is already recorded', 'already-reported');
      if (command.occurredAt !== undefined && command.seenAt !== undefined && command.seenAt > command.occurredAt) {
        throw new Refused('it would be reported before it was seen', 'detected-later');
      }
      return [{ type: 'AccountSharingReported', data: statedBy(command) }];
    },
  },
  evolve: {
    AccountGranted: (sharing) => ({ ...sharing, known: true }),
    AccountSharingReported: (sharing, { reportId }) => ({
      ...sharing,
      reports: new Set(sharing.reports).add(reportId),
    }),
  },
};
