import { assertHash, type Hash } from './hash.js';
import { keyTypes, type SignerKey, type VerifierKey } from './key.js';
import { formatNote, openNote, signNote, type NoteSignature, type Signed } from './note.js';
import { Rejected } from './rejected.js';
import { assertCount, fromDecimal, hashFromBase64, linesOf, textOf, toBase64, type TextInput } from './text.js';

/** A log at a size: all that its first `size` leaves are is fixed by `root`. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Hash;
}

const maxCheckpointText = 4096;

/** The note text of a checkpoint: origin, size and root (base64), a line each. C2SP tlog-checkpoint. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  assertCount(size, 'the size of a checkpoint');
  const text = `${origin}\n${size}\n${toBase64(assertHash(root, 'the root of a checkpoint'))}\n`;
  parseCheckpoint(text);
  return text;
}

/**
 * The checkpoint in a note text. Refuses (`extension`) lines after the root, which C2SP advises against and nobody
 * audits, and sizes past 2^53 - 1 (`number`).
 */
export function parseCheckpoint(input: TextInput): Checkpoint {
  const [origin, size, root, ...more] = linesOf(textOf(input, maxCheckpointText, 'the checkpoint'), 'the checkpoint');
  if (origin === '' || root === undefined) throw new Rejected('shape', 'a checkpoint has origin, size and root');
  if (more.length > 0) throw new Rejected('extension', 'the checkpoint has lines after its root');
  return {
    origin,
    size: fromDecimal(size, 'the size of the checkpoint'),
    root: hashFromBase64(root, 'the root of the checkpoint'),
  };
}

/** A checkpoint signed by its log, whose key's name is the origin. `others` are lines to add: of older keys, of witnesses. */
export function signCheckpoint(key: SignerKey, checkpoint: Checkpoint, others: readonly NoteSignature[] = []): string {
  if (key.verifier.name !== checkpoint.origin)
    throw new Rejected('origin', `${key.verifier.name} does not sign for ${checkpoint.origin}`);
  const text = formatCheckpoint(checkpoint);
  return formatNote({ text, signatures: [signNote(key, text), ...others] });
}

/** A checkpoint that its log has signed. */
export interface OpenedCheckpoint {
  checkpoint: Checkpoint;
  /** What was signed. */
  text: string;
  /** The log's keys that signed it, of which one is enough. */
  logs: readonly VerifierKey[];
  /** Each known cosigner once, with its latest time in seconds since 1970. */
  cosigned: readonly Required<Signed>[];
  others: readonly NoteSignature[];
}

/**
 * A signed checkpoint, read with the keys of logs (0x01) and cosigners (0x04) that are known. Refuses as `openNote` and
 * `parseCheckpoint` do, and with `origin` a checkpoint that no known key of its own log has signed: one whose name is
 * the origin.
 */
export function openCheckpoint(input: TextInput, known: readonly VerifierKey[]): OpenedCheckpoint {
  const { text, signed, others } = openNote(input, known);
  const checkpoint = parseCheckpoint(text);
  const logs = signed
    .map(({ key }) => key)
    .filter(({ name, type }) => type === keyTypes.note && name === checkpoint.origin);
  if (logs.length === 0) throw new Rejected('origin', 'no known key of its log has signed the checkpoint');
  const cosigned = signed.filter((one): one is Required<Signed> => one.time !== undefined);
  return { checkpoint, text, logs, cosigned, others };
}
