import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transformFileSync } from '@swc/core';

const root = resolve(import.meta.dirname, '../../..');
const isProduct = (name: string) => name.endsWith('.ts') && !/\.(spec|contract|fixture)\.ts$/.test(name);

/** libs/ledger and libs/sqlite as JavaScript in a new folder, for processes and threads that run without jest. */
export function compiled(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sqlite-log-code-'));
  for (const lib of ['ledger', 'sqlite']) {
    const from = join(root, 'libs', lib, 'src');
    mkdirSync(join(dir, lib));
    for (const name of readdirSync(from).filter(isProduct)) {
      const { code } = transformFileSync(join(from, name), {
        jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2023' },
        module: { type: 'es6' },
      });
      writeFileSync(join(dir, lib, name.replace(/ts$/, 'js')), code.replaceAll('@app/ledger', '../ledger/index.js'));
    }
  }
  writeFileSync(join(dir, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  return dir;
}
