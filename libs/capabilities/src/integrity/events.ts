import { inStream } from '../facts.js';
import { Base64, Hash, Id, Instant, OneOf, Optional, Part, Text, Whole } from '../fields.js';
import { ReadSubject, Reader } from '../reads/events.js';

// What the ledger says of itself: its tree, its keys, and what was taken out of it.

const most = Number.MAX_SAFE_INTEGER;

/** The tree over the log was signed at a size: the note is origin, size and root, a line each (C2SP tlog-checkpoint). */
export class CheckpointSealed {
  @Id() origin!: string;
  @Whole(0, most) treeSize!: number;
  /** The root in hex; the note has it in base64. */
  @Hash() rootHash!: string;
  /** The key's id in hex, and its signature of the note. */
  @Id() keyId!: string;
  @Base64() signature!: string;
}
/** A witness has seen the checkpoint of a size, and nothing that contradicts it (C2SP tlog-cosignature). */
export class CheckpointCosigned {
  @Id() origin!: string;
  @Whole(0, most) treeSize!: number;
  /** The witness's name, its key's id in hex, and when it cosigned by its own clock. */
  @Id() witness!: string;
  @Id() keyId!: string;
  @Instant() at!: string;
  @Base64() signature!: string;
}
/** A key signs checkpoints from now on. */
export class LedgerKeyAdded {
  @Id() origin!: string;
  @Id() keyId!: string;
  @OneOf(['ed25519']) algorithm!: string;
  @Base64() publicKey!: string;
  @Instant() validFrom!: string;
}
/** A key signs no more; what it signed still verifies. */
export class LedgerKeyRetired {
  @Id() keyId!: string;
  @Instant() validTo!: string;
  @Text() reason!: string;
}
/** The map of which leaves are about whom, at a size of the tree: nobody's look-ups can be left out unseen. */
export class CompletenessMapSealed {
  @Whole(0, most) treeSize!: number;
  @Hash() root!: string;
  @Whole(0, most) entries!: number;
  /** By which rule leaves are about keys: `access-ledger/map-keys@v1` (`map-keys.ts`). */
  @Optional() @Id() keys?: string;
}
/** What a view held at a position, as one hash. */
export class ViewDigestSealed {
  @Id() view!: string;
  @Whole(0, most) position!: number;
  @Whole(0, most) rows!: number;
  @Hash() digest!: string;
  /** The view's version: another one makes other rows of the same events. */
  @Optional() @Whole(0, most) version?: number;
}
/** Somebody took evidence away: what about, for which case or inspection, how many events, and the package's hash. */
export class EvidenceExported {
  @Part(Reader) reader!: Reader;
  @Part(ReadSubject) about!: ReadSubject;
  @Optional() @Instant() from?: string;
  @Optional() @Instant() to?: string;
  @Optional() @Id() findingId?: string;
  @Optional() @Id() inspectionId?: string;
  @Whole(0, 1_000_000) rows!: number;
  @Whole(0, most) treeSize!: number;
  @Hash() packHash!: string;
}

// One stream, so that the tree's own leaves are told from others by it.
const tree = () => 'checkpoints';
const key = () => 'keys';
export const integrityEvents = {
  CheckpointSealed: inStream(CheckpointSealed, 'ledger', tree, 'decided'),
  CheckpointCosigned: inStream(CheckpointCosigned, 'ledger', tree, 'decided'),
  LedgerKeyAdded: inStream(LedgerKeyAdded, 'ledger', key, 'decided'),
  LedgerKeyRetired: inStream(LedgerKeyRetired, 'ledger', key, 'decided'),
  CompletenessMapSealed: inStream(CompletenessMapSealed, 'ledger', () => 'completeness', 'decided'),
  ViewDigestSealed: inStream(ViewDigestSealed, 'ledger', ({ view }) => `digest-${view}`, 'decided'),
  EvidenceExported: inStream(EvidenceExported, 'ledger', () => 'evidence', 'decided'),
};
