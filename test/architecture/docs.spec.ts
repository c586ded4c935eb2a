import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...inDocs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file)),
];
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
const distinct = (found: Iterable<RegExpMatchArray>) => [...new Set([...found].map(([, name]) => name))];

/** Paths from the root that a text names, such as `libs/ledger/src/handle.ts`. */
const pathsIn = (text: string) =>
  distinct(text.matchAll(/(?<![\w./-])((?:apps|libs|test|docs)\/[\w./-]*\w)/g)).filter((path) => !invented.has(path));
/** Where links lead that stay in the repository. */
const linksIn = (text: string) => distinct(text.matchAll(/\]\((?!https?:)([^)#]+)/g));
// What CONTRIBUTING makes up in order to show how a thing is added.
const invented = new Set([
  'libs/capabilities/src/violations/rules/v-99.ts',
  'libs/capabilities/src/units/unit-names.ts',
]);

describe.each(pages)('%s', (page) => {
  it('names only files and folders that are there', () => {
    expect(pathsIn(textOf(page)).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('links only to what is there', () => {
    const links = linksIn(textOf(page)).map((link) => join(dirname(page), link));
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  it('gives only npm commands that the workspace has', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const given = distinct(textOf(page).matchAll(/\bnpm (?:run )?([a-z][a-z:]*)/g));
    expect(given.filter((name) => !['ci', 'run'].includes(name) && scripts[name] === undefined)).toEqual([]);
  });

  it('gives only verbs that the ledger command has', () => {
    const verbs = distinct(textOf(page).matchAll(/(?:`|npx )ledger ([a-z]+)/g));
    const known = readdirSync(join(root, 'apps/cli/src')).map((file) => file.replace(/\.ts$/, ''));
    expect(verbs.filter((verb) => !known.includes(verb))).toEqual([]);
  });
});

describe('the README', () => {
  it('names every variable that configures the server, and no other', () => {
    const read = distinct(textOf('apps/server/src/config.ts').matchAll(/\benv\.([A-Z_]+)/g));
    expect(distinct(textOf('README.md').matchAll(/^\| `([A-Z_]+)`/gm)).sort()).toEqual(read.sort());
  });
});

describe('the tour', () => {
  it('takes two ways of at most five files each', () => {
    const ways = textOf('docs/tour.md').split(/^## /m).slice(1).map(pathsIn);
    expect(ways.map((files) => files.length)).toEqual([5, 5]);
  });
});
