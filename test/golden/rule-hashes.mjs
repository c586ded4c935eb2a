// Hashes the rule files: npm run rules:hash writes the manifest that the product carries, --check compares it,
// --of <files> prints their hashes. What counts are a file's tokens: comments and layout do not change a rule.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const folder = join(import.meta.dirname, '../../libs/capabilities/src/violations/rules');
const manifest = join(folder, 'hashes.ts');

/** The texts of a file's tokens in order. A comma before a closing bracket is layout. */
function tokensOf(file) {
  const source = ts.createSourceFile(basename(file), readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const tokens = [];
  const walk = (node) => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = node.getChildren(source);
    if (children.length > 0) children.forEach(walk);
    else if (node.getText(source) !== '') tokens.push(node.getText(source).replaceAll('\r\n', '\n'));
  };
  walk(source);
  return tokens.filter((token, i) => token !== ',' || !/^[\])}]$/.test(tokens[i + 1] ?? ''));
}

const hashOf = (file) => createHash('sha256').update(JSON.stringify(tokensOf(file))).digest('hex'); // prettier-ignore

function nameOf(file) {
  const text = readFileSync(file, 'utf8');
  const [, code] = /^ {2}code: '([^']+)',$/m.exec(text) ?? [];
  const [, version] = /^ {2}version: (\d+),$/m.exec(text) ?? [];
  if (code === undefined || version === undefined) throw new Error(`${file} tells no code or no version of a rule`);
  return `${code}@${version}`;
}

function manifestNow() {
  const hashes = new Map();
  for (const name of readdirSync(folder).filter((file) => /^v-.*\.ts$/.test(file)).sort()) {
    const file = join(folder, name);
    if (hashes.has(nameOf(file))) throw new Error(`two files are ${nameOf(file)}`);
    hashes.set(nameOf(file), hashOf(file));
  } // prettier-ignore
  const lines = [...hashes].sort().map(([name, hash]) => `  '${name}': '${hash}',\n`);
  return (
    '// Written by npm run rules:hash; a published version never changes its hash.\n' +
    "/** The SHA-256 of each rule file's tokens, by `<code>@<version>`. */\n" +
    `export const ruleHashes: Readonly<Record<string, string>> = {\n${lines.join('')}};\n`
  );
}

const [mode, ...files] = process.argv.slice(2);
if (mode === '--of') {
  for (const file of files) console.log(hashOf(file));
} else if (mode === '--check') {
  if (readFileSync(manifest, 'utf8') !== manifestNow()) {
    console.error('A rule file and its hash differ: raise its version if it was published, then npm run rules:hash');
    process.exitCode = 1;
  }
} else {
  writeFileSync(manifest, manifestNow());
}
