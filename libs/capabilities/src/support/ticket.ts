import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import { SupportTicketClosed, SupportTicketOpened } from './events.js';

/** Somebody needs technical help, for an account or for certain look-ups. */
export class OpenSupportTicket extends stating(SupportTicketOpened) {}
/** The help was given, or is not needed any more. */
export class CloseSupportTicket extends stating(SupportTicketClosed) {}

const commands = { OpenSupportTicket, CloseSupportTicket };
const events = { SupportTicketOpened, SupportTicketClosed };
const { states, ...memory } = statements(events);

/** The rules of one support ticket. Whether it was opened in time for a look-up is for the findings to say. */
export const ticket: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'ticket',
  commands,
  events,
  idOf: ({ system, ticketId }) => `${system}-${ticketId}`,
  ...memory,
  decide: {
    OpenSupportTicket: states(
      'SupportTicketOpened',
      (command) => {
        if (command.accountId === undefined && command.lookupIds === undefined) {
          throw new Refused('a ticket names the account or the look-ups that it is for', 'ticket-scope-needed');
        }
        happened(command, command.openedAt);
      },
      ({ ticketId }) => ticketId,
    ),
    CloseSupportTicket: states(
      'SupportTicketClosed',
      (command, { SupportTicketOpened: [opened], SupportTicketClosed: closed }) => {
        if (opened === undefined) throw new Refused('this ticket was not opened', 'ticket-unknown');
        if (closed.length > 0) throw new Refused('this ticket is already closed', 'ticket-closed');
        if (command.closedAt < opened.openedAt) {
          throw new Refused('the ticket would end before it begins', 'ends-before-it-begins');
        }
        happened(command, command.closedAt);
      },
    ),
  },
};
