import { inStream } from '../facts.js';
import { AccountId, Hash, Id, Ids, Instant, Optional, Text } from '../fields.js';

/** Somebody needs technical help that may look into citizens' data: for an account, or for certain look-ups. */
export class SupportTicketOpened {
  @Id() system!: string;
  @Id() ticketId!: string;
  @Optional() @AccountId() accountId?: string;
  @Optional() @Ids(200, 1) lookupIds?: string[];
  @Instant() openedAt!: string;
  /** The official who asks for help. */
  @Optional() @Id() by?: string;
  /** The technicians who give it. */
  @Ids(100) assignees!: string[];
  @Optional() @Text(500) summary?: string;
}
export class SupportTicketClosed {
  @Id() system!: string;
  @Id() ticketId!: string;
  @Instant() closedAt!: string;
  @Optional() @Text(500) outcome?: string;
}

/** A unit meets a difficulty in carrying a directive out (R103, F-14). */
export class SupportIssueLogged {
  @Id() issueId!: string;
  @Id() unitId!: string;
  @Optional() @Id() directiveId?: string;
  @Id() by!: string;
  @Text() summary!: string;
  @Optional() @Hash() docHash?: string;
}
/** A difficulty that lies beyond one's authority was reported upwards (R103). */
export class SupportIssueEscalated {
  @Id() issueId!: string;
  @Id() to!: string;
  @Instant() sentAt!: string;
  @Text() reason!: string;
  @Optional() @Id() docNo?: string;
}

const ticket = (data: { system: string; ticketId: string }) => `${data.system}-${data.ticketId}`;
const issue = (data: { issueId: string }) => data.issueId;
export const supportEvents = {
  SupportTicketOpened: inStream(SupportTicketOpened, 'ticket', ticket),
  SupportTicketClosed: inStream(SupportTicketClosed, 'ticket', ticket),
  SupportIssueLogged: inStream(SupportIssueLogged, 'issue', issue, 'decided'),
  SupportIssueEscalated: inStream(SupportIssueEscalated, 'issue', issue, 'decided'),
};
