import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { formatSkey, formatVkey, keyTypes, parseSkey, SignerKey, type KeyType } from '@app/merkle';
import { writeDurably } from './durable-file.js';
import { readPrivate } from './private-file.js';

/** Where the log's signing key lies, and the public one that may be handed to anybody. */
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

/** The key that signs a log's checkpoints. Its name is the log's origin: its own for ever, told by a random part. */
export function openLogKey(dataDir: string): SignerKey {
  const files = logKeyFiles(dataDir);
  const origin = () => `access-ledger.local/${randomBytes(8).toString('hex')}`;
  return openSignerKey(files.secret, files.public, origin, keyTypes.note);
}
