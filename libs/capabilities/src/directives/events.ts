import { inStream } from '../facts.js';
import { Day, Flag, Id, Ids, Instant, Optional, Parts, Text } from '../fields.js';

/** A clause of a directive, as the directive numbers it (`§1.3`), and the duties (R-ids) that it lays down. */
export class DirectiveClause {
  @Id() clause!: string;
  @Ids(50, 1) duties!: string[];
}
/** A directive is known to the ledger (R15, R16, R47). `number` is absent where the paper has none. */
export class DirectiveRegistered {
  @Id() directiveId!: string;
  @Optional() @Id() number?: string;
  /** The day on the paper. */
  @Day() date!: string;
  /** The paper leaves the day, or a part of it, blank: `date` is what was made of it. */
  @Optional() @Flag() dateAssumed?: boolean;
  @Id() issuer!: string;
  @Text(500) title!: string;
  @Parts(DirectiveClause, 200) clauseMap!: DirectiveClause[];
  /** The directive that this one replaces, by its directiveId. */
  @Optional() @Id() supersedes?: string;
}
/** A directive was sent to units that have to carry it out (R15). */
export class DirectiveDistributed {
  @Id() directiveId!: string;
  @Ids(500, 1) units!: string[];
  @Instant() at!: string;
}

// One stream for all of them, since a number belongs to one directive of its issuer; they are few.
const register = () => 'register';
export const directiveEvents = {
  DirectiveRegistered: inStream(DirectiveRegistered, 'directive', register, 'decided'),
  DirectiveDistributed: inStream(DirectiveDistributed, 'directive', register, 'decided'),
};
