import { Refused, type Decider } from '@app/ledger';
import { Decision, Id, Instant, Text, statedBy, stating } from '../fields.js';
import { ProtectedListEntryAdded, ProtectedListEntryRemoved } from './events.js';

/** Puts a citizen on the list of the protected (R62). The number is a token from the edge on; two persons decide. */
export class AddProtectedListEntry extends stating(ProtectedListEntryAdded) {}

/** Ends an entry before its day. The citizen need not be told again. */
export class RemoveProtectedListEntry extends Decision {
  @Id() entryId!: string;
  @Instant() effectiveAt!: string;
  @Text(500) reason!: string;
  @Id() by!: string;
  @Id() by2!: string;
}

/** What was added, and whether it was removed. */
export type ProtectedEntry = Readonly<{ added?: Readonly<ProtectedListEntryAdded>; removed: boolean }>;

const commands = { AddProtectedListEntry, RemoveProtectedListEntry };
const events = { ProtectedListEntryAdded, ProtectedListEntryRemoved };

/** One entry of the list of protected citizens. A citizen may have several, each with its own reason and days. */
export const protectedEntry: Decider<ProtectedEntry, typeof commands, typeof events> = {
  category: 'protected',
  commands,
  events,
  idOf: (command) => command.entryId,
  initial: { removed: false },
  decide: {
    AddProtectedListEntry(command, { added }) {
      if (added) throw new Refused('this entry is already on the list', 'entry-added');
      assertTwo(command);
      if (command.validTo <= command.validFrom) {
        throw new Refused('the entry would end before it begins', 'ends-before-it-begins');
      }
      return [{ type: 'ProtectedListEntryAdded', data: statedBy(command) }];
    },
    RemoveProtectedListEntry(command, { added, removed }) {
      if (!added) throw new Refused('there is no such entry', 'entry-unknown');
      if (removed) throw new Refused('this entry was already removed', 'entry-removed');
      assertTwo(command);
      if (command.effectiveAt < added.validFrom || command.effectiveAt >= added.validTo) {
        throw new Refused('the entry does not hold then', 'outside-entry');
      }
      const { subjectToken } = added;
      return [{ type: 'ProtectedListEntryRemoved', data: { ...statedBy(command), subjectToken } }];
    },
  },
  evolve: {
    ProtectedListEntryAdded: (entry, added) => ({ ...entry, added }),
    ProtectedListEntryRemoved: (entry) => ({ ...entry, removed: true }),
  },
};

function assertTwo({ by, by2 }: { by: string; by2: string }): void {
  if (by === by2) throw new Refused('the second person is another than the first', 'second-is-first');
}
