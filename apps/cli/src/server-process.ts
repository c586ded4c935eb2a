import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Failure } from './told.js';

/** The built server in a process of its own. It ends with `close`, and by itself when this process is gone. */
export interface ServerProcess {
  url: string;
  close(): Promise<void>;
  /** At once, where there is no time to wait. */
  kill(): void;
}

const patienceMs = 60_000;
/** As `npm start` has it: twice the room for new objects that V8 gives by itself. */
const room = '--max-semi-space-size=32';
const program = join(import.meta.dirname, '../../server/src/main.js');

/** Starts the built server over a data folder on a free port of 127.0.0.1 and waits until it is ready. */
export async function startServerProcess(dataDir: string): Promise<ServerProcess> {
  if (!existsSync(program)) {
    throw new Failure({ vi: 'chưa có bản dựng; chạy npm run build', en: 'there is no build yet; run npm run build' });
  }
  const port = await freePort();
  const own = { LEDGER_DATA: dataDir, PORT: String(port), HOST: '127.0.0.1', LEDGER_ENDS_WITH_INPUT: '1' };
  const child = spawn(process.execPath, [room, program], {
    env: { ...process.env, ...own },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(url, child, () => said);
  } catch (error) {
    await ended(child);
    throw error;
  }
  return { url, close: () => ended(child), kill: () => child.kill('SIGKILL') };
}

async function ready(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(`${url}/health/ready`).catch((error: unknown) => {
      if (error instanceof TypeError) return undefined; // nobody listens yet
      throw error;
    });
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const why = said().trim();
  throw new Failure({
    vi: `máy chủ sổ cái không khởi động được\n${why}`,
    en: `the ledger server did not start\n${why}`,
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
