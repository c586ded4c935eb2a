import { inStream } from '../facts.js';
import { Day, Id, Instant, Optional, Text } from '../fields.js';

/**
 * A field of a recorded event is wrong, and two persons say what is right. The event itself stays as it is. Values are
 * as stored: a text as it is, anything else as JSON. `wrong` is absent where the event does not have the field.
 */
export class CorrectionRecorded {
  /** The stream in which the event stands, as the ledger's answers name it. */
  @Id() targetStream!: string;
  @Id() targetEventId!: string;
  @Id() field!: string;
  @Optional() @Text() wrong?: string;
  @Text() right!: string;
  @Text() reason!: string;
  @Id() by!: string;
  @Id() by2!: string;
}
/** What is recorded of these days, of all days where none are named, must stay readable until the hold is released. */
export class LegalHoldPlaced {
  @Id() holdId!: string;
  /** What the hold is about: a case, an account, a unit, a request of the police. */
  @Text() scope!: string;
  @Text() basis!: string;
  @Optional() @Day() from?: string;
  @Optional() @Day() to?: string;
  @Id() by!: string;
  @Instant() at!: string;
}
export class LegalHoldReleased {
  @Id() holdId!: string;
  @Text() basis!: string;
  @Id() by!: string;
  @Instant() at!: string;
}
/** The key of the citizen tokens of some days, both included, was destroyed: they cannot be matched to people any more. */
export class SubjectKeyDestroyed {
  @Id() keyId!: string;
  @Day() from!: string;
  @Day() to!: string;
  @Text() basis!: string;
  @Id() by!: string;
  @Id() by2!: string;
  @Instant() at!: string;
}

// Holds and keys share a stream, so that no key goes while a hold is being placed.
const custody = () => 'custody';
export const custodyEvents = {
  CorrectionRecorded: inStream(CorrectionRecorded, 'correction', ({ targetEventId }) => targetEventId, 'decided'),
  LegalHoldPlaced: inStream(LegalHoldPlaced, 'ledger', custody, 'decided'),
  LegalHoldReleased: inStream(LegalHoldReleased, 'ledger', custody, 'decided'),
  SubjectKeyDestroyed: inStream(SubjectKeyDestroyed, 'ledger', custody, 'decided'),
};
