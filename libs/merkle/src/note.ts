import { cosignedAt } from './cosignature.js';
import { isKeyName } from './key-name.js';
import { hexId, keyTypes, type SignerKey, type VerifierKey } from './key.js';
import { Rejected } from './rejected.js';
import { fromBase64, linesOf, textOf, toBase64, type TextInput } from './text.js';

/** What is read of a note: a million bytes and a hundred signatures, which leaves room for large ones of other kinds. */
export const maxNoteBytes = 1_000_000;
export const maxSignatures = 100;

/** A signature line. `signature` is what follows the four bytes of the key's id. */
export interface NoteSignature {
  name: string;
  id: number;
  signature: Uint8Array;
}

/** A note as it is written, whoever signed it. `text` ends in a line feed. */
export interface Note {
  text: string;
  signatures: readonly NoteSignature[];
}

/** A known key that signed. `time`, in seconds since 1970, is that of a cosignature. */
export interface Signed {
  key: VerifierKey;
  time?: number;
}

/** A note that a known key has signed. */
export interface OpenedNote {
  text: string;
  /** Each known key that signed, once; a cosigner's latest time. */
  signed: readonly Signed[];
  /** Signature lines of keys that are not known: they say nothing, but may be passed on. */
  others: readonly NoteSignature[];
}

/**
 * The parts of a signed note: the text up to the last empty line, the signatures after it. C2SP signed-note, "Format".
 * Refuses what is not written so with `too-large`, `text`, `shape` or `base64`.
 */
export function parseNote(input: TextInput): Note {
  const note = textOf(input, maxNoteBytes, 'the note');
  const end = note.lastIndexOf('\n\n') + 1;
  if (end === 0) throw new Rejected('shape', 'the note has no empty line before its signatures');
  return { text: note.slice(0, end), signatures: parseSignatureLines(note.slice(end + 1)) };
}

/** Lines `— <name> <base64 of id and signature>`, at least one. */
export function parseSignatureLines(input: TextInput): NoteSignature[] {
  const lines = linesOf(textOf(input, maxNoteBytes, 'the signatures'), 'the last signature');
  if (lines.length > maxSignatures) throw new Rejected('too-large', `a note has at most ${maxSignatures} signatures`);
  return lines.map((line) => {
    const [dash, name, encoded, ...more] = line.split(' ');
    if (dash !== '—' || encoded === undefined || more.length > 0 || !isKeyName(name))
      throw new Rejected('shape', 'a signature line is "— <key name> <base64>"');
    const bytes = fromBase64(encoded, 'a signature');
    if (bytes.length <= 4) throw new Rejected('shape', 'a signature line has no signature');
    return { name, id: bytes.readUInt32BE(), signature: bytes.subarray(4) };
  });
}

export function formatSignatureLine({ name, id, signature }: NoteSignature): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return `— ${name} ${toBase64(Buffer.concat([bytes, signature]))}\n`;
}

/** A note of this text, which ends in a line feed and has no control characters, with these signatures. */
export function formatNote({ text, signatures }: Note): string {
  const note = `${text}\n${signatures.map(formatSignatureLine).join('')}`;
  // Whatever would read as another note is not written: a text without its line feed, no signature, a name with a space.
  if (parseNote(note).text !== text) throw new Rejected('shape', 'the text of a note ends in a line feed');
  return note;
}

/** The signature of a note key (0x01) under a text; `cosign` makes those of cosigners. */
export function signNote(key: SignerKey, text: string): NoteSignature {
  const { name, id, type } = key.verifier;
  if (type !== keyTypes.note) throw new Rejected('key', `${name} signs with a time: it cosigns`);
  return { name, id, signature: key.sign(Buffer.from(text)) };
}

/**
 * A note that at least one of the known keys has signed. Every signature line that names a known key must verify, be
 * there ever so many good ones (`signature`); without any, `unsigned`. Lines of other keys are set aside. C2SP
 * signed-note, "Signatures". Two known keys of one name and id are refused (`key`): a line would not say whose it is.
 */
export function openNote(input: TextInput, known: readonly VerifierKey[]): OpenedNote {
  const keys = new Map(known.map((key) => [nameOf(key), key]));
  if (keys.size < new Set(known.map((key) => toBase64(key.publicKey) + nameOf(key))).size)
    throw new Rejected('key', 'two known keys have one name and id');
  const { text, signatures } = parseNote(input);
  const signed = new Map<VerifierKey, Signed>();
  const others: NoteSignature[] = [];
  for (const line of signatures) {
    const key = keys.get(nameOf(line));
    if (key === undefined) others.push(line);
    else signed.set(key, later(signed.get(key), verified(key, text, line.signature)));
  }
  if (signed.size === 0) throw new Rejected('unsigned', 'no known key has signed the note');
  return { text, signed: [...signed.values()], others };
}

const nameOf = ({ name, id }: { name: string; id: number }) => `${name}+${hexId(id)}`;

function verified(key: VerifierKey, text: string, signature: Uint8Array): Signed {
  const time = key.type === keyTypes.cosignature ? cosignedAt(key, text, signature) : undefined;
  const verifies = key.type === keyTypes.cosignature ? time !== undefined : key.verify(Buffer.from(text), signature);
  if (!verifies) throw new Rejected('signature', `the signature of ${key.name} does not verify`);
  return time === undefined ? { key } : { key, time };
}

function later(one: Signed | undefined, other: Signed): Signed {
  return one?.time !== undefined && one.time > (other.time ?? 0) ? one : other;
}
