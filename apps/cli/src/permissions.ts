import type { Command } from 'commander';
import type { CurrentPermission, PermissionFilter } from '@app/capabilities';
import { dataFolder } from './data-folder.js';
import { showList, type Column } from './listing.js';
import { openReading, readOptions, type AskedReading } from './reading.js';
import type { End, Terminal } from './terminal.js';
import { exitCodes } from './told.js';

interface PermissionOptions extends AskedReading {
  unit?: string;
  official?: string;
  account?: string;
  system?: string;
  status?: string;
  data?: string;
  json?: boolean;
}

const help = `
Mã thoát · Exit codes: 0 đã liệt kê · listed; 1 không đọc được · it could not be read.`;

/** Adds `ledger permissions` to a program. */
export function permissionsCommand(program: Command, terminal: Terminal, end: End): void {
  const command = program
    .command('permissions')
    .summary('quyền hiện tại, hoặc tại một thời điểm · rights now, or at any time')
    .description(
      'Liệt kê quyền của từng tài khoản, bây giờ hoặc tại thời điểm bất kỳ.\n' +
        'Lists what each account may do, now or at any time.',
    )
    .option('--unit <id>', 'đơn vị, cả các đơn vị đã nhập vào · a unit, with those that became it')
    .option('--official <id>', 'cán bộ · an official')
    .option('--account <id>', 'tài khoản · an account')
    .option('--system <id>', 'hệ thống · a system')
    .option('--status <status>', 'tình trạng · the status of the right');
  for (const [flags, text] of readOptions) command.option(flags, text);
  command.addHelpText('after', help).action(async (options: PermissionOptions) => {
    end(await runPermissions(options, terminal));
  });
}

/** Lists the rights in force; answers the exit code. */
export async function runPermissions(options: PermissionOptions, terminal: Terminal): Promise<number> {
  const { permissionsOf, shown } = await import('./libraries/capabilities.js');
  const filter: PermissionFilter = {
    unitId: options.unit,
    officialId: options.official,
    accountId: options.account,
    system: options.system,
    status: options.status,
  };
  const at = (instant: string | undefined) => instant && shown(instant);
  const columns: Column<CurrentPermission>[] = [
    { vi: 'Tài khoản', en: 'Account', of: ({ accountId }) => accountId },
    { vi: 'Cán bộ', en: 'Official', of: ({ officialId }) => officialId },
    { vi: 'Đơn vị', en: 'Unit', of: ({ unitId }) => unitId },
    { vi: 'Vai trò', en: 'Role', of: ({ roleClass }) => roleClass },
    { vi: 'Chức năng', en: 'Functions', of: ({ functions }) => functions.join(' ') },
    { vi: 'Tình trạng', en: 'Status', of: ({ status }) => status },
    { vi: 'Từ lúc', en: 'Since', of: ({ validFrom }) => at(validFrom) },
    { vi: 'Đến lúc', en: 'Until', of: ({ validTo, grantValidTo }) => at(validTo ?? grantValidTo) },
    { vi: 'Mật khẩu (ngày)', en: 'Password (days)', of: ({ passwordAgeDays }) => passwordAgeDays },
    { vi: 'MFA', en: 'MFA', of: ({ mfa }) => mfa.factors.join(' ') },
    { vi: 'Tra cứu cuối', en: 'Last look-up', of: ({ lastLookupAt }) => at(lastLookupAt) },
    { vi: 'Theo quyết định', en: 'By decision', of: ({ why }) => why.decisionNo ?? why.granted.eventId },
  ];
  const reading = await openReading(dataFolder(options.data), options, terminal);
  try {
    const { queries, times } = reading;
    const then = { asOf: times.asOf, knownAt: times.position };
    await showList(terminal, { times, json: options.json }, columns, (after?: readonly (string | number)[]) =>
      permissionsOf(queries, filter, then, { after, limit: pageSize }),
    );
    return exitCodes.done;
  } finally {
    await reading.close();
  }
}

const pageSize = 1000;
