import type { Command } from 'commander';
import type { FindingAsOf, FindingFilter, FindingState } from '@app/capabilities';
import { dataFolder } from './data-folder.js';
import { showList, type Column } from './listing.js';
import { openReading, readOptions, type AskedReading } from './reading.js';
import type { End, Terminal } from './terminal.js';
import { exitCodes, oneOf, wholeDays } from './told.js';

interface ViolationOptions extends AskedReading {
  rule?: string;
  clause?: string;
  unit?: string;
  account?: string;
  official?: string;
  severity?: string;
  state?: string;
  minAge?: string;
  data?: string;
  json?: boolean;
}

const help = `
Mã thoát · Exit codes: 0 đã liệt kê, có hay không có vi phạm · listed, whether there are any; 1 không đọc được · it could
not be read.`;

/** Adds `ledger violations` to a program. */
export function violationsCommand(program: Command, terminal: Terminal, end: End): void {
  const command = program
    .command('violations')
    .summary('các vi phạm tìm thấy · the violations found')
    .description('Liệt kê vi phạm mà các quy tắc tìm thấy.\nLists the violations that the rules found.')
    .option('--rule <code>', 'quy tắc, như V-05; MISUSE: tin báo lạm dụng · a rule; MISUSE: what people reported')
    .option('--clause <id>', 'điều khoản, như R60 · a duty of the directives')
    .option('--unit <id>', 'đơn vị · a unit')
    .option('--account <id>', 'tài khoản · an account')
    .option('--official <id>', 'cán bộ · an official')
    .option('--severity <level>', 'low, medium, high, critical')
    .option('--min-age <days>', 'đã tồn tại ít nhất bấy nhiêu ngày · that have stood so many days')
    .option('--state <state>', 'standing (mặc định · default), remedied, withdrawn');
  for (const [flags, text] of readOptions) command.option(flags, text);
  command.addHelpText('after', help).action(async (options: ViolationOptions) => {
    end(await runViolations(options, terminal));
  });
}

/** Lists findings; answers the exit code. Refuses a rule, severity or state that does not exist. */
export async function runViolations(options: ViolationOptions, terminal: Terminal): Promise<number> {
  const { clauses, findingStates, findingsOf, judging, shown } = await import('./libraries/capabilities.js');
  const severities = ['low', 'medium', 'high', 'critical'];
  const codes = judging.map(({ code }) => code);
  const filter: FindingFilter = {
    rule: oneOf('--rule', codes, options.rule),
    severity: oneOf('--severity', severities, options.severity),
    state: oneOf('--state', findingStates, options.state) as FindingState | undefined,
    clause: oneOf('--clause', Object.keys(clauses), options.clause),
    unitId: options.unit,
    accountId: options.account,
    officialId: options.official,
    minAgeDays: wholeDays('--min-age', options.minAge),
  };
  const titles = new Map(judging.map(({ code, titleVi, titleEn }) => [code, `${titleVi} · ${titleEn}`]));
  const columns: Column<FindingAsOf>[] = [
    { vi: 'Quy tắc', en: 'Rule', of: ({ code }) => code },
    { vi: 'Nội dung', en: 'What', of: ({ code }) => titles.get(code) },
    { vi: 'Mức', en: 'Severity', of: ({ severity }) => severity },
    { vi: 'Tình trạng', en: 'State', of: ({ state }) => state },
    { vi: 'Từ lúc', en: 'Since', of: ({ since }) => shown(since) },
    { vi: 'Đơn vị', en: 'Unit', of: ({ unitId }) => unitId },
    { vi: 'Tài khoản', en: 'Account', of: ({ accountId }) => accountId },
    { vi: 'Cán bộ', en: 'Official', of: ({ officialId }) => officialId },
    { vi: 'Tra cứu', en: 'Look-up', of: ({ lookupId }) => lookupId },
    { vi: 'Tạm miễn', en: 'Suppressed by', of: ({ suppressedBy }) => suppressedBy?.join(' ') },
    { vi: 'Giải trình', en: 'Explanation', of: ({ explanation }) => explanation?.code },
    {
      vi: 'Căn cứ',
      en: 'Clauses',
      of: ({ clauses: cited, assumed }) => (assumed ? 'giả định · assumed' : cited.join(' ')),
    },
  ];
  const reading = await openReading(dataFolder(options.data), options, terminal);
  try {
    const { queries, times } = reading;
    await showList(terminal, { times, json: options.json }, columns, async (after?: readonly [string, string]) => {
      const items = await findingsOf(queries, filter, times, { after, limit: pageSize });
      const last = items.length === pageSize ? items[items.length - 1] : undefined;
      return { items, next: last && ([last.since, last.findingId] as const) };
    });
    return exitCodes.done;
  } finally {
    await reading.close();
  }
}

const pageSize = 1000;
