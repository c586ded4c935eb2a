import { inStream } from '../facts.js';
import { AccountIds, Citizen, Hash, Id, Instant, OneOf, Optional, Text, Whole } from '../fields.js';

/** Cán bộ, công chức, viên chức, người lao động, nhân viên Bưu điện (R19). */
export const holderTypes = ['CB', 'CC', 'VC', 'NLD', 'POST'];

/** An official who may come to hold an account. The name stands in clear, the identity number only as a token. */
export class OfficialRegistered {
  @Id() officialId!: string;
  @Text(200) displayName!: string;
  @OneOf(holderTypes) holderType!: string;
  @Id() unitId!: string;
  @Text(300) duty!: string;
  @Citizen() citizenToken!: string;
  @Optional() @Id() managerId?: string;
}

export const changeKinds = ['added', 'left', 'transferred', 'dutyEnded', 'absence'];

/** A change in an official's service (R22, R80, R97). `effectiveAt` may lie before the recording. */
export class HolderChanged {
  @Id() changeId!: string;
  @Id() officialId!: string;
  @OneOf(changeKinds) kind!: string;
  @Instant() effectiveAt!: string;
  /** End of an absence. */
  @Optional() @Instant() until?: string;
  @Optional() @Id() unitId?: string;
  @Optional() @Text(300) duty?: string;
  @Optional() @Id() docNo?: string;
  /** The decision by which a transferred official keeps the account in the new duty. */
  @Optional() @Id() keepsAccountBy?: string;
}

/** One body was told of a change in an official's service (R22–R24). `sentAt` is what the five working days run to. */
export class ChangeNotified {
  /** The `changeId` of the `HolderChanged` that it tells of. */
  @Id() changeId!: string;
  @Id() officialId!: string;
  @Id() to!: string;
  /** Such as `zalo`, which leaves no durable proof of its own (R24): hence the evidence. */
  @Id() channel!: string;
  @Instant() sentAt!: string;
  /** Of the screenshot or the document sent. */
  @Optional() @Hash() evidenceHash?: string;
  @Optional() @Id() docNo?: string;
}

/** How somebody acknowledged: on a sign-sheet, by an electronic signature, by attending, otherwise. */
export const acknowledgementMethods = ['paper', 'electronic', 'meeting', 'other'];

/** An official took note of one version of a document, named by its directive, by its hash, or by both. */
abstract class Acknowledgement {
  @Id() officialId!: string;
  @Optional() @Id() directiveId?: string;
  @Optional() @Hash() docHash?: string;
  /** When they did; it holds for twelve months. */
  @Instant() at!: string;
  @OneOf(acknowledgementMethods) method!: string;
}
/** An official was briefed on the rules (R01, R57). */
export class BriefingAcknowledged extends Acknowledgement {}
/** An official undertook to keep what they learn to themselves (R07, R61). */
export class ConfidentialitySigned extends Acknowledgement {}
/** An official knows that their look-ups are watched, without which watching is unlawful (C6). */
export class MonitoringNoticeAcknowledged extends Acknowledgement {}

/**
 * An official becomes the one who answers for the scope of a unit's accounts (R67, R68): in one system, or in all that
 * have none of their own. One without an end serves until the next begins.
 */
export class FocalPointAppointed {
  @Id() focalId!: string;
  @Id() unitId!: string;
  @Optional() @Id() system?: string;
  @Id() officialId!: string;
  @Id() decisionNo!: string;
  @Instant() validFrom!: string;
  @Optional() @Instant() validTo?: string;
}

/** The accounts whose users were named to the Ministry of Public Security (R69); long lists come in numbered parts. */
export class UserListSubmitted {
  @Id() listId!: string;
  /** Whose users; all of the province where it is absent. */
  @Optional() @Id() unitId?: string;
  /** `BCA` or `C06`. */
  @Id() to!: string;
  @Instant() sentAt!: string;
  /** The day of the rights that it shows. */
  @Instant() asOf!: string;
  /** Of the canonical JSON (RFC 8785) of all account ids of all parts, sorted by UTF-16 code units. */
  @Hash() listHash!: string;
  /** Accounts in all parts. */
  @Whole(0, 250_000) count!: number;
  /** The accounts in this part. */
  @AccountIds(250) accountIds!: string[];
  @Whole(1, 1000) part!: number;
  @Whole(1, 1000) of!: number;
  @Optional() @Id() docNo?: string;
}

const official = (data: { officialId: string }) => data.officialId;
export const officialEvents = {
  OfficialRegistered: inStream(OfficialRegistered, 'official', official),
  HolderChanged: inStream(HolderChanged, 'official', official),
  ChangeNotified: inStream(ChangeNotified, 'official', official, 'decided'),
  BriefingAcknowledged: inStream(BriefingAcknowledged, 'official', official, 'decided'),
  ConfidentialitySigned: inStream(ConfidentialitySigned, 'official', official, 'decided'),
  MonitoringNoticeAcknowledged: inStream(MonitoringNoticeAcknowledged, 'official', official, 'decided'),
  FocalPointAppointed: inStream(FocalPointAppointed, 'focal', (data) => data.unitId, 'decided'),
  UserListSubmitted: inStream(UserListSubmitted, 'userlist', (data) => data.listId, 'decided'),
};
