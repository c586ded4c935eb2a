import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { TokenOf } from '@app/nest';
import { readPrivate, writeDurably } from '@app/sealing';

const bytes = 32;

/**
 * The key that turns citizen numbers into tokens, version 1: `keys/citizen-k1.key` in the data folder, 32 random bytes,
 * for its owner alone (0600). Made at the first start; refused when others may read it or its size is wrong. Whoever
 * loses it can no longer match citizens; whoever has it can try all numbers.
 */
export function openCitizenKey(dataDir: string): Buffer {
  const file = join(dataDir, 'keys', 'citizen-k1.key');
  const key = readPrivate(file, () => writeDurably(file, randomBytes(bytes), 0o600));
  if (key.length !== bytes) {
    throw new Error(
      `Khoá ${file} phải có ${bytes} byte; lấy lại từ bản sao lưu\n` +
        `The key ${file} must have ${bytes} bytes; restore it from a backup`,
    );
  }
  return key;
}

/** `k1.` + base64url(HMAC-SHA-256(key, number)). The number stays in memory at the edge, never longer than this call. */
export function tokens(key: Uint8Array): TokenOf {
  return (citizenNumber) => `k1.${createHmac('sha256', key).update(citizenNumber).digest('base64url')}`;
}

/** A key of its own for signing cursors, which nobody needs to keep beside the citizen key. */
export function cursorKey(key: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', 'access-ledger cursors', bytes));
}
