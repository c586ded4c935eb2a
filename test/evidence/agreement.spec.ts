import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkEvidence } from '@app/evidence';
import { parsePolicy, parseVkeys, Rejected } from '@app/merkle';
import { casesOf, type Case } from './cases.js';
import { noBrowser, OpenPage, pageFile, type Verdict } from './page.js';

/** How many worlds; each has more than 200 packages of every kind. */
const worlds = Number(process.env.WORLDS ?? 2);
const cases = Array.from({ length: worlds }, (_, i) => casesOf(i + 1)).flat();

/** What `ledger evidence check` says. Files from elsewhere that cannot be read are a refusal too. */
function byCommand({ zip, vkey, policy }: Case): Pick<Verdict, 'holds'> & Partial<Verdict> {
  try {
    const outside = {
      ...(vkey && { keys: parseVkeys(Buffer.from(vkey).toString('utf8')) }),
      ...(policy && { policy: parsePolicy(policy) }),
    };
    const { manifest: _, ...result } = checkEvidence(zip, outside);
    return { holds: result.failures.length === 0, ...result };
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return { holds: false };
  }
}
const told = ({ holds, proven, through, key, policy, witnessed, witnesses, complete }: Partial<Verdict>) =>
  holds ? { holds, proven, through, key, policy, witnessed, witnesses, complete } : { holds };

/** Of each package on which the two do not agree: its name, and what each says. */
const differences = (of: readonly Case[], verdicts: readonly Verdict[]) =>
  of.flatMap((one, i) => {
    const [command, page] = [told(byCommand(one)), told(verdicts[i])];
    return JSON.stringify(command) === JSON.stringify(page)
      ? []
      : [{ name: one.name, command, page, failures: verdicts[i].failures }];
  });

describe('the checker of the command line', () => {
  it(`takes what is good and refuses what is spoilt, in ${cases.length} packages`, () => {
    expect(cases.length).toBeGreaterThan(200 * worlds);
    const wrong = cases.filter((one) => byCommand(one).holds !== one.holds);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe('the page as it is written', () => {
  const text = readFileSync(pageFile, 'utf8');
  const hashed = (tag: string) => {
    const [, inner] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)!;
    return `sha256-${createHash('sha256').update(inner).digest('base64')}`;
  };

  it('allows its own script and style by their hashes, and nothing else: no network (node test/evidence/hash-page.mjs)', () => {
    expect(/http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(text)?.[1]).toBe(
      `default-src 'none'; script-src '${hashed('script')}'; style-src '${hashed('style')}'; base-uri 'none'; form-action 'none'`,
    );
    expect(text).not.toMatch(/\b(src|href)=|innerHTML|https?:/);
  });
});

if (noBrowser !== undefined) describe('the page', () => it.skip(String(noBrowser), () => undefined));
else
  describe('the page, in a browser without network', () => {
    let open: OpenPage;
    beforeAll(async () => {
      open = await OpenPage.open();
    }, 60_000);
    afterAll(() => open?.close());

    it('takes and refuses the same packages, and says the same of those that hold', async () => {
      const verdicts: Verdict[] = [];
      for (let i = 0; i < cases.length; i += 50) verdicts.push(...(await open.check(cases.slice(i, i + 50))));
      expect(differences(cases, verdicts)).toEqual([]);
      expect([open.asked, open.errors]).toEqual([[], []]);
    }, 600_000);

    it('does so by its own hashes and signatures too, where the browser has none', async () => {
      const few = cases.filter((one, i) => one.holds || i % 9 === 0).slice(0, 60);
      const verdicts = await open.check(few, true);
      expect(differences(few, verdicts)).toEqual([]);
    }, 600_000);

    it('shows a person what is proven, by whose key, and what is not', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'evidence-page-'));
      try {
        const files = { package: join(folder, 'goi.zip'), vkey: join(folder, 'so.vkey') };
        const one = cases.find(({ name }) => name.endsWith(': with the key from elsewhere'))!;
        writeFileSync(files.package, one.zip);
        writeFileSync(files.vkey, one.vkey!);
        const outside = await open.byHand(files);
        expect(outside).toMatch(/ĐÚNG: (\d+) trong \1 sự kiện về .* được chứng minh có trong sổ/);
        expect(outside).toContain('KHÔNG chứng minh rằng không còn sự kiện nào khác');
        const mapped = cases.find(({ name }) => name.endsWith(': as it is, with a map'))!;
        writeFileSync(files.package, mapped.zip);
        expect(await open.byHand({ package: files.package })).toMatch(
          /Among its first \d+ leaves the log has \d+ events about .*, and no others/,
        );
        writeFileSync(files.package, one.zip);
        expect(outside).toContain('từ ngoài · from outside');
        expect(await open.byHand({ package: files.package })).toContain('ai làm giả cả gói cũng qua');
        writeFileSync(files.package, one.zip.subarray(0, -1));
        expect(await open.byHand(files)).toContain('KHÔNG ĐÚNG: 0 trong 0 sự kiện');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });

    it('cannot use the network', async () => {
      const asked = "fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused')";
      expect(await open.page.evaluate(asked)).toBe('refused');
      expect(open.errors.splice(0).join()).toContain('Content Security Policy');
    });
  });
