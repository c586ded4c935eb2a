import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { TokenOf } from '@app/nest';

const bytes = 32;

/**
 * The key that turns citizen numbers into tokens, version 1: `keys/citizen-k1.key` in the data folder, 32 random bytes,
 * for its owner alone (0600). Made at the first start; refused when others may read it or its size is wrong. Whoever
 * loses it can no longer match citizens; whoever has it can try all numbers.
 */
export function openCitizenKey(dataDir: string): Buffer {
  const file = join(dataDir, 'keys', 'citizen-k1.key');
  if (!existsSync(file)) make(file);
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new Error(
      `Khoá ${file} mở cho người khác (${mode.toString(8)}); sửa: chmod 600 ${file}\n` +
        `The key ${file} is open to others (${mode.toString(8)}); mend it: chmod 600 ${file}`,
    );
  }
  const key = readFileSync(file);
  if (key.length !== bytes) {
    throw new Error(
      `Khoá ${file} phải có ${bytes} byte; lấy lại từ bản sao lưu\n` +
        `The key ${file} must have ${bytes} bytes; restore it from a backup`,
    );
  }
  return key;
}

function make(file: string): void {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  writeSync(handle, randomBytes(bytes));
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
}

/** `k1.` + base64url(HMAC-SHA-256(key, number)). The number stays in memory at the edge, never longer than this call. */
export function tokens(key: Uint8Array): TokenOf {
  return (citizenNumber) => `k1.${createHmac('sha256', key).update(citizenNumber).digest('base64url')}`;
}

/** A key of its own for signing cursors, which nobody needs to keep beside the citizen key. */
export function cursorKey(key: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', 'access-ledger cursors', bytes));
}
