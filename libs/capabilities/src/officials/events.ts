import { inStream } from '../facts.js';
import { Citizen, Id, Instant, OneOf, Optional, Text } from '../fields.js';

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

export const officialEvents = {
  OfficialRegistered: inStream(OfficialRegistered, 'official', (data) => data.officialId),
  HolderChanged: inStream(HolderChanged, 'official', (data) => data.officialId),
};
