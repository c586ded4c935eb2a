import { openCheckpoint, type OpenedCheckpoint } from './checkpoint.js';
import { assertHash, type Hash } from './hash.js';
import { maxNoteBytes, parseNote } from './note.js';
import { checkInclusion } from './proofs.js';
import { Rejected } from './rejected.js';
import {
  assertCount,
  fromBase64,
  fromDecimal,
  hashFromBase64,
  linesOf,
  textOf,
  toBase64,
  type TextInput,
} from './text.js';
import type { VerifierKey } from './key.js';

/** That a leaf is in a log, to be checked without it: the leaf itself is not in here. */
export interface TlogProof {
  index: number;
  /** From the leaf's sibling up. */
  inclusion: readonly Hash[];
  /** The signed checkpoint, verbatim. */
  checkpoint: string;
  /** Whatever goes with it; nothing vouches for it. Not empty. */
  extra?: Uint8Array;
}

const firstLine = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^53 leaves is 53 high; 63 is what C2SP allows anywhere. */
const maxHashes = 63;
const maxExtra = 65_536;
const maxProofBytes = maxNoteBytes + 100_000;

/** C2SP tlog-proof v1. Refuses what `parseTlogProof` would not read. */
export function formatTlogProof({ index, inclusion, checkpoint, extra }: TlogProof): string {
  const lines = [
    firstLine,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${assertCount(index, 'the index')}`,
    ...inclusion.map((hash) => toBase64(assertHash(hash, 'a hash of the inclusion proof'))),
  ];
  const text = `${lines.join('\n')}\n\n${checkpoint}`;
  parseTlogProof(text);
  return text;
}

/** The parts of a proof. That they prove something is for `checkTlogProof` to say. */
export function parseTlogProof(input: TextInput): TlogProof {
  const text = textOf(input, maxProofBytes, 'the proof');
  const end = text.indexOf('\n\n') + 1;
  if (end === 0) throw new Rejected('shape', 'the proof has no empty line before its checkpoint');
  const [first, ...lines] = linesOf(text.slice(0, end), 'the proof');
  if (first !== firstLine) throw new Rejected('shape', `the proof does not begin with ${firstLine}`);
  const extra = lines[0]?.startsWith('extra ') ? extraOf(lines.shift()!.slice('extra '.length)) : undefined;
  const index = lines.shift();
  if (!index?.startsWith('index ')) throw new Rejected('shape', 'the proof does not say which index it is for');
  if (lines.length > maxHashes) throw new Rejected('too-large', `a proof has at most ${maxHashes} hashes`);
  const checkpoint = text.slice(end + 1);
  parseNote(checkpoint);
  return {
    index: fromDecimal(index.slice('index '.length), 'the index'),
    inclusion: lines.map((line) => hashFromBase64(line, 'a hash of the inclusion proof')),
    checkpoint,
    ...(extra && { extra }),
  };
}

function extraOf(encoded: string): Uint8Array {
  const extra = fromBase64(encoded, 'the extra data');
  if (extra.length === 0) throw new Rejected('shape', 'a line of extra data has some');
  if (extra.length > maxExtra) throw new Rejected('too-large', `there are at most ${maxExtra} bytes of extra data`);
  return extra;
}

/**
 * Checks that the leaf is in the log as of the proof's checkpoint, and that a known key of the log signed it. How many
 * witnesses are enough is for a policy: `judged`, `requireQuorum`. Refuses as `openCheckpoint` and `checkInclusion` do.
 */
export function checkTlogProof(proof: TlogProof, leafHash: Hash, known: readonly VerifierKey[]): OpenedCheckpoint {
  const opened = openCheckpoint(proof.checkpoint, known);
  const { size, root } = opened.checkpoint;
  checkInclusion(leafHash, proof.index, proof.inclusion, size, root);
  return opened;
}
