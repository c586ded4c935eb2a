import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCitizenKey, tokens } from './citizen-key.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-key-'));
  file = join(folder, 'keys', 'citizen-k1.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the citizen key', () => {
  it('is made once, of 32 bytes, for its owner alone', () => {
    const key = openCitizenKey(folder);
    expect(key).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openCitizenKey(folder)).toEqual(key);
  });

  it.each([0o640, 0o604, 0o610, 0o777])('is refused when others may use it (%i), with how to mend it', (mode) => {
    openCitizenKey(folder);
    chmodSync(file, mode);
    expect(() => openCitizenKey(folder)).toThrow(`chmod 600 ${file}`);
  });

  it('is refused when it is cut, and left as it is', () => {
    openCitizenKey(folder);
    writeFileSync(file, 'short');
    expect(() => openCitizenKey(folder)).toThrow('32 byte');
    expect(readFileSync(file, 'utf8')).toBe('short');
  });

  it('turns a number into k1 and its HMAC-SHA-256 (RFC 4231 case 2)', () => {
    expect(tokens(Buffer.from('Jefe'))('what do ya want for nothing?')).toBe(
      'k1.W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM',
    );
  });
});
