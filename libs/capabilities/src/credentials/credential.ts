import { Refused, type Decider } from '@app/ledger';
import { AccountGranted } from '../accounts/events.js';
import { statedBy, stating } from '../fields.js';
import { CredentialCompromiseReported } from './events.js';

/** Says that a password or factor is known or feared to be in other hands (R42, R100). */
export class ReportCompromise extends stating(CredentialCompromiseReported) {}

/** Whether the account was ever granted, and what was reported about it, as `nameOf` writes it. */
export type Credential = Readonly<{ known: boolean; reports: readonly string[] }>;

const commands = { ReportCompromise };
const events = { AccountGranted, CredentialCompromiseReported };

/** What may be said about an account's credentials, in the account's own stream. */
export const credential: Decider<Credential, typeof commands, typeof events> = {
  category: 'account',
  commands,
  events,
  idOf: (command) => command.accountId,
  initial: { known: false, reports: [] },
  decide: {
    ReportCompromise(command, { known, reports }) {
      if (!known) throw new Refused('no such account was ever granted', 'account-unknown');
      if (command.occurredAt !== undefined && command.detectedAt > command.occurredAt) {
        throw new Refused('it would be reported before it was detected', 'detected-later');
      }
      if (reports.includes(nameOf(command)))
        throw new Refused('this compromise is already reported', 'already-reported');
      return [{ type: 'CredentialCompromiseReported', data: statedBy(command) }];
    },
  },
  evolve: {
    AccountGranted: (credential) => ({ ...credential, known: true }),
    CredentialCompromiseReported: (credential, report) => ({
      ...credential,
      reports: [...credential.reports, nameOf(report)],
    }),
  },
};

const nameOf = ({ origin, detectedAt }: CredentialCompromiseReported) => `${origin} ${detectedAt}`;
