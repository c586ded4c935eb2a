import type { Account } from './cast.js';
import type { Stage } from './stage.js';

/** A request for technical help. */
export interface Ticket {
  ticketId: string;
}
const system = 'HTKT';

/** Somebody asks a technician for help with an account or with some look-ups. */
export function openTicket(
  stage: Stage,
  technician: Account,
  openedAt: string,
  covers: { accountId?: string; lookupIds?: readonly string[] },
): Ticket {
  const ticketId = `HT-${stage.number()}`;
  const data = {
    system,
    ticketId,
    ...covers,
    openedAt,
    assignees: [technician.officialId],
    summary: 'Hỗ trợ kỹ thuật',
  };
  stage.observe('SupportTicketOpened', openedAt, data, { source: system });
  return { ticketId };
}

/** The help was given. */
export function closeTicket(stage: Stage, { ticketId }: Ticket, closedAt: string): void {
  stage.observe('SupportTicketClosed', closedAt, { system, ticketId, closedAt }, { source: system });
}
