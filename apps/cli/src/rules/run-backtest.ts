import type { BuiltRule, Finding } from '@app/capabilities';
import { dataFolder } from '../data-folder.js';
import { rules, ruleVersions, shown, versionName } from '../libraries/capabilities.js';
import { SqliteLog } from '../libraries/sqlite.js';
import { showList, type Column } from '../listing.js';
import { progressBar } from '../progress.js';
import { instantIn } from '../reading.js';
import { assertLedger } from '../stored-log.js';
import type { Terminal } from '../terminal.js';
import { Failure, exitCodes, inLine } from '../told.js';
import { backtest, type Within } from './backtest.js';

export interface BacktestOptions {
  from?: string;
  to?: string;
  data?: string;
  json?: boolean;
}
type Only = { only: string } & Finding;

/**
 * Judges the log by one version of a rule beside the one in use, and shows what only one of them finds; answers the exit
 * code. Refuses a version that the build lacks.
 */
export async function runBacktest(
  asked: string,
  options: BacktestOptions,
  terminal: Terminal,
  versions: readonly BuiltRule[] = ruleVersions,
): Promise<number> {
  const tried = versions.find((rule) => versionName(rule) === asked);
  const current = rules.find(({ code }) => code === tried?.code);
  if (!tried || !current) {
    const names = versions.map(versionName).join(', ');
    throw new Failure({ vi: `Không có phiên bản đó; có ${names}`, en: `There is no such version; there are ${names}` });
  }
  const now = new Date().toISOString();
  const within: Within = {
    from: options.from === undefined ? '0000' : await instantIn('--from', options.from),
    to: options.to === undefined ? now : await instantIn('--to', options.to),
  };
  const folder = dataFolder(options.data);
  assertLedger(folder);
  const log = SqliteLog.open(folder.events, { readOnly: true });
  const head = log.head();
  const bar = progressBar(terminal, 'Xét · judging', head, String);
  try {
    const { both, onlyTried, onlyCurrent } = await backtest(log, { tried, current }, within, (position) =>
      bar.to(position),
    );
    bar.stop();
    const used = versionName(current);
    const counts = { both: both.length, onlyTried: onlyTried.length, onlyCurrent: onlyCurrent.length };
    if (options.json) terminal.out(JSON.stringify({ tried: asked, current: used, ...counts }));
    else terminal.out(inLine(shownCounts(asked, used, counts)));
    const items: Only[] = [
      ...onlyTried.map((finding) => ({ only: asked, ...finding })),
      ...onlyCurrent.map((finding) => ({ only: used, ...finding })),
    ];
    const times = { asOf: now, position: head, positionAt: null };
    await showList(terminal, { times, json: options.json }, columns, () => Promise.resolve({ items }));
    return exitCodes.done;
  } finally {
    bar.stop();
    await log.close();
  }
}

const columns: readonly Column<Only>[] = [
  { vi: 'Chỉ bởi', en: 'Only by', of: ({ only }) => only },
  { vi: 'Mức', en: 'Severity', of: ({ severity }) => severity },
  { vi: 'Từ lúc', en: 'Since', of: ({ since }) => shown(since) },
  { vi: 'Đến lúc', en: 'Until', of: ({ until }) => until && shown(until) },
  { vi: 'Đơn vị', en: 'Unit', of: ({ unitId }) => unitId },
  { vi: 'Tài khoản', en: 'Account', of: ({ accountId }) => accountId },
  { vi: 'Cán bộ', en: 'Official', of: ({ officialId }) => officialId },
  { vi: 'Tra cứu', en: 'Look-up', of: ({ lookupId }) => lookupId },
  { vi: 'Phát hiện', en: 'Finding', of: ({ findingId }) => findingId },
];

const shownCounts = (
  tried: string,
  used: string,
  { both, onlyTried, onlyCurrent }: Record<'both' | 'onlyTried' | 'onlyCurrent', number>,
) => ({
  vi: `Cả hai cùng thấy ${both}; chỉ ${tried} thấy ${onlyTried}; chỉ bản đang dùng ${used} thấy ${onlyCurrent}`,
  en: `both find ${both}; only ${tried} finds ${onlyTried}; only ${used}, which is in use, finds ${onlyCurrent}`,
});
