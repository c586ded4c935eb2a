import { existsSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { HistoryFilter } from '@app/capabilities';
import type { CheckedEvidence } from '@app/sealing';
import { dataFolder } from './data-folder.js';
import { readmeOf, reportOf, type Step } from './evidence/report.js';
import { bytesIn, several, textIn } from './given-file.js';
import { assertLedger, instantIn, openReading } from './reading.js';
import { subjectOf } from './replay.js';
import { assertSealed, unsealed } from './sealed-folder.js';
import type { End, Terminal } from './terminal.js';
import { bothOf, exitCodes } from './told.js';

interface MakeOptions {
  case?: string;
  data?: string;
  from?: string;
  inspection?: string;
  out: string;
  to?: string;
}
interface CheckOptions {
  json?: boolean;
  policy?: string;
  vkey?: readonly string[];
}

const makeHelp = `
Lệnh này mở sổ chỉ để đọc nên không ghi được ai đã lấy chứng cứ. Gói chứng minh các sự kiện này có trong sổ; KHÔNG chứng minh
rằng không còn sự kiện nào khác.
This verb opens the ledger for reading only and cannot record who took the evidence. The package proves that these events are in the
log; it does NOT prove that there are no others.`;
const checkHelp = `
Không có --vkey thì tin khóa nằm trong chính gói: ai làm giả được cả gói thì không bị phát hiện.
Without --vkey the package's own key is believed: who can forge the whole package is not found out.

Mã thoát · Exit codes: 0 mọi sự kiện trong gói đều được chứng minh · every event of the package is proven; 1 không · not so.`;

/** Adds `ledger evidence make` and `ledger evidence check` to a program. */
export function evidenceCommand(program: Command, terminal: Terminal, end: End): void {
  const command = program
    .command('evidence')
    .summary('lập và kiểm gói chứng cứ · make and check evidence packages')
    .description('Gói chứng cứ kiểm được ngoại tuyến.\nEvidence that is checked offline.');
  command
    .command('make')
    .argument('<subject>', 'account:<id>, official:<id> hoặc · or unit:<id>')
    .description('Lập gói chứng cứ từ lịch sử của một chủ thể.\nMakes a package of a subject’s history.')
    .requiredOption('--out <file>', 'tệp ZIP sẽ ghi · the ZIP to write')
    .option('--from <instant>', 'từ lúc · from')
    .option('--to <instant>', 'đến trước lúc · up to, not with')
    .option('--case <findingId>', 'cho vụ việc · for a case')
    .option('--inspection <id>', 'cho cuộc kiểm tra · for an inspection')
    .option('--data <dir>', 'thư mục dữ liệu · the data folder (LEDGER_DATA, ./data)')
    .addHelpText('after', makeHelp)
    .action(async (subject: string, options: MakeOptions) => end(await runEvidence(subject, options, terminal)));
  command
    .command('check')
    .argument('<file>', 'gói chứng cứ · the package')
    .description('Kiểm gói chứng cứ, không cần sổ.\nChecks a package without the ledger.')
    .option('--vkey <file>', 'khóa công khai của sổ, lấy từ nơi khác · the log’s public key, from elsewhere', several)
    .option('--policy <file>', 'chính sách người chứng kiến (C2SP tlog-policy) · whom to trust as witnesses')
    .option('--json', 'kết quả dạng JSON · the result as JSON')
    .addHelpText('after', checkHelp)
    .action(async (file: string, options: CheckOptions) => end(await runEvidenceCheck(file, options, terminal)));
}

/** Writes a package of a subject's history as the latest checkpoint has it; answers the exit code. */
export async function runEvidence(asked: string, options: MakeOptions, terminal: Terminal): Promise<number> {
  const subject = subjectOf(asked);
  const [[kind, id]] = Object.entries<string>(subject);
  const folder = dataFolder(options.data);
  assertLedger(folder);
  assertSealed(folder);
  const { historyOf } = await import('./libraries/capabilities.js');
  const { makeEvidence, parseVkeys, TreeFile } = await import('./libraries/sealing.js');
  const tree = TreeFile.open(folder.tree, { readOnly: true });
  try {
    const checkpoint = tree.latest;
    const last = checkpoint && tree.leaf(checkpoint.size - 1);
    if (!checkpoint || !last) throw unsealed(folder);
    // As the checkpoint has it, so that the same question has the same answer.
    const times = { asOf: checkpoint.sealedAt, knownAt: String(last.position) };
    const reading = await openReading(folder, times, terminal);
    try {
      const filter: HistoryFilter = {
        by: 'occurred',
        ...(options.from !== undefined && { from: await instantIn('--from', options.from) }),
        ...(options.to !== undefined && { to: await instantIn('--to', options.to) }),
      };
      const then = { asOf: checkpoint.sealedAt, knownAt: last.position };
      const steps: Step[] = [];
      for (let after: readonly (string | number)[] | undefined, more = true; more;) {
        const page = await historyOf(reading.queries, reading.log, subject, filter, then, { after, limit: 500 });
        steps.push(...page.items);
        after = page.next;
        more = page.next !== undefined;
      }
      const about = {
        about: `${kind.replace('Id', '')}:${id}`,
        ...(filter.from !== undefined && { from: filter.from }),
        ...(filter.to !== undefined && { to: filter.to }),
        ...((options.case ?? options.inspection) !== undefined && {
          purpose: options.case === undefined ? `inspection:${options.inspection}` : `case:${options.case}`,
        }),
      };
      const keys = parseVkeys(textIn(folder.vkey));
      const { shown } = await import('./libraries/capabilities.js');
      const zip = await makeEvidence({
        ...{ log: reading.log, tree, checkpoint, keys, about },
        ...(existsSync(folder.policy) && { policy: textIn(folder.policy) }),
        positions: steps.map(({ position }) => Number(position)),
        report: reportOf(about, checkpoint, steps, shown),
        readme: readmeOf(about.about),
      });
      writeFileSync(options.out, zip);
      terminal.out(
        bothOf({
          vi: `Đã ghi ${steps.length} sự kiện với bằng chứng vào ${options.out} (${zip.length} byte)`,
          en: `${steps.length} events with their proofs were written to ${options.out} (${zip.length} bytes)`,
        }),
      );
      return exitCodes.done;
    } finally {
      await reading.close();
    }
  } finally {
    tree.close();
  }
}

/** Checks a package; answers the exit code. */
export async function runEvidenceCheck(file: string, options: CheckOptions, terminal: Terminal): Promise<number> {
  const { checkEvidence, parsePolicy, parseVkeys } = await import('./libraries/sealing.js');
  const keys = options.vkey?.flatMap((one) => parseVkeys(textIn(one)));
  const policy = options.policy === undefined ? undefined : parsePolicy(textIn(options.policy));
  const result = checkEvidence(bytesIn(file), { ...(keys && { keys }), ...(policy && { policy }) });
  const holds = result.failures.length === 0 && result.manifest !== undefined;
  if (options.json) terminal.out(JSON.stringify({ holds, ...result, manifest: result.manifest ?? null }));
  else {
    for (const failure of result.failures) terminal.err(`✗ ${failure}`);
    terminal.out(bothOf(coverage(result, holds)));
  }
  return holds ? exitCodes.done : exitCodes.failed;
}

function coverage({ manifest, proven, key, witnessed, witnesses }: CheckedEvidence, holds: boolean) {
  const about = manifest?.about ?? '–';
  const [events, size, sealed] = [manifest?.events ?? 0, manifest?.treeSize ?? 0, manifest?.sealedAt ?? '–'];
  return {
    vi:
      `${holds ? 'Đúng' : 'KHÔNG đúng'}: ${proven} trong ${events} sự kiện về ${about} được chứng minh có trong sổ dưới điểm niêm phong ` +
      `${size} sự kiện, ký lúc ${sealed}, ${witnessed} trong ${witnesses} người chứng kiến. Không chứng minh rằng không còn sự kiện nào khác. ` +
      (key === 'outside'
        ? 'Khóa công khai lấy từ ngoài.'
        : 'Khóa công khai lấy từ chính gói này: hãy kiểm lại với khóa lấy từ nơi khác.'),
    en:
      `${holds ? 'Holds' : 'DOES NOT hold'}: ${proven} of ${events} events about ${about} are proven to be in the log, under the checkpoint of ` +
      `${size} events signed at ${sealed}, with ${witnessed} of ${witnesses} witnesses. It is not proven that there are no others. ` +
      (key === 'outside'
        ? 'The public key is from outside.'
        : 'The public key is the package’s own: check again with one from elsewhere.'),
  };
}
