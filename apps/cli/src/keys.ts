import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import Table from 'cli-table3';
import type { EventLog } from '@app/ledger';
import type { VerifierKey } from '@app/merkle';
import type { ToldKey } from '@app/sealing';
import { dataFolder, type DataFolder } from './data-folder.js';
import { cell } from './listing.js';
import { eventsOption, openStored } from './stored-log.js';
import { unsealed } from './sealed-folder.js';
import { openAsSoleWriter } from './sole-writer.js';
import type { End, Terminal } from './terminal.js';
import { bothOf, exitCodes, Failure, inLine, type Told } from './told.js';

interface KeysOptions {
  data?: string;
  events?: string;
  json?: boolean;
}

/** Where a key stands. `unknown`: `keys/log.vkey` has it, the log does not tell of it, and it is not the next one. */
export type KeyState = 'signs' | 'next' | 'replaced' | 'retired' | 'unknown';

/** A key of the log, from its events and its files. */
export interface LogKey {
  keyId: string;
  name: string;
  state: KeyState;
  since: string | null;
  retiredAt: string | null;
  reason: string | null;
  vkey: string;
  /** Whether `keys/log.vkey` has it: without its line what it signed does not verify. */
  inFile: boolean;
}

const states: Record<KeyState, Told> = {
  signs: { vi: 'đang ký', en: 'signs' },
  next: { vi: 'ký từ lần khởi động tới', en: 'signs from the next start on' },
  replaced: { vi: 'ngừng từ lần khởi động tới', en: 'retires at the next start' },
  retired: { vi: 'đã ngừng', en: 'retired' },
  unknown: { vi: 'SỔ KHÔNG BIẾT', en: 'NOT KNOWN TO THE LOG' },
};

const help = `
Khóa công khai nằm ở keys/log.vkey, mỗi dòng một khóa, khóa đang ký ở cuối; đưa cả tệp cho người chứng kiến và người kiểm.
The public keys are in keys/log.vkey, a line each, the one that signs last; hand the file to witnesses and auditors.

Mã thoát · Exit codes: 0 xong · done; 1 có khóa mà sổ không biết, hoặc thiếu khóa · a key that the log does not know, or one
that is missing from the file.`;

const rotateHelp = `
Chạy khi máy chủ đã dừng; lần khởi động tới ký bằng khóa mới và ghi cả hai việc vào sổ. Điểm niêm phong cũ vẫn kiểm được.
Sau đó đưa keys/log.vkey cho từng người chứng kiến và người kiểm: chưa có dòng mới thì họ không nhận chữ ký mới.
Run it while no server does; the next start signs with the new key and records both. Old checkpoints go on verifying. Then hand
keys/log.vkey to each witness and auditor: without the new line they do not take the new signatures.`;

const dataOption = ['--data <dir>', 'thư mục dữ liệu · the data folder (LEDGER_DATA, ./data)'] as const;

/** Adds `ledger keys` and `ledger keys rotate` to a program. */
export function keysCommand(program: Command, terminal: Terminal, end: End): void {
  const keys = program
    .command('keys')
    .summary('khóa ký niêm phong của sổ · the keys that sign the log')
    .description(
      'Liệt kê khóa ký niêm phong, từ sổ và từ tệp khóa.\nLists the keys that sign checkpoints, from log and files.',
    )
    .option(...eventsOption)
    .option(...dataOption)
    .option('--json', 'mỗi dòng một khóa · one key a line')
    .addHelpText('after', help)
    .action(async (options: KeysOptions) => end(await runKeys(options, terminal)));
  keys
    .command('rotate')
    .summary('thay khóa ký · put a new signing key in the place of the old')
    .description('Tạo khóa ký mới cùng tên sổ.\nMakes a new signing key under the same origin.')
    .addHelpText('after', rotateHelp)
    .action(async (_: object, { parent }: Command) => end(await runRotate(parent!.opts(), terminal)));
}

/** Lists a folder's keys; answers the exit code. */
export async function runKeys(options: KeysOptions, terminal: Terminal): Promise<number> {
  const folder = dataFolder(options.data);
  const keys = await keysIn(folder, options.events);
  if (options.json) for (const key of keys) terminal.out(JSON.stringify(key));
  else terminal.out(shown(keys));
  const unknown = keys.filter(({ state }) => state === 'unknown');
  const missing = keys.filter(({ inFile }) => !inFile);
  for (const { keyId } of unknown) {
    const en = `keys/log.vkey has the key ${keyId}, of which the log does not tell: what it signs would be believed`;
    terminal.err(inLine({ vi: `keys/log.vkey có khóa ${keyId} mà sổ không ghi`, en }));
  }
  for (const { keyId } of missing) {
    const en = `keys/log.vkey lacks the key ${keyId}: add its vkey, else what it signed does not verify`;
    terminal.err(inLine({ vi: `keys/log.vkey thiếu khóa ${keyId}`, en }));
  }
  return unknown.length + missing.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** Makes a new signing key; answers the exit code. Refuses beside a server, and where the last one has not signed yet. */
export async function runRotate(options: KeysOptions, terminal: Terminal): Promise<number> {
  const folder = dataFolder(options.data);
  const { formatVkey, hexId, rotateLogKey } = await import('./libraries/sealing.js');
  const writer = await openAsSoleWriter(folder, { vi: 'thay khóa', en: 'rotate the key' }, options.events);
  try {
    const keys = await keysOf(folder, writer.log);
    if (keys.length === 0) throw unsealed(folder);
    if (keys.some(({ state }) => state === 'next')) throw notSignedYet();
    const { old, current } = rotateLogKey(folder.path);
    const vkey = formatVkey(current);
    terminal.out(
      options.json
        ? JSON.stringify({ old: hexId(old.id), keyId: hexId(current.id), vkey })
        : bothOf({
            vi: `Khóa ${hexId(current.id)} ký thay ${hexId(old.id)} từ lần khởi động tới; đưa keys/log.vkey cho người chứng kiến và người kiểm\n  khóa công khai: ${vkey}`,
            en: `The key ${hexId(current.id)} signs in the place of ${hexId(old.id)} from the next start on; hand keys/log.vkey to witnesses and auditors\n  its public key: ${vkey}`,
          }),
    );
    return exitCodes.done;
  } finally {
    await writer.close();
  }
}

async function keysIn(folder: DataFolder, events: string | undefined): Promise<readonly LogKey[]> {
  const { log } = await openStored(folder, events);
  try {
    return await keysOf(folder, log);
  } finally {
    await log.close();
  }
}

async function keysOf(folder: DataFolder, log: EventLog): Promise<readonly LogKey[]> {
  const { formatVkey, hexId, keyTypes, logKeysIn, toldKeys, VerifierKey } = await import('./libraries/sealing.js');
  const filed = existsSync(folder.vkey) ? logKeysIn(folder.path) : [];
  const told = await toldKeys(log);
  const last = filed.at(-1);
  const isLast = (keyId: string) => last !== undefined && hexId(last.id) === keyId;
  const row = (key: VerifierKey, one?: ToldKey): LogKey => {
    const keyId = hexId(key.id);
    return {
      ...{ keyId, name: key.name, state: stateOf(one, isLast(keyId)) },
      ...{ since: one?.validFrom ?? null, retiredAt: one?.retired?.validTo ?? null },
      ...{ reason: one?.retired?.reason ?? null, vkey: formatVkey(key) },
      inFile: filed.some(({ id }) => id === key.id),
    };
  };
  const known = told.map((one) =>
    row(new VerifierKey(one.origin, keyTypes.note, Buffer.from(one.publicKey, 'base64')), one),
  );
  const others = filed.filter(({ id }) => !told.some(({ keyId }) => keyId === hexId(id)));
  return [...known, ...others.map((key) => row(key))];
}

function stateOf(told: ToldKey | undefined, isLast: boolean): KeyState {
  if (told?.retired) return 'retired';
  if (told) return isLast ? 'signs' : 'replaced';
  return isLast ? 'next' : 'unknown';
}

function shown(keys: readonly LogKey[]): string {
  const head = [
    inLine({ vi: 'khóa', en: 'key' }),
    '',
    inLine({ vi: 'từ', en: 'since' }),
    inLine({ vi: 'đến', en: 'until' }),
  ];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { keyId, state, since, retiredAt } of keys)
    table.push([keyId, inLine(states[state]), cell(since ?? '–'), cell(retiredAt ?? '–')]);
  const name = keys.at(0)?.name;
  return name === undefined ? table.toString() : `${cell(name)}\n${table.toString()}`;
}

const notSignedYet = () =>
  new Failure({
    vi: 'Khóa mới nhất chưa ký lần nào; hãy khởi động máy chủ trước khi thay nữa',
    en: 'The newest key has not signed yet; start the server before it is replaced',
  });
