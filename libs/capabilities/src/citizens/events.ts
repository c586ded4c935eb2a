import { inStream } from '../facts.js';
import { Citizen, Id, Instant, OneOf, Text } from '../fields.js';

/** Two numbers are one citizen's. On the wire the numbers, in the ledger their tokens. */
export class SubjectAliasLinked {
  @Citizen() tokenOld!: string;
  @Citizen() tokenNew!: string;
  /** A 9-digit CMND that became a CCCD, or a number that was corrected. */
  @OneOf(['cmndToCccd', 'correction']) reason!: string;
}

export const protectedCategories = ['complainant', 'witness', 'victim', 'minor', 'official', 'public', 'other'];

/** Looking this citizen up is reviewed each time (R62), from `validFrom` to `validTo`. Two persons decide it. */
export class ProtectedListEntryAdded {
  @Id() entryId!: string;
  @Citizen() subjectToken!: string;
  @OneOf(protectedCategories) category!: string;
  /** The decision or the law that it rests on. */
  @Text(500) basis!: string;
  @Instant() validFrom!: string;
  @Instant() validTo!: string;
  @Id() by!: string;
  @Id() by2!: string;
}
/** An entry ends before its day. Two persons decide it. */
export class ProtectedListEntryRemoved {
  @Id() entryId!: string;
  @Citizen() subjectToken!: string;
  @Instant() effectiveAt!: string;
  @Text(500) reason!: string;
  @Id() by!: string;
  @Id() by2!: string;
}

const entry = (data: { entryId: string }) => data.entryId;
export const citizenEvents = {
  SubjectAliasLinked: inStream(SubjectAliasLinked, 'alias', (data) => data.tokenOld),
  ProtectedListEntryAdded: inStream(ProtectedListEntryAdded, 'protected', entry, 'decided'),
  ProtectedListEntryRemoved: inStream(ProtectedListEntryRemoved, 'protected', entry, 'decided'),
};
