import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { SignerKey, VerifierKey } from '@app/merkle';
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
đi qua nó: chỉ có điểm niêm phong. Đưa dòng vkey in ra cho máy chủ, trong tệp witness-policy của thư mục dữ liệu.
A witness runs on the inspectorate's or the police's machine, with a key and a state of its own. Nothing secret passes it, only
checkpoints. Give the vkey that it prints to the server, in the file witness-policy of its data folder.`;

const several = (value: string, before: readonly string[] = []) => [...before, value];

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
    .requiredOption('--log <vkey file>', 'khóa công khai của sổ · the public key of a log', several)
    .option('--name <name>', 'tên khi tạo khóa · the name under which a key is made', 'witness.local')
    .option('--host <address>', 'địa chỉ lắng nghe · the address to listen on', '127.0.0.1')
    .option('--port <number>', 'cổng · the port', '3100')
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

interface Seen {
  size: number;
  /** The root in base64. */
  root: string;
  /** The checkpoint as it was signed, with this witness's line. */
  note: string;
}

/** Starts a witness and says where it listens. Refuses what is no key, no state, no port. */
export async function runWitness(options: WitnessOptions, terminal: Terminal): Promise<RunningWitness> {
  const { formatVkey, keyTypes, openSignerKey, parseVkey } = await import('./libraries/sealing.js');
  const key = openSignerKey(
    options.key,
    `${options.key}.vkey`,
    () => options.name ?? 'witness.local',
    keyTypes.cosignature,
  );
  const logs = options.log.flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n').map(parseVkey));
  const answer = await answering(key, logs, options.state);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      terminal.err(String(error));
      response.writeHead(500).end();
    });
  });
  await listening(server, options);
  const { address, port, family } = server.address() as AddressInfo;
  const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  const vkey = formatVkey(key.verifier);
  terminal.out(
    bothOf({
      vi: `Người chứng kiến ${key.verifier.name} nghe tại ${url}\n  khóa công khai: ${vkey}`,
      en: `The witness ${key.verifier.name} listens at ${url}\n  its public key: ${vkey}`,
    }),
  );
  return {
    url,
    vkey,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answering(key: SignerKey, logs: readonly VerifierKey[], stateFile: string) {
  const { answerAddCheckpoint, cosignatureLine, maxAddCheckpointBytes, monitoredPath, sizeMediaType, writeDurably } =
    await import('./libraries/sealing.js');
  const seen = seenIn(stateFile);
  const byOrigin = new Map(logs.map(({ name }) => [name, logs.filter((key) => key.name === name)]));
  const text = (response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8') =>
    response.writeHead(status, { 'Content-Type': type }).end(body);

  // Nothing waits between the decision and the state's being on disk, so that of two requests one only is cosigned.
  const cosigned = (body: Uint8Array, response: ServerResponse) => {
    const decided = answerAddCheckpoint(body, (origin) => {
      const keys = byOrigin.get(origin);
      const latest = seen.get(origin);
      return keys && { keys, latest: latest && { size: latest.size, root: Buffer.from(latest.root, 'base64') } };
    });
    if (decided.status === 409) return text(response, 409, `${decided.size}\n`, sizeMediaType);
    if (decided.status !== 200) return text(response, decided.status, `${decided.reason}\n`);
    const { checkpoint, text: signed } = decided;
    const line = cosignatureLine(key, signed, Math.floor(Date.now() / 1000));
    const note = noteOf(body) + line;
    seen.set(checkpoint.origin, {
      size: checkpoint.size,
      root: Buffer.from(checkpoint.root).toString('base64'),
      note,
    });
    writeDurably(stateFile, `${JSON.stringify(Object.fromEntries(seen), null, 2)}\n`, 0o600);
    return text(response, 200, line);
  };

  return async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url } = request;
    if (method === 'POST' && url === '/add-checkpoint') {
      const body = await bodyOf(request, maxAddCheckpointBytes);
      if (body) cosigned(body, response);
      else text(response, 400, `a request has at most ${maxAddCheckpointBytes} bytes\n`);
      return;
    }
    const [origin] = [...byOrigin.keys()].filter((name) => url === `/${monitoredPath(name)}`);
    const latest = origin === undefined ? undefined : seen.get(origin);
    if (method === 'GET' && latest) text(response, 200, latest.note);
    else text(response, 404, 'not found\n');
  };
}

// The signed checkpoint is what follows the first empty line of the request.
function noteOf(body: Uint8Array): string {
  const request = Buffer.from(body).toString('utf8');
  return request.slice(request.indexOf('\n\n') + 2);
}

function seenIn(file: string): Map<string, Seen> {
  if (!existsSync(file)) return new Map();
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Seen>));
  } catch (cause) {
    // A witness that has forgotten would cosign another log: it does not begin anew by itself.
    throw new Failure(
      {
        vi: `Trạng thái ${file} không đọc được; lấy lại từ bản sao lưu`,
        en: `The state ${file} cannot be read; restore it`,
      },
      { cause },
    );
  }
}

async function bodyOf(request: IncomingMessage, most: number): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function listening(server: Server, { host = '127.0.0.1', port = '3100' }: WitnessOptions): Promise<void> {
  if (!/^\d{1,5}$/.test(port)) throw new Failure({ vi: '--port là một số', en: '--port is a number' });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(port), host, resolve);
  });
}
