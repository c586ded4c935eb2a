import type { Act, AnyDecider, Decided, EventLog } from '@app/ledger';
import { account } from './accounts/account.js';
import { grantAccount, revokeAccount } from './accounts/grant-account.js';

/** One command as the outside calls it: `POST /v1/<collection>:<verb>` with the class `rules.commands[name]` as body. */
export interface Command {
  collection: string;
  verb: string;
  name: string;
  rules: AnyDecider;
  /** How it is carried out where `handle(log, rules, name, …)` is not all. */
  run?(log: EventLog, command: object, act: Act): Promise<Decided>;
  /** The caller must say which version of the stream they saw. */
  ifMatch: boolean;
}

const plain = { ifMatch: false };
const matched = { ifMatch: true };

/** Every command of the ledger. To add one: an entry in its decider and a line here. */
export const commands: readonly Command[] = [
  { collection: 'accounts', verb: 'request', name: 'RequestAccount', rules: account, ...plain },
  { collection: 'accounts', verb: 'grant', name: 'GrantAccount', rules: account, run: grantAccount, ...plain },
  { collection: 'accounts', verb: 'changeScope', name: 'ChangeScope', rules: account, ...matched },
  { collection: 'accounts', verb: 'suspend', name: 'SuspendAccount', rules: account, ...matched },
  { collection: 'accounts', verb: 'reinstate', name: 'ReinstateAccount', rules: account, ...matched },
  { collection: 'accounts', verb: 'revoke', name: 'RevokeAccount', rules: account, run: revokeAccount, ...matched },
];
