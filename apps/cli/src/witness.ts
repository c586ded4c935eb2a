import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Command } from 'commander';
import type { VerifierKey } from '@app/merkle';
import { several } from './given-file.js';
import type { End, Terminal } from './terminal.js';
import { bothOf, exitCodes, Failure } from './told.js';

export interface WitnessOptions {
  host?: string;
  key: string;
  log: readonly string[];
  name?: string;
  port?: string;
  state: string;
}

const help = `
Người chứng kiến chạy trên máy của cơ quan thanh tra hoặc công an, giữ khóa và trạng thái của riêng mình. Không có gì bí mật
đi qua nó: chỉ có điểm niêm phong, nên --host có thể là địa chỉ mà máy chủ gọi tới được. Đưa dòng vkey in ra cho máy chủ, trong
tệp witness-policy của thư mục dữ liệu. Không tạo lại tệp trạng thái: người chứng kiến đã quên sẽ ký cả một sổ khác.
A witness runs on the inspectorate's or the police's machine, with a key and a state of its own. Nothing secret passes it, only
checkpoints, so that --host may be an address that the server reaches. Give the vkey that it prints to the server, in the file
witness-policy of its data folder. Do not make its state anew: a witness that has forgotten would cosign another log.`;

/** Adds `ledger witness` to a program. */
export function witnessCommand(program: Command, terminal: Terminal, end: End): void {
  program
    .command('witness')
    .summary('làm người chứng kiến cho một sổ · witness a log')
    .description(
      'Ký xác nhận đã thấy từng điểm niêm phong, chỉ khi nó nối tiếp điểm đã thấy trước (C2SP tlog-witness).\n' +
        'Cosigns each checkpoint that follows from the one seen before, and no other (C2SP tlog-witness).',
    )
    .requiredOption('--key <file>', 'khóa ký; chưa có thì được tạo · the signing key, made where there is none')
    .requiredOption('--state <file>', 'điểm đã thấy của mỗi sổ · what was seen of each log')
    .requiredOption('--log <vkey file>', 'khóa công khai của sổ · the public keys of a log', several)
    .option('--name <name>', 'tên khi tạo khóa · the name under which a key is made', 'witness.local')
    .option('--host <address>', 'địa chỉ lắng nghe · the address to listen on', '127.0.0.1')
    .option('--port <number>', 'cổng; 0 là cổng trống · the port; 0 takes a free one', '3100')
    .addHelpText('after', help)
    .action(async (options: WitnessOptions) => {
      const witness = await runWitness(options, terminal);
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      await witness.close();
      end(exitCodes.done);
    });
}

/** A running witness. */
export interface RunningWitness {
  url: string;
  vkey: string;
  close(): Promise<void>;
}

/** Starts a witness and says where it listens. Refuses what is no key, no state of its own, no port. */
export async function runWitness(options: WitnessOptions, terminal: Terminal): Promise<RunningWitness> {
  const { formatVkey, keyTypes, openSignerKey, parseVkeys } = await import('./libraries/sealing.js');
  const { WitnessState } = await import('./witness/witness-state.js');
  const { witnessServer } = await import('./witness/witness-server.js');
  const logs = options.log.flatMap((file) => keysIn(file, parseVkeys, keyTypes.note));
  // The state comes before the key, so that a key without a state is one whose state was lost.
  if (!existsSync(options.key)) WitnessState.begin(options.state);
  const name = () => options.name ?? 'witness.local';
  const key = openSignerKey(options.key, `${options.key}.vkey`, name, keyTypes.cosignature);
  const state = WitnessState.open(options.state, key.verifier);
  const server = witnessServer({ key, logs, state, onFailure: (error) => terminal.err(String(error)) });
  try {
    await listening(server, options);
  } catch (error) {
    state.close();
    throw error;
  }
  const { address, port, family } = server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  const vkey = formatVkey(key.verifier);
  terminal.out(
    bothOf({
      vi: `Người chứng kiến ${key.verifier.name} nghe tại ${url}\n  khóa công khai: ${vkey}`,
      en: `The witness ${key.verifier.name} listens at ${url}\n  its public key: ${vkey}`,
    }),
  );
  const closed = async () => {
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
    state.close();
  };
  return { url, vkey, close: closed };
}

function keysIn(file: string, parse: (text: string) => readonly VerifierKey[], type: number): readonly VerifierKey[] {
  const wrong = (cause?: unknown) =>
    new Failure({ vi: `${file} không có khóa công khai của sổ`, en: `${file} has no public key of a log` }, { cause });
  try {
    const keys = parse(readFileSync(file, 'utf8'));
    if (keys.every((key) => key.type === type)) return keys;
  } catch (cause) {
    throw wrong(cause);
  }
  throw wrong();
}

async function listening(server: Server, { host = '127.0.0.1', port = '3100' }: WitnessOptions): Promise<void> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Failure({ vi: '--port là một số từ 0 đến 65535', en: '--port is a number from 0 to 65535' });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(Number(port), host, resolve);
    });
  } catch (cause) {
    const at = `${host}:${port}`;
    throw new Failure({ vi: `Không nghe được tại ${at}`, en: `Cannot listen at ${at}` }, { cause });
  }
}
