import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Verified, VerifyState } from '@app/sealing';
import type { Authority } from '@app/timestamp';
import { dataFolder } from './data-folder.js';
import { several, textIn } from './given-file.js';
import { progressBar } from './progress.js';
import { runCheck } from './rebuild.js';
import type { End, Terminal } from './terminal.js';
import { assertSealed } from './sealed-folder.js';
import { bothOf, exitCodes, Failure, type Told } from './told.js';
import { eventsOption, openStored } from './stored-log.js';
import { timesTold, verifyTimestamps } from './verify/timestamps.js';
import { mapsHold, mapsTold, verifyCompleteness } from './verify/completeness.js';

interface VerifyOptions {
  authority?: string;
  checkpoint?: readonly string[];
  completeness?: boolean;
  data?: string;
  events?: string;
  json?: boolean;
  policy?: string;
  resume?: string;
  views?: boolean;
  vkey?: readonly string[];
}

const help = `
Không có --vkey thì khóa công khai lấy ở chính thư mục dữ liệu: ai thay được cả sổ lẫn khóa thì không bị phát hiện.
Without --vkey the public key is the data folder's own: who can replace both log and key is not found out.

Mã thoát · Exit codes: 0 mọi sự kiện đã niêm phong còn nguyên, đã đọc hết · every sealed event is what it was, all of them
read; 1 có sai lệch, hoặc chưa kiểm được hết · something differs, or not all could be checked; 3 tệp của --resume bị hỏng, hoặc của sổ
hay lựa chọn khác · the file of --resume is spoilt, or of another log or other options.`;

/** Adds `ledger verify` to a program. */
export function verifyCommand(program: Command, terminal: Terminal, end: End): void {
  program
    .command('verify')
    .summary('kiểm toàn vẹn sổ · verify the log')
    .description(
      'Đọc và băm lại mọi sự kiện, so với cây Merkle và mọi điểm niêm phong đã ký.\n' +
        'Reads and hashes every event again, and compares them with the Merkle tree and every signed checkpoint.',
    )
    .option('--views', 'dựng lại và so cả dữ liệu đọc · rebuild and compare the views too')
    .option('--completeness', 'lập lại và so cả bản đồ đầy đủ · make the completeness map anew and compare it too')
    .option('--vkey <file>', 'khóa công khai của sổ, lấy từ nơi khác · the log’s public key, from elsewhere', several)
    .option('--checkpoint <file>', 'điểm niêm phong người khác giữ · a checkpoint that somebody else has kept', several)
    .option('--policy <file>', 'chính sách người chứng kiến (C2SP tlog-policy) · whom to trust as witnesses')
    .option('--authority <file>', 'cơ quan cấp dấu thời gian (RFC 3161) tin cậy · whose timestamps to believe')
    .option(...eventsOption)
    .option('--resume <file>', 'ghi lại đã tới đâu, và đi tiếp từ đó · keep how far it came, and go on from there')
    .option('--data <dir>', 'thư mục dữ liệu · the data folder (LEDGER_DATA, ./data)')
    .option('--json', 'kết quả dạng NDJSON · the result as NDJSON')
    .addHelpText('after', help)
    .action(async (options: VerifyOptions) => end(await runVerify(options, terminal)));
}

/** Verifies a folder's log, beside its server or without; answers the exit code. */
export async function runVerify(options: VerifyOptions, terminal: Terminal): Promise<number> {
  const folder = dataFolder(options.data);
  assertSealed(folder);
  const stored = await openStored(folder, options.events);
  const { log } = stored;
  const { parsePolicy, parseVkeys, TreeFile, verifyLog } = await import('./libraries/sealing.js');
  const vkeys = (options.vkey ?? [folder.vkey]).flatMap((file) => parseVkeys(textIn(file)));
  const policyFile = options.policy ?? folder.policy;
  const policy = options.policy !== undefined || existsSync(policyFile) ? parsePolicy(textIn(policyFile)) : undefined;
  const tree = TreeFile.open(folder.tree, { readOnly: true });
  const began = performance.now();
  const outside = (options.checkpoint ?? []).map(textIn);
  const asked = { log, tree, keys: vkeys, policy, outside };
  const bar = progressBar(terminal, 'Kiểm · verify', tree.size, String);
  try {
    const state = options.resume === undefined ? undefined : await stateIn(options.resume, asked);
    const verified = await verifyLog({
      ...stored,
      ...asked,
      ...(state && { state }),
      step: (leaves) => bar.to(leaves),
    });
    const maps = options.completeness ? await verifyCompleteness(log, (leaves) => bar.to(leaves)) : undefined;
    bar.stop();
    const timestamps = await verifyTimestamps(tree, await authorityOf(options.authority ?? folder.authority));
    const failures = [...verified.failures, ...timestamps.failures];
    const earlier = state?.earlier;
    state?.remove();
    const seconds = (performance.now() - began) / 1000;
    const isRead = verified.leaves === verified.of && verified.last !== undefined;
    const whole = isRead && failures.length === 0 && mapsHold(maps);
    const trusted = options.vkey !== undefined;
    const told = { ...verified, completeness: maps ?? null, timestamps, failures, ...(earlier && { earlier }), whole };
    if (options.json) terminal.out(JSON.stringify({ ...told, trustedKey: trusted, seconds }));
    else {
      for (const { detector, at, reason } of [...failures, ...(maps?.failures ?? [])])
        terminal.err(`✗ ${detector} ${at}: ${reason}`);
      terminal.out(bothOf(coverage(verified, { whole, trusted, earlier })));
      if (timestamps.of > 0) terminal.out(bothOf(timesTold(timestamps)));
      terminal.out(bothOf(mapsTold(maps)));
    }
    const views = options.views ? await runCheck(undefined, options, terminal) : exitCodes.done;
    return whole && views === exitCodes.done ? exitCodes.done : exitCodes.failed;
  } finally {
    bar.stop();
    tree.close();
    await log.close();
  }
}

async function authorityOf(file: string): Promise<Authority | undefined> {
  if (!existsSync(file)) return undefined;
  const { parseAuthority } = await import('./libraries/timestamp.js');
  return parseAuthority(textIn(file));
}

async function stateIn(file: string, options: Parameters<typeof VerifyState.open>[1]): Promise<VerifyState> {
  const { StateRefused, VerifyState: State } = await import('./libraries/sealing.js');
  try {
    return await State.open(file, options, { now: () => new Date().toISOString() });
  } catch (cause) {
    if (!(cause instanceof StateRefused)) throw cause;
    const vi = {
      spoilt: 'bị hỏng hoặc không phải tệp của lệnh này',
      options: 'của lần chạy với khóa, chính sách hoặc điểm niêm phong khác',
      foreign: 'của sổ khác, hoặc sổ này đã thay đổi từ đó',
    };
    const told = {
      vi: `Không đi tiếp được từ ${file}: tệp ${vi[cause.why]}; hãy xóa nó để kiểm lại từ đầu`,
      en: `It cannot go on from ${file}: ${cause.message}; remove the file to verify from the start`,
    };
    throw new Failure(told, { cause, exitCode: exitCodes.stateRefused });
  }
}

/** What was and what was not proven, in one paragraph. */
function coverage(
  { leaves, of, unsealed, checkpoints, fromOutside, last, cosigned }: Verified,
  { whole, trusted, earlier }: { whole: boolean; trusted: boolean; earlier?: VerifyState['earlier'] },
): Told {
  const [witnessed, witnesses] = [last?.witnessed ?? 0, last?.witnesses ?? 0];
  const [size, at] = [last?.size ?? 0, last?.sealedAt ?? '–'];
  return {
    vi:
      `${whole ? 'Còn nguyên' : 'KHÔNG còn nguyên, hoặc chưa kiểm được hết'}: đã đọc và băm lại ${leaves} trong ${of} sự kiện đã niêm phong; ` +
      `điểm niêm phong cuối có ${size} sự kiện, lúc ${at}, ${witnessed} trong ${witnesses} người chứng kiến; ` +
      (cosigned
        ? `${cosigned.checkpoints} điểm đủ người chứng kiến, điểm lớn nhất có ${cosigned.size} sự kiện, lúc ${cosigned.sealedAt ?? '–'}; `
        : '') +
      (earlier
        ? `trong đó ${earlier.leaves} do lần chạy trước đọc, từ ${earlier.from} đến ${earlier.to}, lần này đọc ${leaves - earlier.leaves}; `
        : '') +
      `đã so ${checkpoints} điểm niêm phong và ${fromOutside} điểm do người khác giữ; ${unsealed} sự kiện chưa nằm dưới điểm nào. ` +
      (trusted
        ? ''
        : 'Khóa công khai lấy từ chính thư mục này nên chưa chứng minh được với người có thể thay cả khóa.'),
    en:
      `${whole ? 'Whole' : 'NOT whole, or not all was checked'}: ${leaves} of ${of} sealed events were read and hashed again; ` +
      `the last checkpoint has ${size} of them, signed at ${at}, with ${witnessed} of ${witnesses} witnesses; ` +
      (cosigned
        ? `${cosigned.checkpoints} checkpoints have enough witnesses, the largest of ${cosigned.size} events, signed at ${cosigned.sealedAt ?? '–'}; `
        : '') +
      (earlier
        ? `${earlier.leaves} of them by an earlier run, from ${earlier.from} to ${earlier.to}, and ${leaves - earlier.leaves} by this one; `
        : '') +
      `${checkpoints} checkpoints were compared, and ${fromOutside} that others kept; ${unsealed} events are under none yet. ` +
      (trusted
        ? ''
        : 'The public key is this folder’s own: nothing is proven against who can replace the key as well.'),
  };
}
