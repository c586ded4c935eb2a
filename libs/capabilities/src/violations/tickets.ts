import { addMs } from '../time.js';
import { ofType, type Known } from './folders.js';
import type { Light, Use } from './rule.js';

type Ticket = Known<'SupportTicketOpened'>;

/** When a ticket for a look-up must have been opened at the latest. */
export const ticketDue = (use: Use, graceHours: number): string => addMs(use.at, graceHours * 3_600_000);

/** Of the support tickets that name a look-up or its account, and were not closed before it, the one opened first. */
export function ticketFor(use: Use, light: Pick<Light, 'folder'>): Ticket | undefined {
  const ofAccount = light.folder('accountTickets', use.accountId).facts;
  const ofLookup = use.lookupId === undefined ? [] : light.folder('lookupTickets', use.lookupId).facts;
  return [...ofAccount, ...ofLookup]
    .filter((ticket) => isFor(ticket, use) && !isClosedBefore(ticket, use.at, light))
    .sort((a, b) => (opened(a) < opened(b) ? -1 : 1))[0];
}

const opened = ({ id, data }: Ticket) => `${data.openedAt}|${id}`;

// A ticket that names look-ups is for those alone, and one that names an account for that one alone.
function isFor({ data: { accountId, lookupIds } }: Ticket, { accountId: own, lookupId = '' }: Use): boolean {
  return (accountId ?? own) === own && (lookupIds?.includes(lookupId) ?? true);
}

function isClosedBefore({ data: { system, ticketId } }: Ticket, at: string, light: Pick<Light, 'folder'>): boolean {
  const closings = ofType(light.folder('ticket', `${system}|${ticketId}`).facts, 'SupportTicketClosed');
  return closings.some(({ data }) => data.closedAt < at);
}
