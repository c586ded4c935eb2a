import type { EventLog, Queries } from '@app/ledger';
import { announcedServer, type DataFolder } from './data-folder.js';
import { eventsOption, openStored } from './stored-log.js';
import type { Terminal } from './terminal.js';
import { Failure, inLine } from './told.js';
import { risesTo } from './views-reach.js';

/** What a person gives for a read: its two times, as RFC 3339 instants, `knownAt` also as a position, and where the log is. */
export interface AskedReading {
  asOf?: string;
  knownAt?: string;
  events?: string;
}
/** The same, resolved. */
export interface Times {
  asOf: string;
  /** The last position that counts. */
  position: number;
  /** The log's time there; `null` before the first event. */
  positionAt: string | null;
}

/** A ledger opened for reading only, beside the server where one runs. */
export interface Reading {
  queries: Queries;
  log: EventLog;
  times: Times;
  close(): Promise<void>;
}

interface Checkpoint {
  view: string;
  position: number;
  sweeping: number;
  parked: string | null;
}

/**
 * Opens a folder's views and log for reading and resolves the times asked for: now, and all that the views have seen,
 * where none were. Waits for a position that the views of a running server have not reached, as long as they move. Refuses
 * a folder without a ledger, what is no instant or position, and a position that the views do not reach. Says so on `err`
 * when it waits, when the views stand behind the log, and when one is parked.
 */
export async function openReading(folder: DataFolder, asked: AskedReading, terminal: Terminal): Promise<Reading> {
  const { log, head } = await openStored(folder, asked.events);
  const { SqliteViews } = await import('./libraries/sqlite.js');
  const queries = SqliteViews.openQueries(folder.views);
  const close = async () => {
    queries.close();
    await log.close();
  };
  try {
    const last = head?.() ?? Infinity;
    const wanted = Number(asked.knownAt) <= last ? Number(asked.knownAt) : 0;
    const reached = Math.min(last, await viewsReached(queries, wanted, folder, terminal));
    if ((await log.readAll(reached, 1)).length > 0) terminal.err(inLine(behind(reached, head?.())));
    return { queries, log, times: await resolved(queries, asked, reached), close };
  } catch (error) {
    await close();
    throw isNotBuilt(error) ? notBuilt(folder, error) : error;
  }
}

/** The folder and the two times, as options of a verb that reads. */
export const readOptions = [
  ['--as-of <instant>', 'thời điểm xét · the instant in the world (RFC 3339)'],
  ['--known-at <instant|position>', 'theo hiểu biết đến lúc đó · as known then'],
  eventsOption,
  ['--data <dir>', 'thư mục dữ liệu · the data folder (LEDGER_DATA, ./data)'],
  ['--json', 'mỗi dòng một đối tượng JSON, dòng đầu là các thời điểm · one JSON object a line, the times first'],
] as const;

/** How long a server's views may stand still before nothing more is expected of them, in ms. */
const patienceMs = 10_000;

/**
 * How far a folder's views have got; where they are wanted at a later position and a server runs them, once they are there
 * or move no more. Says on `err` that it waits, and which views have stopped.
 */
export async function viewsReached(
  queries: Queries,
  wanted: number,
  folder: DataFolder,
  terminal: Terminal,
): Promise<number> {
  const standing = () => queries.all<Checkpoint>('SELECT view, position, sweeping, parked FROM checkpoint');
  const isServed = () => announcedServer(folder) !== undefined;
  let views = await standing();
  if (slowestOf(views) < wanted && isServed()) {
    terminal.err(inLine(waiting(slowestOf(views), wanted)));
    const slowest = async () => (isServed() ? slowestOf(await standing()) : undefined);
    await risesTo(wanted, slowest, () => undefined, patienceMs);
    views = await standing();
  }
  for (const { view, parked } of views) {
    if (parked !== null) {
      terminal.err(inLine({ vi: `Bảng ${view} đã dừng: ${parked}`, en: `The view ${view} has stopped: ${parked}` }));
    }
  }
  return slowestOf(views);
}

const slowestOf = (views: readonly Checkpoint[]) =>
  views.length === 0 ? 0 : Math.min(...views.map(({ position, sweeping }) => position - sweeping));
const waiting = (reached: number, wanted: number) => ({
  vi: `Dữ liệu đọc mới tới vị trí ${reached}: chờ tới ${wanted}`,
  en: `What is read stands at position ${reached}: waiting for ${wanted}`,
});
const behind = (reached: number, head: number | undefined) => ({
  vi: `Dữ liệu đọc mới tới vị trí ${reached}, sổ đã tới ${head ?? 'vị trí sau đó'}`,
  en: `What is read stands at position ${reached}, the log at ${head ?? 'a later one'}`,
});

async function resolved(queries: Queries, { asOf, knownAt }: AskedReading, reached: number): Promise<Times> {
  const { instantOf, timeAt } = await import('./libraries/capabilities.js');
  const instant = asOf === undefined ? new Date().toISOString() : instantOf(asOf);
  if (instant === undefined) throw noInstant('--as-of');
  const position = knownAt === undefined ? reached : await positionOf(queries, knownAt, reached);
  const at = position === 0 ? undefined : await timeAt(queries, position);
  return { asOf: instant, position, positionAt: at ?? null };
}

async function positionOf(queries: Queries, knownAt: string, reached: number): Promise<number> {
  const { instantOf, positionAt } = await import('./libraries/capabilities.js');
  if (/^\d{1,16}$/.test(knownAt)) {
    if (Number(knownAt) <= reached) return Number(knownAt);
    throw new Failure({
      vi: `Dữ liệu đọc mới tới vị trí ${reached}, chưa tới ${knownAt}: chờ máy chủ bắt kịp rồi chạy lại`,
      en: `What can be read stands at position ${reached}, not at ${knownAt} yet: wait for the server and run it again`,
    });
  }
  const instant = instantOf(knownAt);
  if (instant === undefined) throw noInstant('--known-at');
  return Math.min(await positionAt(queries, instant), reached);
}

/** The instant that an option names, in the stored spelling. Refuses what is none. */
export async function instantIn(option: string, text: string): Promise<string> {
  const { instantOf } = await import('./libraries/capabilities.js');
  const instant = instantOf(text);
  if (instant === undefined) throw noInstant(option);
  return instant;
}

const noInstant = (option: string) =>
  new Failure({
    vi: `${option} phải có dạng 2025-12-31T17:00:00+07:00`,
    en: `${option} must be written like 2025-12-31T17:00:00+07:00`,
  });

const isNotBuilt = (error: unknown) => error instanceof Error && error.name === 'NotBuilt';
const notBuilt = ({ path }: DataFolder, cause: unknown) =>
  new Failure(
    {
      vi: `Dữ liệu đọc trong ${path} chưa dựng xong; chạy ledger rebuild, hoặc chờ máy chủ`,
      en: `The views in ${path} are not built yet; run ledger rebuild, or wait for the server`,
    },
    { cause },
  );
