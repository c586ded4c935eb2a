import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  formatSkey,
  formatVkey,
  keyTypes,
  parseSkey,
  parseVkeys,
  SignerKey,
  type KeyType,
  type VerifierKey,
} from '@app/merkle';
import { writeDurably } from './durable-file.js';
import { readPrivate } from './private-file.js';

/** Where the log's signing key lies, and the public ones, a line each, that may be handed to anybody. */
export const logKeyFiles = (dataDir: string) => ({
  secret: join(dataDir, 'keys', 'log.skey'),
  public: join(dataDir, 'keys', 'log.vkey'),
});

/**
 * The key in a file, for its owner alone (0600); made where there is none, with its public half beside it. Throws an
 * Error for people when others may read it or it is no key.
 */
export function openSignerKey(file: string, vkeyFile: string, name: () => string, type: KeyType): SignerKey {
  const text = readPrivate(file, () => {
    const made = SignerKey.generate(name(), type);
    writeDurably(vkeyFile, `${formatVkey(made.verifier)}\n`, 0o644);
    writeDurably(file, `${formatSkey(made)}\n`, 0o600);
  });
  const key = parseSkey(text.toString('utf8').trimEnd());
  if (key.verifier.type !== type) throw new Error(`Khoá ${file} thuộc loại khác\nThe key ${file} is of another kind`);
  return key;
}

/**
 * The key that signs a log's checkpoints. Its name is the log's origin: its own for ever, told by a random part. Its public
 * half is the last line of `keys/log.vkey`, where it is put when a rotation was broken off before that.
 */
export function openLogKey(dataDir: string): SignerKey {
  const files = logKeyFiles(dataDir);
  const origin = () => `access-ledger.local/${randomBytes(8).toString('hex')}`;
  const key = openSignerKey(files.secret, files.public, origin, keyTypes.note);
  const known = existsSync(files.public) ? logKeysIn(dataDir) : [];
  const stranger = known.find(({ name }) => name !== key.verifier.name);
  if (stranger)
    throw new Error(
      `${files.public} có khóa của sổ khác: ${stranger.name}\n${files.public} has a key of another log: ${stranger.name}`,
    );
  const own = formatVkey(key.verifier);
  const lines = known.map(formatVkey);
  if (lines.at(-1) !== own) writeVkeys(files.public, [...lines.filter((line) => line !== own), own]);
  return key;
}

/** The public keys of a log, one vkey a line of `keys/log.vkey`: all that ever signed, the one that signs last. */
export function logKeysIn(dataDir: string): VerifierKey[] {
  return parseVkeys(readFileSync(logKeyFiles(dataDir).public, 'utf8'));
}

/**
 * Puts a new key of the same origin in the place of the one that signs: it does from the server's next start on. What the
 * old one signed goes on verifying with its line in `keys/log.vkey`; its secret half is gone. Not while a server runs.
 */
export function rotateLogKey(dataDir: string): { old: VerifierKey; current: VerifierKey } {
  const files = logKeyFiles(dataDir);
  const { verifier: old } = openLogKey(dataDir);
  const made = SignerKey.generate(old.name, keyTypes.note);
  // The secret first: a public key that nobody can sign with would be trusted for nothing.
  writeDurably(files.secret, `${formatSkey(made)}\n`, 0o600);
  return { old, current: openLogKey(dataDir).verifier };
}

const writeVkeys = (file: string, lines: readonly string[]) => writeDurably(file, `${lines.join('\n')}\n`, 0o644);
