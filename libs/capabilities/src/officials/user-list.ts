import { sha256Hex } from '@app/merkle';
import { Refused, canonical, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { happened } from '../statements.js';
import { UserListSubmitted } from './events.js';

/** Names the users of accounts to the Ministry of Public Security (R69), one numbered part at a time. */
export class SubmitUserList extends stating(UserListSubmitted) {}

/** The parts that came, in any order. */
export type UserList = Readonly<{ parts: readonly Readonly<UserListSubmitted>[] }>;

const commands = { SubmitUserList };
const events = { UserListSubmitted };

/**
 * A list of users is what its hash says: the part that completes it is refused where count or hash of the whole differ
 * from what every part states. A list that cannot be completed is sent again under a new `listId`.
 */
export const userList: Decider<UserList, typeof commands, typeof events> = {
  category: 'userlist',
  commands,
  events,
  idOf: (command) => command.listId,
  initial: { parts: [] },
  decide: {
    SubmitUserList(command, { parts }) {
      const part = statedBy(command);
      if (part.asOf > part.sentAt) throw new Refused('the list would show rights of a later day', 'as-of-later');
      if (part.part > part.of) throw new Refused('this part lies beyond the last', 'part-beyond');
      if (parts.some((other) => other.part === part.part)) {
        throw new Refused('this part was already submitted', 'part-submitted');
      }
      if (parts.some((other) => headOf(other) !== headOf(part))) {
        throw new Refused('all parts of a list say the same about the list', 'parts-differ');
      }
      const accounts = [...parts, part].flatMap(({ accountIds }) => accountIds);
      if (new Set(accounts).size < accounts.length) {
        throw new Refused('each account stands once in a list', 'account-listed-twice');
      }
      if (parts.length + 1 === part.of) assertWhole(accounts, part);
      happened(command, part.sentAt);
      return [{ type: 'UserListSubmitted', data: part }];
    },
  },
  evolve: { UserListSubmitted: ({ parts }, part) => ({ parts: [...parts, part] }) },
};

function assertWhole(accounts: readonly string[], { count, listHash }: UserListSubmitted): void {
  if (accounts.length !== count) throw new Refused('the list has another number of accounts', 'list-count-differs');
  if (sha256Hex(canonical(accounts.toSorted())) !== listHash) {
    throw new Refused('the hash is not that of the accounts of all parts', 'list-hash-differs');
  }
}

// What every part says alike.
function headOf({ part: _, accountIds: __, ...head }: Readonly<UserListSubmitted>): string {
  return canonical(head);
}
