import { given } from '@app/ledger/given.js';
import { ticket, type OpenSupportTicket } from './ticket.js';

const at = (hour: string) => `2025-03-01T${hour}:00:00.000Z`;
const opening: OpenSupportTicket = {
  system: 'TTHC',
  ticketId: 't1',
  accountId: 'TTHC:quantri',
  openedAt: at('08'),
  assignees: ['o7'],
};
const opened = { type: 'SupportTicketOpened', data: opening } as const;
const closing = { system: 'TTHC', ticketId: 't1', closedAt: at('10') };
const closed = { type: 'SupportTicketClosed', data: closing } as const;

describe('a support ticket', () => {
  it('is opened for an account', () => {
    given(ticket)
      .when('OpenSupportTicket', { ...opening, occurredAt: at('09') })
      .then(opened);
  });
  it('is opened for look-ups', () => {
    const { accountId: _, ...forLookups } = { ...opening, lookupIds: ['tc-1'] };
    given(ticket).when('OpenSupportTicket', forLookups).then({ type: 'SupportTicketOpened', data: forLookups });
  });
  it('is not opened for nothing', () => {
    const { accountId: _, ...nothing } = opening;
    given(ticket).when('OpenSupportTicket', nothing).refused('names the account or the look-ups');
  });
  it('is opened once', () => {
    given(ticket, opened)
      .when('OpenSupportTicket', { ...opening, assignees: [] })
      .refused('already stands');
  });
  it('is not entered before it was opened', () => {
    given(ticket)
      .when('OpenSupportTicket', { ...opening, occurredAt: at('07') })
      .refused('before it happened');
  });
  it('is closed', () => {
    given(ticket, opened)
      .when('CloseSupportTicket', { ...closing, occurredAt: at('10') })
      .then(closed);
  });
  it('is closed once', () => {
    given(ticket, opened, closed)
      .when('CloseSupportTicket', { ...closing, closedAt: at('11') })
      .refused('already closed');
  });
  it('is not closed before it was opened', () => {
    given(ticket).when('CloseSupportTicket', closing).refused('was not opened');
    given(ticket, opened)
      .when('CloseSupportTicket', { ...closing, closedAt: at('07') })
      .refused('end before it begins');
  });
  it('is not closed ahead of its time', () => {
    given(ticket, opened)
      .when('CloseSupportTicket', { ...closing, occurredAt: at('09') })
      .refused('before it happened');
  });
});
