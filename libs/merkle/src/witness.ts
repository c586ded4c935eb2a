import { parseAddCheckpoint, type AddCheckpoint } from './add-checkpoint.js';
import { openCheckpoint, parseCheckpoint, type Checkpoint, type OpenedCheckpoint } from './checkpoint.js';
import { cosign } from './cosignature.js';
import { sha256Hex } from './digest.js';
import { emptyRoot, type Hash } from './hash.js';
import { keyTypes, type SignerKey, type VerifierKey } from './key.js';
import { formatSignatureLine, openNote, parseNote, parseSignatureLines, type NoteSignature } from './note.js';
import { checkConsistency } from './proofs.js';
import { Rejected, type RejectedCode } from './rejected.js';
import type { TextInput } from './text.js';

/** What a witness knows of a log: its keys, and the checkpoint that it cosigned last, if any. */
export interface WitnessedLog {
  keys: readonly VerifierKey[];
  latest: { size: number; root: Hash } | undefined;
}

/**
 * What a witness answers to `add-checkpoint`. At 200 it keeps `checkpoint` as the log's latest, and only then answers
 * with `cosignatureLine(key, text, time)`; what it shows under its monitoring prefix are the log's own lines (`signed`)
 * and that one, since what else stood in the request may be anybody's. At 409 it answers the size that it has, as
 * `text/x.tlog.size`.
 */
export type WitnessAnswer =
  | Readonly<{ status: 200; checkpoint: Checkpoint; text: string; signed: readonly NoteSignature[] }>
  | Readonly<{ status: 409; origin: string; size: number; reason: string }>
  | Readonly<{ status: 400 | 403 | 404 | 422; reason: string }>;

/** The media type of a 409's body, which is the size and a line feed. */
export const sizeMediaType = 'text/x.tlog.size';

/**
 * Decides on a request in the order of C2SP tlog-witness: 400 for what cannot be read, 404 for an unknown origin, 403
 * for a checkpoint not signed by the log or signed badly, 400 for an old size over the new one, 409 for another old size
 * than the latest, 422 for what does not follow from it. Ask and keep in one transaction: of two that follow the same
 * checkpoint one only may be cosigned.
 */
export function answerAddCheckpoint(
  body: TextInput,
  logOf: (origin: string) => WitnessedLog | undefined,
): WitnessAnswer {
  try {
    const request = parseAddCheckpoint(body);
    const { origin } = parseCheckpoint(parseNote(request.checkpoint).text);
    const log = logOf(origin);
    if (log === undefined) return { status: 404, reason: `${origin} is not known here` };
    const opened = openedBy(log.keys, request.checkpoint);
    return 'reason' in opened ? opened : follows(request, opened, log);
  } catch (cause) {
    if (cause instanceof Rejected) return { status: 400, reason: cause.message };
    throw cause;
  }
}

const notSigned: readonly RejectedCode[] = ['unsigned', 'signature', 'origin'];

function openedBy(keys: readonly VerifierKey[], note: string): OpenedCheckpoint | { status: 403; reason: string } {
  try {
    return openCheckpoint(note, keys);
  } catch (cause) {
    if (cause instanceof Rejected && notSigned.includes(cause.code)) return { status: 403, reason: cause.message };
    throw cause;
  }
}

function follows(request: AddCheckpoint, opened: OpenedCheckpoint, log: WitnessedLog): WitnessAnswer {
  const { checkpoint, text } = opened;
  const { origin, size, root } = checkpoint;
  const latest = log.latest ?? { size: 0, root: emptyRoot };
  if (request.old > size) return { status: 400, reason: 'the old size is over that of the checkpoint' };
  if (request.old !== latest.size)
    return { status: 409, origin, size: latest.size, reason: `the latest cosigned size is ${latest.size}` };
  try {
    checkConsistency(latest.size, size, request.consistency, latest.root, root);
  } catch (cause) {
    if (cause instanceof Rejected) return { status: 422, reason: cause.message };
    throw cause;
  }
  return { status: 200, checkpoint, text, signed: linesOfLogs(request.checkpoint, opened) };
}

// One line of each of the log's keys.
function linesOfLogs(note: string, { logs }: OpenedCheckpoint): NoteSignature[] {
  const { signatures } = parseNote(note);
  return logs.map((key) => signatures.find(({ name, id }) => name === key.name && id === key.id)!);
}

/** The line with which a witness answers at 200. `time`, in whole seconds since 1970, is now. */
export function cosignatureLine(key: SignerKey, text: string, time: number): string {
  const { name, id } = key.verifier;
  return formatSignatureLine({ name, id, signature: cosign(key, text, time) });
}

/**
 * What a log takes from a witness's answer at 200: the lines that verify under the checkpoint's text, one for each of
 * the witness's known keys, to be added to the note. Others are left out. Refuses (`signature`, `unsigned`, …) an answer
 * with a bad one or none, and (`range`) one without a time.
 */
export function cosignaturesIn(answer: TextInput, text: string, witness: readonly VerifierKey[]): NoteSignature[] {
  const lines = parseSignatureLines(answer);
  const note = `${text}\n${lines.map(formatSignatureLine).join('')}`;
  const cosigners = witness.filter(({ type }) => type === keyTypes.cosignature);
  return openNote(note, cosigners).signed.map(({ key, time }) => {
    if (!time) throw new Rejected('range', `the cosignature of ${key.name} says no time`);
    return lines.find(({ name, id, signature }) => name === key.name && id === key.id && timeIn(signature) === time)!;
  });
}

const timeIn = (signature: Uint8Array) => Number(Buffer.from(signature).readBigUInt64BE());

/** Where a witness shows the latest checkpoint of a log that it cosigned, under its monitoring prefix. C2SP tlog-witness. */
export function monitoredPath(origin: string): string {
  return `${sha256Hex(origin)}/checkpoint`;
}
