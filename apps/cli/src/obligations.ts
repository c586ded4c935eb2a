import type { Command } from 'commander';
import type { DutyKind, ObligationAsOf, ObligationFilter, ObligationState } from '@app/capabilities';
import { dataFolder } from './data-folder.js';
import { showList, type Column } from './listing.js';
import { openReading, readOptions, type AskedReading } from './reading.js';
import type { End, Terminal } from './terminal.js';
import { exitCodes, oneOf } from './told.js';

interface ObligationOptions extends AskedReading {
  state?: string;
  kind?: string;
  clause?: string;
  unit?: string;
  account?: string;
  official?: string;
  data?: string;
  json?: boolean;
}

const kinds: Readonly<Record<DutyKind, string>> = {
  password: 'đổi mật khẩu · change the password',
  credentialReset: 'đổi mật khẩu đã lộ · replace a password in other hands',
  userList: 'gửi danh sách về Bộ Công an · name the user to the Ministry',
  revocation: 'thu hồi tài khoản · revoke the account',
  changeNotice: 'báo thay đổi nhân sự · tell of a change of staff',
  briefing: 'quán triệt · brief',
  unitCheck: 'kiểm tra 03 tháng · check the unit',
  inspection: 'kiểm tra định kỳ · inspect',
  findingRemedy: 'khắc phục tồn tại · mend what was found',
  report: 'nộp báo cáo · hand in a report',
  attestation: 'xác nhận biện pháp · attest a control',
  incidentNotice: 'thông báo sự cố · tell of an incident',
  breachNotice: 'thông báo lộ dữ liệu cá nhân · tell of a breach',
  caseMeasure: 'biện pháp với vi phạm · act on a violation',
};
const states: Readonly<Record<ObligationState, string>> = {
  due: 'chưa đến hạn · due',
  overdue: 'quá hạn · overdue',
  done: 'đúng hạn · done',
  doneLate: 'muộn · late',
};

/** Adds `ledger obligations` to a program. */
export function obligationsCommand(program: Command, terminal: Terminal, end: End): void {
  const command = program
    .command('obligations')
    .summary('việc phải làm và hạn · what is due, for whom, by when')
    .description(
      'Liệt kê việc phải làm, hạn, và việc đã quá hạn.\nLists what is due, for whom, by when, and what is late.',
    )
    .option('--state <state>', 'due, overdue, done, doneLate')
    .option('--kind <kind>', Object.keys(kinds).join(', '))
    .option('--clause <id>', 'điều khoản, như R60 · a duty of the directives')
    .option('--unit <id>', 'đơn vị · a unit')
    .option('--account <id>', 'tài khoản · an account')
    .option('--official <id>', 'cán bộ · an official');
  for (const [flags, text] of readOptions) command.option(flags, text);
  command.action(async (options: ObligationOptions) => end(await runObligations(options, terminal)));
}

/** Lists obligations; answers the exit code. Refuses a state or kind that does not exist. */
export async function runObligations(options: ObligationOptions, terminal: Terminal): Promise<number> {
  const { clauses, obligationsOf, shown } = await import('./libraries/capabilities.js');
  const filter: ObligationFilter = {
    state: oneOf('--state', Object.keys(states), options.state) as ObligationState | undefined,
    kind: oneOf('--kind', Object.keys(kinds), options.kind),
    clause: oneOf('--clause', Object.keys(clauses), options.clause),
    unitId: options.unit,
    accountId: options.account,
    officialId: options.official,
  };
  const columns: Column<ObligationAsOf>[] = [
    { vi: 'Hạn', en: 'Due', of: ({ dueAt }) => shown(dueAt) },
    { vi: 'Việc', en: 'What', of: ({ kind }) => kinds[kind] },
    { vi: 'Tình trạng', en: 'State', of: ({ state }) => states[state] },
    { vi: 'Làm lúc', en: 'Done', of: ({ doneAt }) => doneAt && shown(doneAt) },
    { vi: 'Về', en: 'About', of: ({ subject }) => subject },
    { vi: 'Đơn vị', en: 'Unit', of: ({ unitId }) => unitId },
    { vi: 'Cán bộ', en: 'Official', of: ({ officialId }) => officialId },
    {
      vi: 'Căn cứ',
      en: 'Clauses',
      of: ({ clauses: cited, assumed }) => (assumed ? 'giả định · assumed' : cited.join(' ')),
    },
  ];
  const reading = await openReading(dataFolder(options.data), options, terminal);
  try {
    const { queries, times } = reading;
    const then = { asOf: times.asOf, knownAt: times.position };
    await showList(terminal, { times, json: options.json }, columns, (after?: readonly (string | number)[]) =>
      obligationsOf(queries, filter, then, { after, limit: 1000 }),
    );
    return exitCodes.done;
  } finally {
    await reading.close();
  }
}
