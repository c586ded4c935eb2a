import { inStream } from '../facts.js';
import { Id, Ids, Instant, OneOf, Optional, Text } from '../fields.js';

export const unitKinds = [
  'province',
  'city',
  'district',
  'commune',
  'department',
  'centre',
  'POST',
  'police',
  'inspectorate',
  'other',
];

/** A unit exists: a ward, a specialist office, a centre, a post office (R33). The tree has no circle. */
export class UnitRegistered {
  @Id() unitId!: string;
  @Text(300) name!: string;
  @OneOf(unitKinds) kind!: string;
  @Optional() @Id() parentUnitId?: string;
  @Instant() validFrom!: string;
  @Optional() @Instant() validTo?: string;
  @Optional() @Id() decisionNo?: string;
}

/** Units became others (mergers, splits, renamings): rights and rules follow to the successors. */
export class UnitReorganised {
  @Id() reorganisationId!: string;
  @Ids(100, 1) from!: string[];
  @Ids(100, 1) to!: string[];
  @Instant() effectiveAt!: string;
  @Id() decisionNo!: string;
}

export class UnitClosed {
  @Id() unitId!: string;
  @Instant() effectiveAt!: string;
  @Optional() @Id() decisionNo?: string;
}

export const unitEvents = {
  UnitRegistered: inStream(UnitRegistered, 'unit', (data) => data.unitId),
  UnitReorganised: inStream(UnitReorganised, 'unit', (data) => data.from[0]),
  UnitClosed: inStream(UnitClosed, 'unit', (data) => data.unitId),
};
