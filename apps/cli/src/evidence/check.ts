import type { CheckedEvidence } from '@app/evidence';
import { bytesIn, textIn } from '../given-file.js';
import type { Terminal } from '../terminal.js';
import { bothOf, exitCodes, type Told } from '../told.js';
import { completenessTold } from './completeness-told.js';
import { rejectedTold } from './rejected-told.js';

export interface CheckOptions {
  json?: boolean;
  policy?: string;
  vkey?: readonly string[];
}

/** Checks a package offline and says what it proves; answers the exit code. */
export async function runEvidenceCheck(file: string, options: CheckOptions, terminal: Terminal): Promise<number> {
  const { checkEvidence, parsePolicy, parseVkeys } = await import('../libraries/evidence.js');
  const outside = attempt(() => ({
    ...(options.vkey && { keys: options.vkey.flatMap((one) => parseVkeys(textIn(one))) }),
    ...(options.policy !== undefined && { policy: parsePolicy(bytesIn(options.policy)) }),
  }));
  const result = checkEvidence(bytesIn(file), outside);
  const holds = result.failures.length === 0;
  if (options.json) terminal.out(JSON.stringify({ holds, ...result, manifest: manifestTold(result) }));
  else {
    for (const failure of result.failures) terminal.err(`✗ ${shownSafely(failure)}`);
    terminal.out(bothOf(coverage(result, holds)));
  }
  return holds ? exitCodes.done : exitCodes.failed;
}

// The list of files says nothing that the rest does not.
function manifestTold({ manifest }: CheckedEvidence): object | null {
  if (!manifest) return null;
  const { files, ...rest } = manifest;
  return { ...rest, files: Object.keys(files).length };
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return rejectedTold(error);
  }
}

/** What was and what was not proven, in both languages: never a bare "ok". */
function coverage(result: CheckedEvidence, holds: boolean): Told {
  const { manifest, proven, through, key, policy, witnessed, witnesses } = result;
  const about = shownSafely(manifest?.about ?? '–');
  const [events, size, sealed] = [manifest?.events ?? 0, manifest?.treeSize ?? 0, manifest?.sealedAt ?? '–'];
  const [from, to] = [manifest?.from, manifest?.to];
  const complete = completenessTold(result, shownSafely);
  const vi = [
    `${holds ? 'Đúng' : 'KHÔNG đúng'}: ${proven} trong ${events} sự kiện về ${about} được chứng minh có trong sổ dưới điểm niêm phong ${size} sự kiện` +
      ` (sổ nói ký lúc ${sealed}), xảy ra ${from === undefined ? 'từ đầu' : `từ ${from}`} ${to === undefined ? 'đến điểm niêm phong' : `đến trước ${to}`}.`,
    ...(through === 0
      ? []
      : [
          `${through} sự kiện không nêu cán bộ mà nêu tài khoản sổ cho là của người ấy: điều đó không được chứng minh.`,
        ]),
    policy === 'none'
      ? 'Không có chính sách người chứng kiến: không ai ngoài sổ làm chứng.'
      : `${witnessed} trong ${witnesses} người chứng kiến đã ký; chính sách lấy từ ${policy === 'outside' ? 'ngoài' : 'chính gói này'}.`,
    key === 'outside'
      ? 'Khóa công khai lấy từ ngoài.'
      : 'Khóa công khai lấy từ chính gói này: ai làm giả cả gói cũng qua; hãy kiểm lại với --vkey lấy từ nơi khác.',
    complete.vi,
    'KHÔNG chứng minh: quyền và vi phạm trong report.html.',
  ];
  const en = [
    `${holds ? 'Holds' : 'DOES NOT hold'}: ${proven} of ${events} events about ${about} are proven to be in the log under the checkpoint of ${size} events` +
      ` (signed at ${sealed}, as the log says), which occurred ${from === undefined ? 'from the beginning' : `from ${from}`} ${to === undefined ? 'to the checkpoint' : `to before ${to}`}.`,
    ...(through === 0
      ? []
      : [
          `${through} events name an account that the ledger takes for the official’s, not the official: that is not proven.`,
        ]),
    policy === 'none'
      ? 'There is no witness policy: nobody but the log vouches for the checkpoint.'
      : `${witnessed} of ${witnesses} witnesses have cosigned; the policy is ${policy === 'outside' ? 'from outside' : 'the package’s own'}.`,
    key === 'outside'
      ? 'The public key is from outside.'
      : 'The public key is the package’s own: who forges the whole package passes; check again with --vkey from elsewhere.',
    complete.en,
    'NOT proven: the rights and findings in report.html.',
  ];
  return { vi: vi.join(' '), en: en.join(' ') };
}

// A stranger's text must not move the cursor or colour the terminal.
const shownSafely = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '�');
