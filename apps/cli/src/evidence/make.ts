import { existsSync, writeFileSync } from 'node:fs';
import type { EvidenceSubject } from '@app/evidence';
import { dataFolder } from '../data-folder.js';
import { bytesIn, textIn } from '../given-file.js';
import { instantIn, openReading } from '../reading.js';
import { accountIdIn } from '../replay.js';
import { assertSealed, unsealed } from '../sealed-folder.js';
import type { Terminal } from '../terminal.js';
import { bothOf, exitCodes, Failure, inLine } from '../told.js';
import { rejectedTold } from './rejected-told.js';

/** What a package is asked for with; exactly one of account, official, device, citizen and dossier. */
export interface MakeOptions {
  account?: string;
  official?: string;
  device?: string;
  dossier?: string;
  /** By token. */
  citizen?: string;
  from?: string;
  to?: string;
  case?: string;
  inspection?: string;
  data?: string;
  events?: string;
  out?: string;
}

/** Writes a package of a subject's history as the checkpoint has it; answers the exit code. */
export async function runEvidence(options: MakeOptions, terminal: Terminal): Promise<number> {
  const subject = subjectIn(options);
  if (options.out === undefined) throw new Failure({ vi: 'Thiếu --out <file>', en: '--out <file> is missing' });
  const asked = {
    subject,
    ...(options.from !== undefined && { from: await instantIn('--from', options.from) }),
    ...(options.to !== undefined && { to: await instantIn('--to', options.to) }),
    ...(options.case !== undefined && { findingId: options.case }),
    ...(options.inspection !== undefined && { inspectionId: options.inspection }),
  };
  const folder = dataFolder(options.data);
  assertSealed(folder);
  const { evidenceOf, lastPosition, latestCheckpoint, MapFile, parseVkeys, TreeFile } =
    await import('../libraries/evidence.js');
  const tree = TreeFile.open(folder.tree, { readOnly: true });
  const map = existsSync(folder.map) ? MapFile.open(folder.map, { readOnly: true }) : undefined;
  try {
    const keys = parseVkeys(textIn(folder.vkey));
    const policy = existsSync(folder.policy) ? bytesIn(folder.policy) : undefined;
    const latest = latestCheckpoint(tree, policy, keys);
    if (!latest) throw unsealed(folder);
    const { checkpoint, quorum } = latest;
    if (!quorum) terminal.err(inLine(fewWitnesses));
    // As the checkpoint has it, so that the same question has the same answer.
    const knownAt = String(lastPosition(tree, checkpoint));
    const { events } = options;
    const times = { asOf: checkpoint.sealedAt, knownAt, ...(events !== undefined && { events }) };
    const reading = await openReading(folder, times, terminal);
    try {
      const { queries, log } = reading;
      const sources = {
        queries,
        log,
        tree,
        checkpoint,
        keys,
        ...(policy !== undefined && { policy }),
        ...(map && { map }),
      };
      const { zip, manifest } = await evidenceOf(sources, asked).catch(rejectedTold);
      writeFileSync(options.out, zip);
      const { events, treeSize } = manifest;
      terminal.out(
        bothOf({
          vi: `Đã ghi ${events} sự kiện với bằng chứng dưới điểm niêm phong ${treeSize} sự kiện vào ${options.out} (${zip.length} byte)`,
          en: `${events} events with their proofs under the checkpoint of ${treeSize} were written to ${options.out} (${zip.length} bytes)`,
        }),
      );
      if (!manifest.map) terminal.err(inLine(options.dossier === undefined ? noMap : noMapOfDossiers));
      return exitCodes.done;
    } finally {
      await reading.close();
    }
  } finally {
    map?.close();
    tree.close();
  }
}

/** The one thing that the options name, in its stored spelling. */
function subjectIn({ account, official, device, dossier, citizen }: MakeOptions): EvidenceSubject {
  const named: EvidenceSubject[] = [
    ...(account === undefined ? [] : [{ accountId: accountIdIn(account) }]),
    ...(official === undefined ? [] : [{ officialId: official.normalize('NFC') }]),
    ...(device === undefined ? [] : [{ deviceId: device.normalize('NFC') }]),
    ...(dossier === undefined ? [] : [{ dossierId: dossier.normalize('NFC') }]),
    ...(citizen === undefined ? [] : [{ subjectToken: tokenIn(citizen) }]),
  ];
  if (named.length === 1) return named[0];
  throw new Failure({
    vi: 'Nêu đúng một trong --account, --official, --device, --citizen, --dossier',
    en: 'Name exactly one of --account, --official, --device, --citizen, --dossier',
  });
}

// A number would stay in the shell's history, so only a token is taken.
function tokenIn(citizen: string): string {
  if (/^k\d{1,4}\.[A-Za-z0-9_-]{43}$/.test(citizen)) return citizen;
  throw new Failure({
    vi: '--citizen là mã k….… như trong sổ, không phải số định danh',
    en: '--citizen is a token k….… as the ledger has it, not a citizen number',
  });
}

const noMap = {
  vi: 'Chưa có bản đồ đầy đủ nào nằm dưới điểm niêm phong này: gói không chứng minh rằng không còn sự kiện nào khác',
  en: 'No completeness map is under this checkpoint yet: the package does not prove that there are no other events',
};
const noMapOfDossiers = {
  vi: 'Bản đồ đầy đủ không kể hồ sơ: gói không chứng minh rằng không còn sự kiện nào khác về hồ sơ này',
  en: 'The completeness map does not count dossiers: the package does not prove that there are no other events about this one',
};
const fewWitnesses = {
  vi: 'Chưa điểm niêm phong nào có đủ người chứng kiến: gói này sẽ không qua được chính sách của chính nó',
  en: 'No checkpoint has enough witnesses yet: this package will not meet its own policy',
};
