import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { View } from '@app/ledger';
import type { ComparedDigests } from './rebuild/compare-digests.js';
import { dataFolder } from './data-folder.js';
import { cell } from './listing.js';
import { progressBar } from './progress.js';
import { eventsOption, openStored } from './stored-log.js';
import { openAsSoleWriter } from './sole-writer.js';
import type { End, Terminal } from './terminal.js';
import { Failure, bothOf, exitCodes, inLine } from './told.js';

interface RebuildOptions {
  check?: boolean;
  data?: string;
  events?: string;
  json?: boolean;
}

const help = `
Dựng lại khi máy chủ đã dừng; --check chỉ đọc, chạy được cả khi máy chủ đang chạy.
It rebuilds while no server runs; --check only reads, and may run beside a server.

Mã thoát · Exit codes: 0 xong, hoặc giống hệt · done, or equal; 1 không làm được, có bảng khác hoặc bị dừng · it could
not be done, a table differs or a view stopped.`;

/** Adds `ledger rebuild` to a program. */
export function rebuildCommand(program: Command, terminal: Terminal, end: End): void {
  program
    .command('rebuild')
    .argument('[view]', 'một bảng; không ghi là tất cả · one view; all where none is named')
    .summary('dựng lại dữ liệu đọc từ sổ · rebuild the views from the log')
    .description('Dựng lại dữ liệu đọc từ sổ nhật ký.\nRebuilds the views from the log.')
    .option('--check', 'dựng lại ra tệp tạm rồi so từng byte · rebuild aside and compare byte by byte')
    .option(...eventsOption)
    .option('--data <dir>', 'thư mục dữ liệu · the data folder (LEDGER_DATA, ./data)')
    .option('--json', 'kết quả dạng NDJSON · the result as NDJSON')
    .addHelpText('after', help)
    .action(async (view: string | undefined, options: RebuildOptions) => {
      end(await (options.check ? runCheck(view, options, terminal) : runRebuild(view, options, terminal)));
    });
}

/**
 * Builds one view or all from the log; answers the exit code. Refuses a view that does not exist, and a folder that a
 * server serves or another process writes.
 */
export async function runRebuild(
  name: string | undefined,
  options: RebuildOptions,
  terminal: Terminal,
): Promise<number> {
  const folder = dataFolder(options.data);
  const chosen = await chosenViews(name);
  const { SqliteViews } = await import('./libraries/sqlite.js');
  const { rebuildInThreads } = await import('./rebuild/rebuild-in-threads.js');
  const { rebuildViews } = await import('./rebuild/rebuild-views.js');
  const { furthestOf } = await import('./rebuild/compare-views.js');
  const writer = await openAsSoleWriter(folder, { vi: 'dựng lại', en: 'rebuild' }, options.events);
  const { log } = writer;
  const store = SqliteViews.open(folder.views);
  const began = performance.now();
  const bar = progressBar(terminal, 'Dựng lại · rebuild', writer.head?.() ?? furthestOf(folder.views, chosen), String);
  try {
    const step = (position: number) => bar.to(position);
    const { events, progress } = await (writer.head
      ? rebuildInThreads(log, store, folder, chosen, step)
      : rebuildViews(log, store, chosen, step));
    bar.stop();
    const seconds = (performance.now() - began) / 1000;
    const rate = Math.round(events / Math.max(seconds, 0.001));
    if (options.json) terminal.out(JSON.stringify({ events, seconds, eventsPerSecond: rate, views: progress }));
    else
      terminal.out(
        bothOf({
          vi: `Đã dựng lại ${chosen.length} bảng từ ${events} sự kiện trong ${seconds.toFixed(1)} giây, ${rate} sự kiện/giây`,
          en: `Rebuilt ${chosen.length} views from ${events} events in ${seconds.toFixed(1)} s, ${rate} events/s`,
        }),
      );
    const stopped = progress.filter(({ parked }) => parked !== undefined);
    for (const { view, parked } of stopped) {
      terminal.err(
        inLine({ vi: `Bảng ${view} đã dừng: ${cell(parked)}`, en: `The view ${view} has stopped: ${cell(parked)}` }),
      );
    }
    return stopped.length > 0 ? exitCodes.failed : exitCodes.done;
  } finally {
    bar.stop();
    store.close();
    await writer.close();
  }
}

/** Compares views with their rebuilt selves; answers the exit code, 1 where one differs or could not be compared. */
export async function runCheck(name: string | undefined, options: RebuildOptions, terminal: Terminal): Promise<number> {
  const folder = dataFolder(options.data);
  const chosen = await chosenViews(name);
  const { log } = await openStored(folder, options.events);
  if (!existsSync(folder.views)) {
    await log.close();
    throw new Failure({
      vi: `Chưa có dữ liệu đọc trong ${folder.path}`,
      en: `There are no views in ${folder.path} yet`,
    });
  }
  const { compareViews, furthestOf } = await import('./rebuild/compare-views.js');
  const { digestsTold, tableTold } = await import('./rebuild/compared-told.js');
  const bar = progressBar(terminal, 'So sánh · check', furthestOf(folder.views, chosen), String);
  let isEqual = true;
  try {
    const digests: ComparedDigests[] = [];
    const compared = await compareViews(log, folder.views, chosen, {
      step: (position) => bar.to(position),
      notCompared: (view, why) => {
        isEqual = false;
        terminal.err(
          inLine({ vi: `Không so được bảng ${view} (${why})`, en: `The view ${view} was not compared (${why})` }),
        );
      },
      digests: (one) => digests.push(one),
    });
    bar.stop();
    for (const one of compared) {
      const { view, table, rows, differsAt, differing } = one;
      if (differsAt !== undefined) isEqual = false;
      if (options.json)
        terminal.out(JSON.stringify({ view, table, rows, equal: differsAt === undefined, differsAt, differing }));
      else for (const line of tableTold(one)) terminal.out(line);
    }
    for (const one of digests) {
      if (one.differing.length > 0 || one.beyond.length > 0) isEqual = false;
      if (options.json) terminal.out(JSON.stringify({ digests: one }));
      else for (const line of digestsTold(one)) terminal.out(line);
    }
    return isEqual ? exitCodes.done : exitCodes.failed;
  } finally {
    bar.stop();
    await log.close();
  }
}

async function chosenViews(name: string | undefined): Promise<readonly View[]> {
  const { views } = await import('./libraries/capabilities.js');
  const chosen = name === undefined ? views : views.filter((view) => view.name === name);
  if (chosen.length > 0) return chosen;
  const names = views.map((view) => view.name).join(', ');
  throw new Failure({ vi: `Không có bảng đó; có ${names}`, en: `There is no such view; there are ${names}` });
}
