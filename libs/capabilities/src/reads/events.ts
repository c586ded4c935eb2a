import { streamName } from '@app/ledger';
import { AccountId, Citizen, Id, OneOf, Optional, Part, Whole } from '../fields.js';
import { localDay } from '../time.js';

/** Who may stand in `X-Actor`. */
const readerKinds = ['official', 'system', 'inspector', 'police', 'admin'];

/** Who read: as they named themselves. */
export class Reader {
  @OneOf(readerKinds) kind!: string;
  @Id() id!: string;
}
/** What a query named: together it is what was read about. A citizen stands as a token, never as a number. */
export class ReadSubject {
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @Citizen() subjectToken?: string;
  @Optional() @Id() deviceId?: string;
  @Optional() @Id() ip?: string;
  @Optional() @Id() dossierId?: string;
  @Optional() @Id() petitionId?: string;
}
/**
 * Somebody read what the ledger holds of a person's look-ups (R46, R56): written by the server itself before it answers.
 * Each page of a list is a read of its own. What it is about is a part of it, so that no history grows by being read.
 */
export class LedgerRead {
  @Part(Reader) reader!: Reader;
  /** The route, as the OpenAPI document names it: `GET /v1/accounts/{accountId}/history`. */
  @Id() query!: string;
  @Part(ReadSubject) about!: ReadSubject;
  /** The case and the inspection that it was said to be for; whether there is one is for V-40 to say. */
  @Optional() @Id() findingId?: string;
  @Optional() @Id() inspectionId?: string;
  /** How many rows were answered. */
  @Whole(0, 1_000_000) rows!: number;
}

export const readEvents = {
  LedgerRead: {
    of: LedgerRead,
    streamOf: (_: LedgerRead, occurredAt: string) => streamName('ledger', `reads-${localDay(occurredAt)}`),
    observed: false,
  },
};
