import type { Command } from 'commander';
import type { BuiltRule } from '@app/capabilities';
import { cell } from './listing.js';
import type { BacktestOptions } from './rules/run-backtest.js';
import type { End, Terminal } from './terminal.js';
import { exitCodes, inLine } from './told.js';

interface TestOptions {
  json?: boolean;
}

const testHelp = `
Mã thoát · Exit codes: 0 mọi ví dụ đều đúng · every example holds; 1 có ví dụ sai · one does not.`;
const backtestHelp = `
Phiên bản phải có trong bản này; sổ chỉ được đọc, kết quả chỉ ở tệp tạm.
The version must be in this build; the log is only read, what comes of it lies in a temporary file.

Mã thoát · Exit codes: 0 đã so · compared, whatever it showed; 1 không làm được · it could not be done.`;

/** Adds `ledger rules` to a program. */
export function rulesCommand(program: Command, terminal: Terminal, end: End): void {
  const command = program
    .command('rules')
    .helpCommand(false)
    .summary('thử các quy tắc · try the rules')
    .description(
      'Thử các quy tắc: trên ví dụ của chúng, hoặc trên sổ thật.\nTries the rules: on their examples, or on the real log.',
    );
  command
    .command('test')
    .summary('chạy mọi ví dụ · runs all examples')
    .description('Chạy mọi ví dụ của mọi quy tắc.\nRuns all examples of all rules.')
    .option('--json', 'mỗi dòng một quy tắc · one rule a line')
    .addHelpText('after', testHelp)
    .action(async (options: TestOptions) => {
      end(await runRulesTest(options, terminal));
    });
  command
    .command('backtest')
    .argument('<code@version>', 'như V-28@2 · such as V-28@2')
    .summary('so một phiên bản với bản đang dùng · one version beside the current one')
    .description(
      'Xét cả sổ theo một phiên bản quy tắc, cạnh phiên bản đang dùng.\n' +
        'Judges the whole log by one version of a rule, beside the current one.',
    )
    .option('--from <instant>', 'vi phạm từ lúc · findings from')
    .option('--to <instant>', 'đến trước lúc · up to, not with')
    .option('--data <dir>', 'thư mục dữ liệu · the data folder (LEDGER_DATA, ./data)')
    .option('--json', 'mỗi dòng một đối tượng JSON, các số ở dòng đầu · one JSON object a line, the counts first')
    .addHelpText('after', backtestHelp)
    .action(async (version: string, options: BacktestOptions) => {
      const { runBacktest } = await import('./rules/run-backtest.js');
      end(await runBacktest(version, options, terminal));
    });
}

/** Runs the examples of rules and says for each rule which find and which do not; answers the exit code. */
export async function runRulesTest(
  { json }: TestOptions,
  terminal: Terminal,
  asked?: readonly BuiltRule[],
): Promise<number> {
  const { failureOf, rules, ruleVersions, versionName } = await import('./libraries/capabilities.js');
  let failed = 0;
  for (const rule of asked ?? ruleVersions) {
    const failures = rule.examples.flatMap((example) => {
      const failure = failureOf(rule, example, rules);
      return failure === undefined ? [] : [{ example: example.title, failure }];
    });
    failed += failures.length;
    const finding = rule.examples.filter(({ finds }) => finds.length > 0).length;
    const counts = { finding, silent: rule.examples.length - finding, failed: failures.length };
    if (json) terminal.out(JSON.stringify({ rule: versionName(rule), ...counts, failures }));
    else {
      const sign = failures.length > 0 ? '✗' : '✓';
      const told = inLine({
        vi: `${counts.finding} ví dụ phát hiện, ${counts.silent} không`,
        en: `${counts.finding} examples find, ${counts.silent} do not`,
      });
      terminal.out(`${sign} ${versionName(rule)} ${rule.titleVi} · ${rule.titleEn}: ${told}`);
      for (const { example, failure } of failures) terminal.out(`    ${example}: ${cell(failure)}`);
    }
  }
  return failed > 0 ? exitCodes.failed : exitCodes.done;
}
