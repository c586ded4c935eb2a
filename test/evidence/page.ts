import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';

/** What either checker says of a package, as far as they are compared. */
export interface Verdict {
  holds: boolean;
  proven: number;
  through: number;
  key: string;
  policy: string;
  witnessed: number;
  witnesses: number;
  complete?: object;
  failures: readonly string[];
}
export interface Given {
  zip: Uint8Array;
  /** Files from elsewhere. */
  vkey?: Uint8Array;
  policy?: Uint8Array;
}

const program = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Why the page cannot be tried here; nothing where it can. */
export const noBrowser = existsSync(program)
  ? undefined
  : `skipped: there is no browser at ${program} (apt-get install chromium)`;
export const pageFile = join(__dirname, '../../docs/evidence-check.html');

/** The page in a browser that has no network. */
export class OpenPage {
  private constructor(
    readonly page: Page,
    /** Whatever the browser asked for but the page itself. */
    readonly asked: readonly string[],
    /** What went wrong in the page itself. */
    readonly errors: string[],
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<OpenPage> {
    const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
    const context = await browser.newContext({ offline: true });
    const page = await context.newPage();
    const [asked, errors]: [string[], string[]] = [[], []];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(pathToFileURL(pageFile).href);
    page.on('request', (request) => asked.push(request.url()));
    return new OpenPage(page, asked, errors, () => browser.close());
  }

  /** Has the page check packages; `ownCrypto` without the browser's own hashes and signatures. */
  async check(given: readonly Given[], ownCrypto = false): Promise<readonly Verdict[]> {
    const base64 = (bytes?: Uint8Array) => bytes && Buffer.from(bytes).toString('base64');
    const sent = given.map(({ zip, vkey, policy }) => ({
      zip: base64(zip)!,
      vkey: base64(vkey),
      policy: base64(policy),
    }));
    return this.page.evaluate(checkAll, { sent, ownCrypto });
  }

  /** Chooses files as a person does, and reads what the page then shows. */
  async byHand(files: { package: string; vkey?: string; policy?: string }): Promise<string> {
    for (const id of ['package', 'vkey', 'policy'] as const) {
      const file = files[id];
      await this.page.setInputFiles(`#${id}`, file === undefined ? [] : file);
    }
    await this.page.click('#run');
    await this.page.waitForSelector('#verdict.holds, #verdict.fails');
    return this.page.innerText('body');
  }
}

interface Sent {
  zip: string;
  vkey?: string;
  policy?: string;
}
declare const evidenceCheck: {
  check(zip: Uint8Array, given: { vkey?: Uint8Array; policy?: Uint8Array; ownCrypto: boolean }): Promise<Verdict>;
};
// Runs in the page.
async function checkAll({ sent, ownCrypto }: { sent: readonly Sent[]; ownCrypto: boolean }): Promise<Verdict[]> {
  const bytes = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const verdicts: Verdict[] = [];
  for (const { zip, vkey, policy } of sent) {
    const outside = { ...(vkey && { vkey: bytes(vkey) }), ...(policy && { policy: bytes(policy) }), ownCrypto };
    verdicts.push(await evidenceCheck.check(bytes(zip), outside));
  }
  return verdicts;
}
