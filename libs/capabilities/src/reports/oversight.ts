import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { happened, statement, statements, type Stated } from '../statements.js';
import { ControlAttested, controlId, GuidanceIssued, InfrastructureReviewed, ReminderIssued } from './events.js';

/** Records that a unit, an official or an account's holder was reminded of a duty (R12, R43). */
export class IssueReminder extends stating(ReminderIssued) {}
export const reminder = statement(
  'reminder',
  { IssueReminder },
  { ReminderIssued },
  ({ reminderId }) => reminderId,
  (command) => happened(command, command.sentAt),
);

/** Records that units were told how to follow a function or a directive (R11, R43). */
export class IssueGuidance extends stating(GuidanceIssued) {}
export const guidance = statement(
  'guidance',
  { IssueGuidance },
  { GuidanceIssued },
  ({ guidanceId }) => guidanceId,
  (command) => happened(command, command.issuedAt),
);

/** Records that a unit's equipment was looked over, and what was proposed (R40). */
export class ReviewInfrastructure extends stating(InfrastructureReviewed) {}
export const infrastructure = statement(
  'infrastructure',
  { ReviewInfrastructure },
  { InfrastructureReviewed },
  ({ infrastructureReviewId }) => infrastructureReviewId,
  (command) => happened(command, command.reviewedAt),
);

/** Records who answers for a protection that the ledger cannot see, on which document, until when (R06, R49, R86, R90). */
export class AttestControl extends stating(ControlAttested) {}

const commands = { AttestControl };
const events = { ControlAttested };
const { states, ...memory } = statements(events);

/** The attestations of one control of one unit, renewed as often as need be. */
export const control: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'control',
  commands,
  events,
  idOf: controlId,
  ...memory,
  decide: {
    AttestControl: states('ControlAttested', (command) => {
      if (command.validUntil <= command.at) {
        throw new Refused('the attestation would end before it begins', 'ends-before-it-begins');
      }
      happened(command, command.at);
    }),
  },
};
