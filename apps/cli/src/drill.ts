import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import type { VerifierKey } from '@app/merkle';
import { dataFolder, type DataFolder } from './data-folder.js';
import { textIn } from './given-file.js';
import { viewsReached } from './reading.js';
import { assertLedger } from './stored-log.js';
import { assertSealed, unsealed } from './sealed-folder.js';
import type { End, Terminal } from './terminal.js';
import { bothOf, exitCodes, inLine } from './told.js';
import type { Store } from './drill/store.js';
import type { Tampering } from './drill/tamperings.js';

interface DrillOptions {
  data?: string;
  json?: boolean;
}

const help = `
Chỉ làm trên bản sao; thư mục dữ liệu không bị đụng đến. Máy chủ có thể đang chạy.
It works on copies; the data folder is not touched. A server may run meanwhile.

Mã thoát · Exit codes: 0 mọi cách can thiệp đều bị phát hiện và bản nguyên vẹn được coi là nguyên vẹn · every tampering was
caught, and the untouched copy passed; 1 không · not so.`;

/** Adds `ledger drill` to a program. */
export function drillCommand(program: Command, terminal: Terminal, end: End): void {
  program
    .command('drill')
    .summary('diễn tập phát hiện can thiệp · tamper with copies of the store and see each caught')
    .description(
      'Can thiệp vào từng bản sao của kho, hay vào chứng cứ lấy từ đó, theo hơn ba mươi cách và xem từng cách có bị phát hiện không.\n' +
        'Tampers with copies of the store, or with evidence taken out of them, in more than thirty ways and tells what caught each, and how fast.',
    )
    .option('--data <dir>', 'thư mục dữ liệu · the data folder (LEDGER_DATA, ./data)')
    .option('--json', 'kết quả dạng NDJSON · the result as NDJSON')
    .addHelpText('after', help)
    .action(async (options: DrillOptions) => end(await runDrill(options, terminal)));
}

/** What came of one tampering: what caught it first and after how many ms; nothing where it went unseen. */
export interface Drilled {
  name: string;
  caughtBy: string | null;
  ms: number;
}

/** Tampers with copies of a folder's store; answers the exit code. */
export async function runDrill(
  options: DrillOptions,
  terminal: Terminal,
  tried?: readonly Tampering[],
): Promise<number> {
  const folder = dataFolder(options.data);
  assertLedger(folder);
  const { copyLive, copyStill } = await import('./drill/store.js');
  const tamperings = tried ?? (await import('./drill/tamperings.js')).tamperings;
  const { parseCheckpoint, parseNote, parseVkeys, TreeFile } = await import('./libraries/sealing.js');
  assertSealed(folder);
  const keys = parseVkeys(textIn(folder.vkey));
  const work = mkdtempSync(join(tmpdir(), 'ledger-drill-'));
  try {
    const still = dataFolder(mkdtempSync(join(work, 'still-')));
    // Each in a folder of its own: what one had open is no other's.
    const copied = () => {
      const copy = dataFolder(mkdtempSync(join(work, 'copy-')));
      copyStill(still, copy);
      return copy;
    };
    await awaitViews(folder, terminal);
    copyLive(folder, still);
    const tree = TreeFile.open(still.tree, { readOnly: true });
    const { latest } = tree;
    const checkpoint = latest && tree.cosigned(latest);
    tree.close();
    if (checkpoint === undefined) throw unsealed(folder);
    const kept = { origin: parseCheckpoint(parseNote(checkpoint).text).origin, checkpoint };
    const results: Drilled[] = [];
    const tell = (result: Drilled) => {
      results.push(result);
      if (options.json) terminal.out(JSON.stringify(result));
    };
    const untouched = await caught(copied(), keys, [checkpoint]);
    tell({ name: 'untouched', ...untouched });
    for (const tampering of tamperings) {
      const copy = copied();
      const { name } = tampering;
      if ('found' in tampering) tell({ name, ...(await timed(() => tampering.found(copy, keys))) });
      else {
        const given = await tampering.by(copy, kept);
        tell({ name, ...(await caught(copy, keys, [checkpoint, ...(given ?? [])])) });
      }
      rmSync(copy.path, { recursive: true, force: true });
    }
    const missed = results.filter(({ name, caughtBy }) => (name === 'untouched') !== (caughtBy === null));
    if (!options.json) terminal.out(shown(results, tamperings));
    const seen = results.filter(({ name, caughtBy }) => name !== 'untouched' && caughtBy !== null).length;
    const verdict = {
      vi: `Phát hiện ${seen} trong ${tamperings.length} cách can thiệp; bản nguyên vẹn ${untouched.caughtBy === null ? 'được coi là nguyên vẹn' : 'BỊ coi là sai'}`,
      en: `${seen} of ${tamperings.length} tamperings were caught; the untouched copy ${untouched.caughtBy === null ? 'passed' : 'DID NOT pass'}`,
    };
    if (!options.json) terminal.out(bothOf(verdict));
    return missed.length === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

// Evidence is taken under a checkpoint that the views have come by: the latest one has the latest map.
async function awaitViews(folder: DataFolder, terminal: Terminal): Promise<void> {
  if (!existsSync(folder.views)) return;
  const { SqliteViews } = await import('./libraries/sqlite.js');
  const { lastPosition, TreeFile } = await import('./libraries/evidence.js');
  const tree = TreeFile.open(folder.tree, { readOnly: true });
  const queries = SqliteViews.openQueries(folder.views);
  try {
    const { latest } = tree;
    if (latest) await viewsReached(queries, lastPosition(tree, latest), folder, terminal);
  } finally {
    queries.close();
    tree.close();
  }
}

/** What finds that a store is not what it was: first the log against its tree, then the views against the log. */
async function caught(
  store: Store,
  keys: readonly VerifierKey[],
  outside: readonly string[],
): Promise<Omit<Drilled, 'name'>> {
  const { SqliteLog } = await import('./libraries/sqlite.js');
  const { parsePolicy, TreeFile, verifyLog } = await import('./libraries/sealing.js');
  return timed(() =>
    orUnreadable(async () => {
      const log = SqliteLog.open(store.events, { readOnly: true });
      const tree = TreeFile.open(store.tree, { readOnly: true });
      try {
        const verified = await verifyLog({
          log,
          tree,
          countTo: (position) => log.countTo(position),
          keys,
          outside,
          ...(existsSync(store.policy) && { policy: parsePolicy(textIn(store.policy)) }),
        });
        const [failure] = verified.failures;
        if (failure) return failure.detector;
        if (verified.last === undefined || verified.leaves < verified.of) return 'coverage';
      } finally {
        tree.close();
        await log.close();
      }
      return differingView(store);
    }),
  );
}

/** What finds something, and after how many ms. */
async function timed(find: () => Promise<string | null>): Promise<Omit<Drilled, 'name'>> {
  const began = performance.now();
  const caughtBy = await find();
  return { caughtBy, ms: Math.round(performance.now() - began) };
}

// A file that cannot be read as what it was is caught as well.
async function orUnreadable(find: () => Promise<string | null>): Promise<string | null> {
  try {
    return await find();
  } catch (error) {
    return `unreadable: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function differingView(store: Store): Promise<string | null> {
  const { SqliteLog } = await import('./libraries/sqlite.js');
  const { views } = await import('./libraries/capabilities.js');
  const { compareViews } = await import('./rebuild/compare-views.js');
  const log = SqliteLog.open(store.events, { readOnly: true });
  try {
    let digest: string | null = null;
    const compared = await compareViews(log, store.views, views, {
      step: () => undefined,
      notCompared: () => undefined,
      digests: ({ view, differing: [first] }) => {
        if (first) digest ??= `digest of ${view} at ${first.position}`;
      },
    });
    const different = compared.find(({ differsAt }) => differsAt !== undefined);
    return different ? `view ${different.table} row ${different.differsAt}` : digest;
  } finally {
    await log.close();
  }
}

function shown(results: readonly Drilled[], tamperings: readonly { name: string; vi: string; en: string }[]): string {
  const table = new Table({
    head: ['Can thiệp · tampering', 'Phát hiện bởi · caught by', 'ms'],
    style: { head: [], border: [] },
  });
  for (const { name, caughtBy, ms } of results) {
    const told = tamperings.find((one) => one.name === name) ?? { vi: 'Bản nguyên vẹn', en: 'The untouched copy' };
    table.push([inLine(told), (caughtBy ?? '–').slice(0, 60), ms]);
  }
  return table.toString();
}
