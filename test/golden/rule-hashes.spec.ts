import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(__dirname, 'rule-hashes.mjs');
const rule = join(__dirname, '../../libs/capabilities/src/violations/rules/v-28.ts');
const folder = mkdtempSync(join(tmpdir(), 'rule-hashes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The hashes of the rule's file with some of it replaced. */
function hashesOf(...changes: readonly ((text: string) => string)[]): string[] {
  const files = changes.map((change, i) => {
    const file = join(folder, `v-${i}.ts`);
    writeFileSync(file, change(readFileSync(rule, 'utf8')));
    return file;
  });
  return execFileSync(process.execPath, [script, '--of', ...files], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

describe('the hashes of the rule files', () => {
  it('are those that the product carries', () => {
    const checked = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect(checked.stderr).toBe('');
    expect(checked.status).toBe(0);
  });

  it('do not change with comments, layout or the ends of lines', () => {
    const [own, ...others] = hashesOf(
      (text) => text,
      (text) => `// one more line\n${text.replaceAll('\n', '\n\n')}`,
      (text) => text.replaceAll('\n', '\r\n').replaceAll('  ', '    '),
      (text) => text.replace(/\/\/ Older than.*\n/, ''),
    );
    expect(new Set(others)).toEqual(new Set([own]));
  });

  it('change with a number, a condition or an example', () => {
    const changes = [
      (text: string) => text.replace('version: 1', 'version: 2'),
      (text: string) => text.replace("status: 'stable'", "status: 'experimental'"),
      (text: string) => text.replace('2025-04-10', '2025-04-11'),
    ];
    const found = hashesOf((text) => text, ...changes);
    expect(new Set(found).size).toBe(changes.length + 1);
  });
});
