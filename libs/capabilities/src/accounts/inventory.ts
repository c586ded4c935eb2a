import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { AccountInventorySubmitted } from './events.js';

/** A unit states how many accounts it counted, by class and status (R17, F-01). A correction is a new inventory. */
export class SubmitAccountInventory extends stating(AccountInventorySubmitted) {}

/** Which inventories the unit has submitted. */
export type Inventories = Readonly<{ submitted: ReadonlySet<string> }>;

const commands = { SubmitAccountInventory };
const events = { AccountInventorySubmitted };

/** The inventories of one unit. Whether a count is right is found by comparing it with the permissions of its day. */
export const inventory: Decider<Inventories, typeof commands, typeof events> = {
  category: 'inventory',
  commands,
  events,
  idOf: (command) => command.unitId,
  initial: { submitted: new Set() },
  decide: {
    SubmitAccountInventory(command, { submitted }) {
      if (submitted.has(command.inventoryId)) {
        throw new Refused('this inventory is already submitted', 'inventory-submitted');
      }
      if (command.occurredAt !== undefined && command.asOf > command.occurredAt) {
        throw new Refused('the inventory would count a later day', 'as-of-later');
      }
      const counted = command.counts.map(({ accountClass, status }) => `${accountClass} ${status}`);
      if (new Set(counted).size < counted.length) {
        throw new Refused('each class and status is counted once', 'counted-twice');
      }
      return [{ type: 'AccountInventorySubmitted', data: statedBy(command) }];
    },
  },
  evolve: {
    AccountInventorySubmitted: ({ submitted }, { inventoryId }) => ({
      submitted: new Set(submitted).add(inventoryId),
    }),
  },
};
