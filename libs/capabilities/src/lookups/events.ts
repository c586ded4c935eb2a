import { streamName } from '@app/ledger';
import { AccountId, Citizens, Flag, Id, Ids, OneOf, Optional, Text, Whole } from '../fields.js';
import { localMonth } from '../time.js';

/** What is known of every look-up, whether the source carried it out or turned it down. No content, ever. */
abstract class Attempt {
  @Id() lookupId!: string;
  @AccountId() accountId!: string;
  @Optional() @Id() officialId?: string;
  @Optional() @Id() unitId?: string;
  @Optional() @Id() sessionId?: string;
  @Optional() @Id() deviceId?: string;
  @Optional() @Id() ip?: string;
  @Id() system!: string;
  /** KIEM_TRA_TTCD, LAY_TTCD, … as the system names it. */
  @Id() function!: string;
  /** `KIEM_TRA:<inspectionId>` where it served an inspection or a test; else as the system has it. */
  @Optional() @Id() purposeCode?: string;
  @Optional() @Id() dossierId?: string;
  @Optional() @Id() petitionId?: string;
  @Citizens(50) subjects!: string[];
  @Optional() @Id() queryShape?: string;
}

/** One look-up of citizens in the national population database, as it happened, lawful or not. */
export class LookupPerformed extends Attempt {
  /** Names of the fields that came back, never their values. */
  @Ids(100) fieldsReturned!: string[];
  @OneOf(['found', 'notFound', 'error']) result!: string;
  @Whole(0, 1_000_000) resultCount!: number;
  @Optional() @Flag() adjacentId?: boolean;
  @Optional() @Ids(20) relatedFlags?: string[];
}

/** A look-up that the source system turned down. */
export class LookupDenied extends Attempt {
  @Id() denyReason!: string;
}

/** A look-up is explained afterwards: by its official, or approved by a supervisor. Nothing before it is changed. */
export class LookupJustified {
  @Id() lookupId!: string;
  @AccountId() accountId!: string;
  @Id() by!: string;
  @OneOf(['official', 'supervisor']) role!: string;
  @Optional() @Id() dossierId?: string;
  @Optional() @Id() petitionId?: string;
  @Optional() @Id() ticketId?: string;
  @Optional() @Text() text?: string;
}

/** What a look-up returned left the screen (R08, R64): its way and its extent, never what it was. */
export class LookupResultExported {
  /** The source's name for it, where it has one. */
  @Optional() @Id() exportId?: string;
  @Id() lookupId!: string;
  @AccountId() accountId!: string;
  @OneOf(['print', 'download', 'clipboard', 'removable']) channel!: string;
  @Optional() @Id() dossierId?: string;
  @Optional() @Id() petitionId?: string;
  @Optional() @Id() deviceId?: string;
  @Optional() @Whole(0, 100_000) pages?: number;
}

const monthly = (data: { accountId: string }, occurredAt: string) =>
  streamName('lookups', `${data.accountId}-${localMonth(occurredAt)}`);
export const lookupEvents = {
  LookupPerformed: { of: LookupPerformed, streamOf: monthly, observed: true },
  LookupDenied: { of: LookupDenied, streamOf: monthly, observed: true },
  LookupResultExported: { of: LookupResultExported, streamOf: monthly, observed: true },
  LookupJustified: { of: LookupJustified, streamOf: monthly, observed: true },
};
