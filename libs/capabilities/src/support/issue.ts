import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import { SupportIssueEscalated, SupportIssueLogged } from './events.js';

/** A unit says what is hard about carrying a directive out (R103). */
export class LogSupportIssue extends stating(SupportIssueLogged) {}
/** A difficulty beyond one's authority goes to whoever has it (R103). */
export class EscalateSupportIssue extends stating(SupportIssueEscalated) {}

const commands = { LogSupportIssue, EscalateSupportIssue };
const events = { SupportIssueLogged, SupportIssueEscalated };
const { states, ...memory } = statements(events);

/** One difficulty: logged, and passed on once to each recipient. */
export const issue: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'issue',
  commands,
  events,
  idOf: (command) => command.issueId,
  ...memory,
  decide: {
    LogSupportIssue: states(
      'SupportIssueLogged',
      () => undefined,
      ({ issueId }) => issueId,
    ),
    EscalateSupportIssue: states(
      'SupportIssueEscalated',
      (command, { SupportIssueLogged: logged, SupportIssueEscalated: escalated }) => {
        if (logged.length === 0) throw new Refused('this issue was not logged', 'issue-unknown');
        if (escalated.some(({ to }) => to === command.to)) {
          throw new Refused('this issue was already reported to this recipient', 'issue-escalated');
        }
        happened(command, command.sentAt);
      },
    ),
  },
};
