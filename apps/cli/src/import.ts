import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { dataFolder } from './data-folder.js';
import type { Counts } from './import/delivery.js';
import type { EntryReader } from './import/entry.js';
import { importFile, sizeOf } from './import/import-file.js';
import { JsonLines } from './import/json-lines.js';
import { shownOutcome, type Outcome } from './import/outcome.js';
import { LedgerApi } from './ledger-api.js';
import { megabytes, progressBar } from './progress.js';
import { serve, type Serving, type StartServer } from './serving.js';
import type { End, Terminal } from './terminal.js';
import { Failure, bothOf, exitCodes, inLine } from './told.js';
import { viewsReach } from './views-reach.js';

interface ImportOptions {
  mapping?: string;
  source?: string;
  actor?: string;
  data?: string;
  json?: boolean;
}

const help = `
Tệp NDJSON: mỗi dòng một CloudEvent 1.0. Tệp CSV: cần --mapping, một tệp JSON như sau.
An NDJSON file has one CloudEvent 1.0 a line. A CSV file needs --mapping, a JSON file like this:

{ "event": "LookupPerformed", "delimiter": ",", "encoding": "utf-8", "listSeparator": ";",
  "time": { "format": "dd/MM/yyyy HH:mm:ss", "zone": "Asia/Ho_Chi_Minh" },
  "columns": { "Mã tra cứu": ["id", "data.lookupId"], "Thời điểm": "time", "Tài khoản": "data.accountId",
               "Số CCCD": "data.subjects", "Mã hồ sơ": "data.dossierId" },
  "constants": { "source": "TTHC", "data.system": "TTHC", "data.function": "KIEM_TRA_TTCD",
                 "data.fieldsReturned": [], "data.result": "found", "data.resultCount": 1 } }

Nhập lại cùng một tệp không thêm gì: bị ngắt giữa chừng thì chạy lại đúng lệnh ấy.
Importing a file again adds nothing: after a stop in the middle, run the same command again.

Mã thoát · Exit codes: 0 mọi dòng đều tốt · every line is in; 1 không làm được · it could not be done;
2 có dòng không nhận được · some lines were not taken; 130 bị dừng · stopped.`;

/** Adds `ledger import` to a program. */
export function importCommand(program: Command, terminal: Terminal, end: End): void {
  program
    .command('import')
    .argument('<file>', 'tệp NDJSON hoặc CSV · an NDJSON or a CSV file')
    .summary('nhập sự kiện từ tệp · import events from a file')
    .description(
      'Nhập sự kiện quan sát được từ một tệp, mỗi sự kiện một lần.\nRecords observed events from a file, each once.',
    )
    .option('--mapping <file>', 'cột CSV → trường sự kiện · CSV columns → fields of the event')
    .option('--source <system>', 'hệ thống nguồn của các dòng · the system that the lines come from')
    .option('--actor <kind:id>', 'ai nhập; mặc định system:<source>, nếu không admin:<người dùng> · who imports')
    .option('--data <dir>', 'thư mục dữ liệu · the data folder (LEDGER_DATA, ./data)')
    .option('--json', 'kết quả dạng NDJSON · the result as NDJSON')
    .addHelpText('after', help)
    .action(async (file: string, options: ImportOptions) => {
      const stop = new AbortController();
      const interrupt = () => stop.abort();
      process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
      try {
        end(await runImport(file, options, terminal, stop.signal));
      } finally {
        process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      }
    });
}

/** Imports a file and says what came of it; answers the exit code. Refuses a file or a mapping that cannot be read. */
export async function runImport(
  file: string,
  options: ImportOptions,
  terminal: Terminal,
  signal?: AbortSignal,
  start?: StartServer,
): Promise<number> {
  const size = await sizeOf(file);
  const reader = await readerOf(file, options);
  const actor = actorOf(options);
  const serving = await serve(dataFolder(options.data), start);
  const began = performance.now();
  try {
    const api = new LedgerApi(serving.url, actor);
    const bar = progressBar(terminal, 'Nhập · import', size, megabytes);
    const say = (outcomes: readonly Outcome[]) => {
      if (options.json) for (const outcome of outcomes) terminal.out(JSON.stringify(plain(outcome)));
      else for (const outcome of outcomes) bar.say(shownOutcome(outcome, (pointer) => reader.placeOf?.(pointer)));
    };
    const done = await importFile(
      file,
      reader,
      api,
      (outcomes, at) => {
        bar.to(at);
        say(outcomes);
      },
      signal,
    )
      .catch((error: unknown) => {
        bar.say(bothOf(interrupted));
        throw error;
      })
      .finally(() => bar.stop());
    if (done.marked) terminal.err(inLine(byteOrderMark));
    await settle(serving, done.position, actor, terminal);
    const { counts, position, stopped } = done;
    const seconds = (performance.now() - began) / 1000;
    if (options.json) terminal.out(JSON.stringify({ counts, position, stopped }));
    else terminal.out(shownCounts(counts, seconds));
    if (stopped) terminal.err(bothOf(interrupted));
    return stopped ? exitCodes.interrupted : codeOf(counts);
  } finally {
    await serving.close();
  }
}

const byteOrderMark = {
  vi: 'Tệp bắt đầu bằng dấu thứ tự byte (BOM), đã bỏ qua',
  en: 'The file begins with a byte order mark, left out',
};
const interrupted = {
  vi: 'Đã dừng giữa chừng; chạy lại đúng lệnh này để nhập tiếp, không dòng nào bị ghi hai lần.',
  en: 'Stopped in the middle; run the same command again to go on, no line is recorded twice.',
};

const viewsBehind = {
  vi: 'Mọi dòng đã được ghi, nhưng dữ liệu đọc không theo kịp; chạy ledger rebuild.',
  en: 'Every line is recorded, but the views do not follow; run ledger rebuild.',
};

async function readerOf(file: string, { mapping, source }: ImportOptions): Promise<EntryReader> {
  if (mapping !== undefined) {
    const [{ CsvRows }, { parseMapping }] = await Promise.all([
      import('./import/csv-rows.js'),
      import('./import/mapping.js'),
    ]);
    return new CsvRows(parseMapping(textOf(mapping), source));
  }
  if (extname(file).toLowerCase() !== '.csv') return new JsonLines(source);
  throw new Failure({ vi: 'Tệp CSV cần --mapping (xem --help)', en: 'A CSV file needs --mapping (see --help)' });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (cause) {
    throw new Failure({ vi: `Không đọc được ${file}`, en: `${file} cannot be read` }, { cause });
  }
}

function actorOf({ actor, source }: ImportOptions): string {
  if (actor === undefined) {
    return source === undefined
      ? `admin:${encodeURIComponent(userInfo().username)}`
      : `system:${encodeURIComponent(source)}`;
  }
  const [kind, ...id] = actor.split(':');
  if (id.length === 0) throw new Failure({ vi: '--actor có dạng admin:ai', en: '--actor is written admin:who' });
  return `${kind}:${encodeURIComponent(id.join(':'))}`;
}

// A server of one's own stops with the import, and its views would stop short of what was recorded.
async function settle(serving: Serving, position: string | null, actor: string, terminal: Terminal): Promise<void> {
  if (!serving.own || position === null) return;
  const bar = progressBar(terminal, 'Dữ liệu đọc · views', Number(position), String);
  const reach = viewsReach(serving.url, actor, Number(position), (reached) => bar.to(reached));
  if (!(await reach.finally(() => bar.stop()))) terminal.err(bothOf(viewsBehind));
}

const plain = ({ told: _, ...outcome }: Outcome) => outcome;

function shownCounts(counts: Counts, seconds: number): string {
  const { recorded, duplicate, conflict, refused, bad } = counts;
  const rate = Math.round((recorded + duplicate) / Math.max(seconds, 0.001));
  return bothOf({
    vi: `Đã ghi ${recorded} · đã có ${duplicate} · mâu thuẫn ${conflict} · bị từ chối ${refused} · dòng hỏng ${bad} · ${seconds.toFixed(1)} giây, ${rate}/giây`,
    en: `Recorded ${recorded} · there before ${duplicate} · conflicts ${conflict} · refused ${refused} · bad lines ${bad} · ${seconds.toFixed(1)} s, ${rate}/s`,
  });
}

const codeOf = ({ conflict, refused, bad }: Counts) =>
  conflict + refused + bad > 0 ? exitCodes.someLinesBad : exitCodes.done;
