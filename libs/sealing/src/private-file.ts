import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The bytes of a key's file, which is for its owner alone (0600). Where there is none, `make` writes it, into a folder of
 * its owner's. Throws an Error for people when others may use it.
 */
export function readPrivate(file: string, make: () => void): Buffer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    make();
  }
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new Error(
      `Khoá ${file} mở cho người khác (${mode.toString(8)}); sửa: chmod 600 ${file}\n` +
        `The key ${file} is open to others (${mode.toString(8)}); mend it: chmod 600 ${file}`,
    );
  }
  return readFileSync(file);
}
