// node test/evidence/hash-page.mjs: writes the hashes of the page's own script and style into its Content-Security-Policy.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../../docs/evidence-check.html', import.meta.url);
const page = readFileSync(file, 'utf8');
const hashed = (tag) => {
  const [, text] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page);
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
};
writeFileSync(
  file,
  page
    .replace(/(?<=script-src ')sha256-[^']*/, hashed('script'))
    .replace(/(?<=style-src ')sha256-[^']*/, hashed('style')),
);
