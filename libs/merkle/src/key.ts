import { createPrivateKey, createPublicKey, hash, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { assertKeyName } from './key-name.js';
import { Rejected } from './rejected.js';
import { fromBase64, toBase64 } from './text.js';

/**
 * What a key signs, as signed-note numbers it: 0x01 notes with Ed25519, 0x04 checkpoints with Ed25519 and the time
 * (tlog-cosignature). Keys of other kinds are refused where they are configured and ignored where they have signed.
 */
export const keyTypes = { note: 0x01, cosignature: 0x04 } as const;
export type KeyType = (typeof keyTypes)[keyof typeof keyTypes];

const keyLength = 32;
const maxKeyText = 1024;
// RFC 8410: what stands before the 32 bytes of an Ed25519 key in its DER forms.
const spki = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A public key with its name, by which it is known in notes. Its id is the start of SHA-256(name ‖ 0x0A ‖ type ‖ key). */
export class VerifierKey {
  readonly id: number;
  private readonly key: KeyObject;

  /** `publicKey`: 32 bytes (RFC 8032). Refuses with `key`. */
  constructor(
    readonly name: string,
    readonly type: KeyType,
    readonly publicKey: Uint8Array,
  ) {
    assertKeyName(name);
    if (publicKey.length !== keyLength) throw new Rejected('key', `an Ed25519 key has ${keyLength} bytes`);
    this.id = hash(
      'sha256',
      Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), publicKey]),
      'buffer',
    ).readUInt32BE();
    this.key = createPublicKey({ key: Buffer.concat([spki, publicKey]), format: 'der', type: 'spki' });
  }

  verify(message: Uint8Array, signature: Uint8Array): boolean {
    return verify(null, message, this.key, signature);
  }
}

/** A private key: whoever has it signs as its name. */
export class SignerKey {
  readonly verifier: VerifierKey;
  private readonly key: KeyObject;

  /** `seed`: 32 bytes (RFC 8032 §5.1.5). Refuses with `key`. */
  constructor(
    name: string,
    type: KeyType,
    readonly seed: Uint8Array,
  ) {
    if (seed.length !== keyLength) throw new Rejected('key', `the seed of an Ed25519 key has ${keyLength} bytes`);
    this.key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
    const der = createPublicKey(this.key).export({ format: 'der', type: 'spki' });
    this.verifier = new VerifierKey(name, type, der.subarray(spki.length));
  }

  /** A new key, from the machine's own randomness. */
  static generate(name: string, type: KeyType): SignerKey {
    return new SignerKey(name, type, randomBytes(keyLength));
  }

  sign(message: Uint8Array): Buffer {
    return sign(null, message, this.key);
  }
}

/** A key's id as vkeys write it: eight lower-case hex digits. */
export const hexId = (id: number): string => id.toString(16).padStart(8, '0');

/** `<name>+<id>+<base64 of type and key>`. C2SP signed-note, "Verifier keys". */
export function formatVkey({ name, type, id, publicKey }: VerifierKey): string {
  return `${name}+${hexId(id)}+${toBase64(Buffer.concat([Buffer.of(type), publicKey]))}`;
}

/** Refuses (`key`, `base64`) all but an Ed25519 vkey of type 0x01 or 0x04 with the id that is its own. */
export function parseVkey(text: string): VerifierKey {
  const [name, id, key] = partsOf(text, 'a vkey is <name>+<id>+<key>');
  return withOwnId(new VerifierKey(name, ...typed(key, 'a vkey')), id);
}

const maxKeysText = 100_000;

/** The vkeys of a file, one a line, at least one: those that a log or a witness has had, the latest last. Refuses as `parseVkey`. */
export function parseVkeys(text: string): VerifierKey[] {
  if (text.length > maxKeysText)
    throw new Rejected('too-large', `a file of keys has at most ${maxKeysText} characters`);
  return text.trimEnd().split(/\r?\n/).map(parseVkey);
}

const secret = 'PRIVATE+KEY+';

/**
 * `PRIVATE+KEY+<name>+<id>+<base64 of type and seed>`, the id that of the public key: as Go's sumdb/note has it, since
 * C2SP gives private keys no form. Keep it where only the signer reads.
 */
export function formatSkey({ seed, verifier: { name, type, id } }: SignerKey): string {
  return `${secret}${name}+${hexId(id)}+${toBase64(Buffer.concat([Buffer.of(type), seed]))}`;
}

/** Refuses (`key`, `base64`) all but what `formatSkey` writes. What it refuses is not repeated in the reason. */
export function parseSkey(text: string): SignerKey {
  const form = 'a signer key is PRIVATE+KEY+<name>+<id>+<key>';
  if (!text.startsWith(secret)) throw new Rejected('key', form);
  const [name, id, key] = partsOf(text.slice(secret.length), form);
  const signer = new SignerKey(name, ...typed(key, 'a signer key'));
  withOwnId(signer.verifier, id);
  return signer;
}

/** Name, id and key; the base64 of the key may hold a plus, the others not. */
function partsOf(text: string, form: string): [string, string, string] {
  const [name, id, ...key] = text.length > maxKeyText ? [] : text.split('+');
  if (key.length === 0) throw new Rejected('key', form);
  return [name, id, key.join('+')];
}

function typed(encoded: string, what: string): [KeyType, Buffer] {
  const bytes = fromBase64(encoded, what);
  const type = Object.values(keyTypes).find((known) => known === bytes[0]);
  if (type === undefined) throw new Rejected('key', `${what} is of type 0x01 or 0x04 here`);
  return [type, bytes.subarray(1)];
}

function withOwnId(key: VerifierKey, id: string): VerifierKey {
  if (hexId(key.id) !== id) throw new Rejected('key', `the id of ${key.name} is ${hexId(key.id)}`);
  return key;
}
