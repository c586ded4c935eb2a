import { Refused, canonical, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { localMonth } from '../time.js';
import { LookupJustified, LookupPerformed } from './events.js';

/**
 * Explains a look-up afterwards: its official says why, or a supervisor approves. It stands in the month of the
 * explanation, so `occurredAt` must be resolved before the command is handled.
 */
export class JustifyLookup extends stating(LookupJustified) {}

/** The officials behind the month's look-ups of one account, and what was explained. */
export type Explanations = Readonly<{ officials: ReadonlySet<string>; given: ReadonlySet<string> }>;

const commands = { JustifyLookup };
const events = { LookupPerformed, LookupJustified };

/** Explanations only ever add up; the look-up itself may lie in another month, or not have arrived yet. */
export const justification: Decider<Explanations, typeof commands, typeof events> = {
  category: 'lookups',
  commands,
  events,
  idOf(command) {
    if (command.occurredAt === undefined) throw new Error('a justification is handled with its occurredAt resolved');
    return `${command.accountId}-${localMonth(command.occurredAt)}`;
  },
  initial: { officials: new Set(), given: new Set() },
  decide: {
    JustifyLookup(command, { officials, given }) {
      const cases = [command.dossierId, command.petitionId, command.ticketId].filter((id) => id !== undefined);
      if (cases.length > 1) throw new Refused('a look-up served one dossier, petition or ticket', 'several-cases');
      if (cases.length === 0 && command.text === undefined) {
        throw new Refused('an explanation names a dossier, a petition, a ticket, or says why', 'no-explanation');
      }
      if (command.role === 'supervisor' && officials.has(command.by)) {
        throw new Refused("a supervisor is not the account's own official", 'supervisor-is-holder');
      }
      if (command.role === 'official' && officials.size > 0 && !officials.has(command.by)) {
        throw new Refused('an official explains the look-ups of their own account only', 'not-the-holder');
      }
      const data = statedBy(command);
      if (given.has(canonical(data))) throw new Refused('this explanation is already given', 'already-justified');
      return [{ type: 'LookupJustified', data }];
    },
  },
  evolve: {
    LookupPerformed: (known, { officialId }) =>
      officialId === undefined || known.officials.has(officialId)
        ? known
        : { ...known, officials: new Set(known.officials).add(officialId) },
    LookupJustified: (known, data) => ({ ...known, given: new Set(known.given).add(canonical(data)) }),
  },
};
