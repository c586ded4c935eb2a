import { Refused, type Decider } from '@app/ledger';
import { Decision, Id, Text, statedBy, stating } from '../fields.js';
import { ApprovalGiven, ApprovalRefused, ApprovalRequested } from './events.js';

/** Asks a second person to agree to an act. */
export class RequestApproval extends stating(ApprovalRequested) {}

/** The second person agrees. */
export class GiveApproval extends Decision {
  @Id() approvalId!: string;
  @Id() second!: string;
}

/** The second person says no, and why. */
export class RefuseApproval extends Decision {
  @Id() approvalId!: string;
  @Id() second!: string;
  @Text() reason!: string;
}

type Asked = Readonly<Omit<ApprovalRequested, 'reason'>>;
/** What was asked, and whether it was answered. */
export type Approval = Readonly<{ asked?: Asked; answered: boolean }>;

const commands = { RequestApproval, GiveApproval, RefuseApproval };
const events = { ApprovalRequested, ApprovalGiven, ApprovalRefused };

/**
 * One act in the eyes of two persons: asked for by the first, answered once by another. The act itself is a command of its
 * own; this says only that two agreed.
 */
export const approval: Decider<Approval, typeof commands, typeof events> = {
  category: 'approval',
  commands,
  events,
  idOf: (command) => command.approvalId,
  initial: { answered: false },
  decide: {
    RequestApproval(command, { asked }) {
      if (asked) throw new Refused('this approval is already requested', 'approval-requested');
      return [{ type: 'ApprovalRequested', data: statedBy(command) }];
    },
    GiveApproval(command, approval) {
      const asked = answerable(approval, command.second);
      return [{ type: 'ApprovalGiven', data: { ...asked, second: command.second } }];
    },
    RefuseApproval({ second, reason }, approval) {
      const asked = answerable(approval, second);
      return [{ type: 'ApprovalRefused', data: { ...asked, second, reason } }];
    },
  },
  evolve: {
    ApprovalRequested: (approval, { approvalId, act, subject, first }) => ({
      ...approval,
      asked: { approvalId, act, subject, first },
    }),
    ApprovalGiven: (approval) => ({ ...approval, answered: true }),
    ApprovalRefused: (approval) => ({ ...approval, answered: true }),
  },
};

function answerable({ asked, answered }: Approval, second: string): Asked {
  if (!asked) throw new Refused('this approval was not requested', 'approval-unknown');
  if (answered) throw new Refused('this approval was already given or refused', 'approval-answered');
  if (second === asked.first) throw new Refused('the second person is another than the first', 'second-is-first');
  return asked;
}
