import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import { AccountInventorySubmitted } from './events.js';

/** A unit states how many accounts it counted, by class and status (R17, F-01). A correction is a new inventory. */
export class SubmitAccountInventory extends stating(AccountInventorySubmitted) {}

const commands = { SubmitAccountInventory };
const events = { AccountInventorySubmitted };
const { states, ...memory } = statements(events);

/** The inventories of one unit. Whether a count is right is found by comparing it with the permissions of its day. */
export const inventory: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'inventory',
  commands,
  events,
  idOf: (command) => command.unitId,
  ...memory,
  decide: {
    SubmitAccountInventory: states(
      'AccountInventorySubmitted',
      (command) => {
        const counted = command.counts.map(({ accountClass, status }) => `${accountClass} ${status}`);
        if (new Set(counted).size < counted.length) {
          throw new Refused('each class and status is counted once', 'counted-twice');
        }
        happened(command, command.asOf);
      },
      ({ inventoryId }) => inventoryId,
    ),
  },
};
