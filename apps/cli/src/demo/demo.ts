import { type Command, InvalidArgumentError } from 'commander';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { progressBar } from '../progress.js';
import { terminal as processTerminal, type Terminal } from '../terminal.js';
import { bothOf, exitCodes, inLine, type Told } from '../told.js';
import { city as cityOf, type City } from './city.js';
import { differences, findingsTable, storiesTable } from './findings-table.js';
import { compareFindings, type Found } from './manifest.js';
import { type CurrentRight, permissionsTable } from './permissions-table.js';
import { findingsOf, playCity, reading, rulesOf, sizeOf } from './play.js';
import { misread, readersTable, readHero } from './reading-scene.js';
import { replayTable } from './replay-table.js';
import { introduction, replayTitle, steps as step, titles, verdict } from './sentences.js';
import { startTemporaryServer } from './temporary-server.js';

type FoundById = Found & { findingId: string };

interface Wishes {
  seed: number;
  lookups: number;
  clean: boolean;
  keep: boolean;
}

/** Adds the verb `demo`: a fictional city's month through a real server, and the findings beside those planted. */
export function demoCommand(program: Command, terminal: Terminal = processTerminal): void {
  program
    .command('demo')
    .description(
      'chạy một tháng của thành phố hư cấu qua máy chủ thật\nplays a fictional city’s month through a real server',
    )
    .option('--seed <n>', 'hạt giống · seed of the city', wholeNumber, 20251201)
    .option('--lookups <n>', 'số lượt tra cứu thường ngày · ordinary look-ups', wholeNumber, 30_000)
    .option('--clean', 'chỉ có việc hợp lệ, không cài vi phạm nào · lawful work only, nothing planted', false)
    .option('--keep', 'giữ lại dữ liệu · keep the store', false)
    .action(async (wishes: Wishes) => {
      process.exitCode = (await demo(wishes, terminal)) ? exitCodes.done : exitCodes.failed;
    });
}

/** Runs the demo; true when every planted violation was found and nothing else. */
async function demo({ seed, lookups, clean, keep }: Wishes, terminal: Terminal): Promise<boolean> {
  const steps = new Steps(terminal);
  const city = await steps.take(step.building, () =>
    Promise.resolve(cityOf(seed, { lookups, ...(clean && { stories: [] }) })),
  );
  terminal.out(bothOf(introduction(city)));
  const server = await steps.take(step.starting, () => startTemporaryServer({ keep }));
  try {
    const bar = progressBar(terminal, 'Phát · Playing', sizeOf(city), String);
    const played = await steps.take(step.playing, () =>
      playCity(server.baseUrl, city, (sent) => bar.to(sent)).finally(() => bar.stop()),
    );
    terminal.out(
      `   ${played.commands} lệnh, ${played.recorded} sự kiện quan sát được ghi; gửi lại ${played.duplicates} sự kiện, không ghi thêm\n` +
        `   ${played.commands} commands, ${played.recorded} observed facts recorded; ${played.duplicates} facts sent again, none recorded twice`,
    );
    const { baseUrl } = server;
    const found = await steps.take(step.judging, () => findingsOf<FoundById>(baseUrl, city, played.position));
    const ledger = reading(baseUrl, played.position);
    const rules = await rulesOf(baseUrl);
    const query = { asOf: city.term.asOf };
    const rights = await steps.take(step.permitting, () => ledger.list<CurrentRight>('accounts', query));
    const compared = compareFindings(
      city.manifest,
      found,
      rules.map(({ code }) => code),
    );
    terminal.out(`\n${bothOf(titles.rights)}\n${permissionsTable(city, rights)}`);
    const wrong = differences(compared);
    if (!clean) {
      const { history, readers } = await steps.take(step.replaying, () => readHero(ledger, city, found));
      terminal.out(`\n${bothOf(replayTitle(city))}\n${replayTable(history)}`);
      terminal.out(`\n${bothOf(titles.readers)}\n${readersTable(readers)}`);
      wrong.push(...misread(readers));
      terminal.out(`\n${bothOf(titles.stories)}\n${storiesTable(city, compared)}`);
    }
    terminal.out(`\n${bothOf(titles.findings)}\n${findingsTable(city, compared, rules)}`);
    for (const line of wrong) terminal.out(line);
    steps.tell();
    if (keep) await keepManifest(server.dataDir, city, terminal);
    terminal.out(`\n${bothOf(verdict(wrong.length === 0, clean))}`);
    return wrong.length === 0;
  } finally {
    await server.stop();
  }
}

/** The steps of the demo, each timed. */
class Steps {
  private readonly taken: { told: Told; ms: number }[] = [];

  constructor(private readonly terminal: Terminal) {}

  async take<T>(told: Told, step: () => Promise<T>): Promise<T> {
    this.terminal.err(`▸ ${inLine(told)}`);
    const start = performance.now();
    const result = await step();
    this.taken.push({ told, ms: performance.now() - start });
    return result;
  }

  tell(): void {
    this.terminal.out(`\n${bothOf(titles.times)}`);
    for (const { told, ms } of this.taken)
      this.terminal.out(`${(ms / 1000).toFixed(1).padStart(8)} s  ${inLine(told)}`);
  }
}

async function keepManifest(dataDir: string, city: City, terminal: Terminal): Promise<void> {
  const file = join(dataDir, 'manifest.json');
  await writeFile(file, JSON.stringify({ planted: city.manifest, boundaries: city.boundaries }, null, 2));
  terminal.out(
    `\nDữ liệu còn ở ${dataDir}, vi phạm cài sẵn trong ${file}\nThe data stays in ${dataDir}, what was planted in ${file}`,
  );
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError('số nguyên dương · a whole number from 1');
  return Number(text);
}
