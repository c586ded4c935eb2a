import type { Command } from 'commander';
import type { HistoryFilter, Subject, historyOf } from '@app/capabilities';
import { dataFolder } from './data-folder.js';
import { showList, type Column } from './listing.js';
import { instantIn, openReading, readOptions, type AskedReading } from './reading.js';
import type { End, Terminal } from './terminal.js';
import { Failure, exitCodes } from './told.js';

interface ReplayOptions extends AskedReading {
  by?: string;
  from?: string;
  to?: string;
  type?: string[];
  data?: string;
  json?: boolean;
}
type Step = Awaited<ReturnType<typeof historyOf>>['items'][number];

const help = `
Lệnh này mở sổ chỉ để đọc nên không ghi được ai đã đọc; đọc qua máy chủ (GET /v1/accounts/{id}/history, …) thì sổ ghi lại.
This verb opens the ledger for reading only and cannot record who read; what is read through the server is recorded.

Mã thoát · Exit codes: 0 đã xem lại, có hay không có sự kiện · replayed, whether there was anything; 1 không đọc được ·
it could not be read.`;

/** Adds `ledger replay` to a program. */
export function replayCommand(program: Command, terminal: Terminal, end: End): void {
  const command = program
    .command('replay')
    .argument('<subject>', 'account:<id>, official:<id> hoặc · or unit:<id>')
    .summary('xem lại lịch sử một tài khoản, cán bộ, đơn vị · replay an account, an official or a unit')
    .description(
      'Xem lại mọi sự kiện của một tài khoản, cán bộ hay đơn vị, với quyền lúc đó và vi phạm nếu có.\n' +
        'Replays every event of an account, an official or a unit, with the rights of that moment and the findings.',
    )
    .option('--by <order>', 'occurred (mặc định · default) hoặc · or recorded')
    .option('--from <instant>', 'từ lúc · from')
    .option('--to <instant>', 'đến trước lúc · up to, not with')
    .option('--type <name...>', 'chỉ các loại này · these types only');
  for (const [flags, text] of readOptions) command.option(flags, text);
  command.addHelpText('after', help).action(async (subject: string, options: ReplayOptions) => {
    end(await runReplay(subject, options, terminal));
  });
}

/** Tells a history; answers the exit code. Refuses what names none of the three. */
export async function runReplay(asked: string, options: ReplayOptions, terminal: Terminal): Promise<number> {
  const { historyOf, shown } = await import('./libraries/capabilities.js');
  const subject = subjectOf(asked);
  const filter: HistoryFilter = {
    by: orderOf(options.by),
    ...(options.from !== undefined && { from: await instantIn('--from', options.from) }),
    ...(options.to !== undefined && { to: await instantIn('--to', options.to) }),
    ...(options.type && { types: options.type }),
  };
  const columns: Column<Step>[] = [
    { vi: 'Xảy ra lúc', en: 'Occurred', of: ({ event }) => shown(event.occurredAt) },
    {
      vi: 'Ghi nhận lúc',
      en: 'Recorded',
      of: ({ event, recordedLate }) => shown(event.recordedAt) + (recordedLate ? ' muộn · late' : ''),
    },
    { vi: 'Sự kiện', en: 'Event', of: ({ event }) => event.type },
    { vi: 'Tài khoản', en: 'Account', of: ({ event }) => named(event.data, 'accountId') },
    { vi: 'Quyền lúc đó', en: 'Rights then', of: ({ rights }) => rights.map(rightShown).join('; ') },
    {
      vi: 'Hồ sơ',
      en: 'Dossier',
      of: ({ event }) => named(event.data, 'dossierId') ?? named(event.data, 'petitionId'),
    },
    {
      vi: 'Vi phạm',
      en: 'Findings',
      of: ({ findings }) =>
        findings.map(({ code, state }) => (state === 'standing' ? code : `${code} ${state}`)).join(' '),
    },
    { vi: 'Giải trình', en: 'Explanation', of: ({ explanation }) => explanation?.code },
    { vi: 'Vị trí', en: 'Position', of: ({ position }) => position },
  ];
  const reading = await openReading(dataFolder(options.data), options, terminal);
  try {
    const { queries, log, times } = reading;
    const then = { asOf: times.asOf, knownAt: times.position };
    await showList(terminal, { times, json: options.json }, columns, (after?: readonly (string | number)[]) =>
      historyOf(queries, log, subject, filter, then, { after, limit: pageSize }),
    );
    return exitCodes.done;
  } finally {
    await reading.close();
  }
}

const pageSize = 500;

/** Whose history `account:<id>`, `official:<id>` or `unit:<id>` asks for; an account's user name in its stored spelling. */
export function subjectOf(asked: string): Subject {
  const [, kind, id] = /^(account|official|unit):(.+)$/s.exec(asked) ?? [];
  if (kind === undefined || id === undefined) {
    throw new Failure({
      vi: 'Viết account:<hệ thống>:<tên>, official:<mã> hoặc unit:<mã>',
      en: 'Write account:<system>:<user name>, official:<id> or unit:<id>',
    });
  }
  if (kind === 'official') return { officialId: id.normalize('NFC') };
  if (kind === 'unit') return { unitId: id.normalize('NFC') };
  return { accountId: accountIdIn(id) };
}

/** An account's id in its stored spelling: the user name in NFC and lower case. */
export function accountIdIn(id: string): string {
  const name = id.indexOf(':') + 1;
  return id.slice(0, name) + id.slice(name).normalize('NFC').toLowerCase();
}

function orderOf(by = 'occurred'): 'occurred' | 'recorded' {
  if (by === 'occurred' || by === 'recorded') return by;
  throw new Failure({ vi: '--by là occurred hoặc recorded', en: '--by is occurred or recorded' });
}

function named(data: object, field: string): string | undefined {
  const value = (data as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : undefined;
}

const rightShown = ({ accountId, status, functions }: Step['rights'][number]) =>
  `${accountId} ${status}: ${functions.join(' ')}`;
