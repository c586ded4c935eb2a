import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { refusalsVi } from './refusals.js';

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.(spec|fixture)\.ts$/.test(name))
  .map((name) => readFileSync(join(__dirname, name), 'utf8'));

const sentence = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/.source;
const refusal = new RegExp(`new Refused\\(\\s*(?:${sentence})\\s*(?:,\\s*'([^']+)'\\s*)?,?\\s*\\)`, 'g');
const read = sources.flatMap((source) => [...source.matchAll(refusal)].map(([, code = 'refused']) => code));

describe('the Vietnamese of refusals', () => {
  it('is checked against every refusal in the sources', () => {
    const written = sources.flatMap((source) => source.match(/new Refused\(/g) ?? []);
    expect(read.length).toBeGreaterThan(50);
    expect(read).toHaveLength(written.length);
  });

  it('has one sentence for every code in use, and none for a code that is not', () => {
    expect(Object.keys(refusalsVi).toSorted()).toEqual([...new Set(read)].sort());
  });

  it.each(Object.entries(refusalsVi))('%s is one Vietnamese sentence', (_, said) => {
    expect(said).toMatch(/^\p{Lu}[^.]*[à-ỹđ][^.]*\.$/u);
  });
});
