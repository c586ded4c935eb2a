import { Refused, type Decider } from './decider.js';

/** Opens an account for an official. */
export class OpenAccount {
  accountId!: string;
  officialId!: string;
}
/** Closes it again. */
export class CloseAccount {
  accountId!: string;
  reasons!: readonly string[];
}
export class AccountOpened {
  accountId!: string;
  officialId!: string;
}
export class ReasonGiven {
  accountId!: string;
  reason!: string;
}
export class AccountClosed {
  accountId!: string;
}

const commands = { OpenAccount, CloseAccount };
const events = { AccountOpened, ReasonGiven, AccountClosed };

/** What the example's rules know of an account. */
export interface ExampleAccount {
  status: 'none' | 'open' | 'closed';
  since?: string;
}

/** An example for the kernel's specs: an account that is opened and closed, each once. */
export const exampleAccount: Decider<ExampleAccount, typeof commands, typeof events> = {
  category: 'account',
  commands,
  events,
  idOf: (command) => command.accountId,
  initial: { status: 'none' },
  decide: {
    OpenAccount({ accountId, officialId }, account) {
      if (account.status !== 'none') throw new Refused('this account is already open', 'already-open');
      return [{ type: 'AccountOpened', data: { accountId, officialId } }];
    },
    CloseAccount({ accountId, reasons }, account) {
      if (account.status !== 'open') throw new Refused('this account is not open');
      if (account.since === '2020-01-01T00:00:00.000Z') throw new Refused('this account is too old to close');
      return [
        ...reasons.map((reason) => ({ type: 'ReasonGiven' as const, data: { accountId, reason } })),
        { type: 'AccountClosed', data: { accountId } },
      ];
    },
  },
  evolve: {
    AccountOpened: (_, __, at) => ({ status: 'open', since: at }),
    ReasonGiven: (account) => account,
    AccountClosed: (account) => ({ ...account, status: 'closed' }),
  },
};
