import { assertHash, type Hash } from './hash.js';
import { maxNoteBytes, parseNote } from './note.js';
import { Rejected } from './rejected.js';
import { assertCount, fromDecimal, hashFromBase64, linesOf, textOf, toBase64, type TextInput } from './text.js';

/** What a log asks a witness: cosign this checkpoint, which follows the one of `old` leaves that you cosigned last. */
export interface AddCheckpoint {
  old: number;
  consistency: readonly Hash[];
  /** The signed checkpoint, verbatim. */
  checkpoint: string;
}

const maxHashes = 63;
/** What a witness need read of a request's body. */
export const maxAddCheckpointBytes = maxNoteBytes + 4096;

/** The body of `POST <prefix>/add-checkpoint`. C2SP tlog-witness. */
export function formatAddCheckpoint({ old, consistency, checkpoint }: AddCheckpoint): string {
  const hashes = consistency.map((hash) => `${toBase64(assertHash(hash, 'a hash of the consistency proof'))}\n`);
  const text = `old ${assertCount(old, 'the old size')}\n${hashes.join('')}\n${checkpoint}`;
  parseAddCheckpoint(text);
  return text;
}

/** Refuses a body that is not of this form: a witness answers 400. */
export function parseAddCheckpoint(input: TextInput): AddCheckpoint {
  const text = textOf(input, maxAddCheckpointBytes, 'the request');
  const end = text.indexOf('\n\n') + 1;
  if (end === 0) throw new Rejected('shape', 'the request has no empty line before its checkpoint');
  const [old, ...hashes] = linesOf(text.slice(0, end), 'the request');
  if (!old.startsWith('old ')) throw new Rejected('shape', 'the request does not begin with the old size');
  if (hashes.length > maxHashes) throw new Rejected('too-large', `a request has at most ${maxHashes} hashes`);
  const checkpoint = text.slice(end + 1);
  parseNote(checkpoint);
  return {
    old: fromDecimal(old.slice('old '.length), 'the old size'),
    consistency: hashes.map((line) => hashFromBase64(line, 'a hash of the consistency proof')),
    checkpoint,
  };
}
