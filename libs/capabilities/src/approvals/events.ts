import { inStream } from '../facts.js';
import { Id, Optional, Text } from '../fields.js';

/** An act that needs two persons: which, about what, and who came first. */
abstract class Approval {
  @Id() approvalId!: string;
  /** The act's command, such as `DismissViolation`. */
  @Id() act!: string;
  /** The full id of what it is about, such as a `findingId`. */
  @Id() subject!: string;
  /** The official who asks. */
  @Id() first!: string;
}
/** Somebody wants to do what needs a second person. */
export class ApprovalRequested extends Approval {
  @Optional() @Text() reason?: string;
}
/** A second person agreed. */
export class ApprovalGiven extends Approval {
  @Id() second!: string;
}
/** A second person said no. */
export class ApprovalRefused extends Approval {
  @Id() second!: string;
  @Text() reason!: string;
}

const approval = (data: { approvalId: string }) => data.approvalId;
export const approvalEvents = {
  ApprovalRequested: inStream(ApprovalRequested, 'approval', approval, 'decided'),
  ApprovalGiven: inStream(ApprovalGiven, 'approval', approval, 'decided'),
  ApprovalRefused: inStream(ApprovalRefused, 'approval', approval, 'decided'),
};
