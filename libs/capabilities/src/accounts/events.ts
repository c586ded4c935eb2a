import { streamName } from '@app/ledger';
import { inStream } from '../facts.js';
import { AccountId, Flag, Hash, Id, Ids, Instant, OneOf, Optional, Parts, Sealed, Text, Whole } from '../fields.js';
import { holderTypes } from '../officials/events.js';

export const accountClasses = ['ONE_STOP', 'SPECIALIST', 'CONNECTOR'];
/** Tiếp nhận, trả kết quả và xác minh, quản trị kỹ thuật (R53–R55). */
export const roleClasses = ['RECEPTION', 'RESULT_VERIFY', 'ADMIN_TECH'];
/** Why an account stands still for a time; only a violation needs another person to lift it. */
export const suspensionCauses = ['violation', 'absence', 'security', 'other'];
export const revocationCauses = ['violation', 'dutyEnd', 'transfer', 'dormant', 'expiry', 'unitEnd', 'other'];

/** A unit asks for an account for one of its officials. */
export class AccountRequested {
  @AccountId() accountId!: string;
  @Id() officialId!: string;
  @Id() system!: string;
  @Id() unitId!: string;
  @OneOf(roleClasses) roleClass!: string;
  @Ids(50, 1) functions!: string[];
  @Ids(50) legalBasis!: string[];
}

/** An account is given to an official (R48, R52–R55, R95, R96). `imported`: taken over from a system's snapshot. */
export class AccountGranted {
  @AccountId() accountId!: string;
  @Id() grantId!: string;
  @Id() username!: string;
  @Id() officialId!: string;
  @Id() system!: string;
  @Id() unitId!: string;
  @OneOf(accountClasses) accountClass!: string;
  @OneOf(roleClasses) roleClass!: string;
  @OneOf(holderTypes) holderType!: string;
  @Ids(50) functions!: string[];
  @Ids(100) fields!: string[];
  @Optional() @Id() decisionNo?: string;
  @Optional() @Id() approvedBy?: string;
  @Instant() validFrom!: string;
  @Optional() @Instant() validTo?: string;
  /** Where a supply agreement stands behind the account: the day it ends. */
  @Optional() @Instant() agreementValidTo?: string;
  /** The leader's assignment, for ADMIN_TECH (R55). */
  @Optional() @Id() assignmentDoc?: string;
  @Optional() @Flag() imported?: boolean;
  /** The reservation that keeps it the official's only account: its stream's version. Imported accounts have none. */
  @Optional() @Whole(1, 1_000_000_000) reservedAt?: number;
}

export class AccountScopeChanged {
  @AccountId() accountId!: string;
  @Id() grantId!: string;
  @Ids(50) functions!: string[];
  @Ids(100) fields!: string[];
  @Optional() @OneOf(roleClasses) roleClass?: string;
  @Instant() effectiveAt!: string;
  @Text() reason!: string;
  @Id() approvedBy!: string;
}

export class AccountSuspended {
  @AccountId() accountId!: string;
  @Id() grantId!: string;
  @OneOf(suspensionCauses) cause!: string;
  @Instant() effectiveAt!: string;
  /** When the source system carried it out, where it says so. */
  @Optional() @Instant() executedInSourceAt?: string;
  @Id() by!: string;
  @Optional() @Id() caseId?: string;
}

export class AccountReinstated {
  @AccountId() accountId!: string;
  @Id() grantId!: string;
  @Instant() effectiveAt!: string;
  @Id() by!: string;
  @Text() reason!: string;
}

/** The grant ends for ever (R79, R80). `effectiveAt` may lie before the recording; a later grant is a new one. */
export class AccountRevoked {
  @AccountId() accountId!: string;
  @Id() grantId!: string;
  @OneOf(revocationCauses) cause!: string;
  @Instant() effectiveAt!: string;
  @Optional() @Instant() requestedAt?: string;
  @Optional() @Instant() executedInSourceAt?: string;
  @Optional() @Id() docNo?: string;
}

/** The claim on being an official's only account in a system. */
export class AccountReserved {
  @Id() officialId!: string;
  @Id() system!: string;
  @AccountId() accountId!: string;
  @Id() grantId!: string;
}
export class AccountReservationReleased {
  @Id() officialId!: string;
  @Id() system!: string;
  @AccountId() accountId!: string;
  @Id() grantId!: string;
}
/**
 * A reservation whose grant never came was taken over. It stands in the account's own stream, so that the late grant,
 * which states that stream's version, can no longer be written. `reservedAt`: as in `AccountGranted`.
 */
export class AccountReservationLapsed {
  @Id() officialId!: string;
  @Id() system!: string;
  @AccountId() accountId!: string;
  @Id() grantId!: string;
  @Whole(1, 1_000_000_000) reservedAt!: number;
}

export class SnapshotAccount {
  @Id() username!: string;
  @Flag() enabled!: boolean;
  @Ids(50) functions!: string[];
}
/** A source system's own list of its accounts; long lists come in numbered parts. */
export class SystemSnapshotImported {
  @Id() snapshotId!: string;
  @Id() system!: string;
  @Instant() asOf!: string;
  @Id() accountsHash!: string;
  @Parts(SnapshotAccount, 250) accounts!: SnapshotAccount[];
  @Whole(1, 100_000) part!: number;
  @Whole(1, 100_000) of!: number;
}

/** A unit's leader asks the operator to end a grant (R97). Between it and the revocation lies the operator's time. */
export class RevocationRequested {
  @AccountId() accountId!: string;
  @Id() grantId!: string;
  @OneOf(revocationCauses) cause!: string;
  /** The official who asks. */
  @Id() by!: string;
  /** The operator who is asked. */
  @Id() to!: string;
  @Instant() at!: string;
  @Optional() @Id() docNo?: string;
}

/** Somebody says that an account is used by others than its holder (R89, R92). Who says so stays sealed. */
export class AccountSharingReported {
  @Id() reportId!: string;
  @AccountId() accountId!: string;
  @Sealed() reporterSealed!: string;
  /** What was seen. */
  @Text() basis!: string;
  @Optional() @Instant() seenAt?: string;
}

export const rightStatuses = ['active', 'suspended', 'revoked', 'expired'];
export class InventoryCount {
  @OneOf(accountClasses) accountClass!: string;
  @OneOf(rightStatuses) status!: string;
  @Whole(0, 1_000_000) count!: number;
}
/** A unit's own count of its accounts (R17, F-01), in the words of the permissions so that the two can be compared. */
export class AccountInventorySubmitted {
  @Id() inventoryId!: string;
  @Id() unitId!: string;
  /** Accounts of this system only. */
  @Optional() @Id() system?: string;
  @Instant() asOf!: string;
  /** Of the canonical JSON (RFC 8785) of `[accountId, accountClass, status]` of each account, sorted by account id. */
  @Hash() rowsHash!: string;
  /** What is not in it was counted as none. */
  @Parts(InventoryCount, 12) counts!: InventoryCount[];
  @Id() by!: string;
}

/** The stream's id of a reservation. */
export const reservationId = (data: { system: string; officialId: string }) => `${data.system}-${data.officialId}`;

const account = (data: { accountId: string }) => data.accountId;
export const accountEvents = {
  AccountRequested: inStream(AccountRequested, 'account', account, 'decided'),
  AccountGranted: inStream(AccountGranted, 'account', account),
  AccountScopeChanged: inStream(AccountScopeChanged, 'account', account),
  AccountSuspended: inStream(AccountSuspended, 'account', account),
  AccountReinstated: inStream(AccountReinstated, 'account', account),
  AccountRevoked: inStream(AccountRevoked, 'account', account),
  AccountReserved: inStream(AccountReserved, 'reservation', reservationId, 'decided'),
  AccountReservationReleased: inStream(AccountReservationReleased, 'reservation', reservationId, 'decided'),
  AccountReservationLapsed: inStream(AccountReservationLapsed, 'account', account, 'decided'),
  RevocationRequested: inStream(RevocationRequested, 'account', account, 'decided'),
  AccountSharingReported: inStream(AccountSharingReported, 'account', account, 'decided'),
  AccountInventorySubmitted: inStream(AccountInventorySubmitted, 'inventory', (data) => data.unitId, 'decided'),
  SystemSnapshotImported: {
    of: SystemSnapshotImported,
    streamOf: (data: SystemSnapshotImported) => streamName('snapshot', data.system),
    observed: true,
  },
};
