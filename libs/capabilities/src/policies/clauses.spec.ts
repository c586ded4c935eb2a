import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clauses, type Clause, type ClauseId, type Seed } from './clauses.js';
import { readyProfiles } from './ready-profiles.js';

// The directives themselves are not part of the repository. Where their folder lies beside it, every phrase is looked up.
const folder = join(__dirname, '..', '..', '..', '..', '..', 'shared', 'seeds');
const there = existsSync(folder);
if (!there) console.warn(`The directives are not there (${folder}): their phrases were not looked up.`);
const withSeeds = there ? describe : describe.skip;

const rows = Object.entries(clauses) as [ClauseId, Clause][];
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A directive's lines without the footnotes at the foot of a page, which cut sentences in two. */
function linesOf(seed: Seed): readonly string[] {
  const file = readdirSync(folder).find((name) => name.startsWith(`00${seed.slice(1)}_`))!;
  const pages = readFileSync(join(folder, file), 'utf8')
    .normalize('NFC')
    .split(/\n(?= \S)/);
  return pages.flatMap((page) => page.replace(/^[1I] (Nghị định|Nghi dinh|Nhân viên)[^]*/m, '').split('\n'));
}

/** Where a directive's last sentence begins, which is said of all of it. */
const close = /^ ?(Yêu cầu |Yéu cau |Văn phòng Ủy ban nhân dân thành phố thông báo)/;

/** The text of each clause as `clauses` names it: `mở đầu`, `§1` with all of its dashes, `§1.3`, `§3b`, `kết`. */
function textsOf(seed: Seed): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (name: string, line: string) => texts.set(name, plain(`${texts.get(name) ?? ''} ${line}`));
  let clause = 'mở đầu';
  let dash = 0;
  for (const line of linesOf(seed)) {
    const numbered = /^ ?(\d)\. /.exec(line);
    if (numbered) {
      clause = texts.has(`§${numbered[1]}`) ? `§${numbered[1]}b` : `§${numbered[1]}`;
      dash = 0;
    } else if (close.test(line)) clause = 'kết';
    else if (/^ ?- /.test(line) && clause.startsWith('§')) dash++;
    add(clause, line);
    if (clause.startsWith('§') && dash > 0) add(`${clause}.${dash}`, line);
  }
  return texts;
}

/** The parts of a phrase around what it leaves out, without what is corrected in brackets. */
const partsOf = (phrase: string) =>
  phrase
    .replace(/ \[.*?\]/g, '')
    .split(' … ')
    .map(plain);

/** Letters of Latin script without any mark, as far as a reading by machine has left them right. */
const bare = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z ]/g, '');

describe('the duties', () => {
  it('are R01 to R104, in this order', () => {
    const ids = Array.from({ length: 104 }, (_, i) => `R${String(i + 1).padStart(2, '0')}`);
    expect(rows.map(([id]) => id)).toEqual(ids);
  });
});

withSeeds('the phrases of the duties', () => {
  const read = (['S0', 'S1', 'S2', 'S4'] as const).map(
    (seed) => [seed, there ? textsOf(seed) : new Map<string, string>()] as const,
  );

  it.each(read)('%s has each phrase word for word, in its order, where the clause says', (seed, texts) => {
    const own = rows.filter(([, { seeds }]) => seeds.includes(seed));
    const missing = own.filter(([, { clause, phrase }]) => {
      let rest: string = texts.get(clause) ?? '';
      return !partsOf(phrase).every((part) => {
        const at = rest.indexOf(part);
        rest = rest.slice(at + part.length);
        return at >= 0;
      });
    });
    expect(own.length).toBeGreaterThan(0);
    expect(missing.map(([id, { clause, phrase }]) => `${id} ${clause}: ${phrase}`)).toEqual([]);
  });

  it('S3 is S2 read by machine: the same clauses, most words of each', () => {
    const [s2, s3] = [textsOf('S2'), textsOf('S3')];
    expect([...s3.keys()]).toEqual([...s2.keys()]);
    for (const [name, text] of s2) {
      if (!name.startsWith('§')) continue;
      const words = bare(text).split(' ');
      const found = new Set(bare(s3.get(name)!).split(' '));
      const share = words.filter((word) => found.has(word)).length / words.length;
      expect([name, share > 0.6]).toEqual([name, true]);
    }
  });

  it.each([
    ['hai-phong', 'S0', '499/TTCP-TTTT'],
    ['sa-dec', 'S1', '52/UBND-HCC'],
    ['lao-cai', 'S3', '3736 /UBND-NC'],
    ['ha-dong', 'S4', '1666**/UBND-VP'],
  ] as const)('the profile %s is named by a number that %s has', (profile, seed, number) => {
    expect(readyProfiles[profile].title).toContain(number.replace(/[ *]/g, ''));
    expect(linesOf(seed).join('\n')).toContain(number);
  });
});
