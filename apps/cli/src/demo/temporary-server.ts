import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes, Failure } from '../told.js';

/** A ledger server of its own process, on a store of its own. */
export interface TemporaryServer {
  baseUrl: string;
  dataDir: string;
  /** Ends the process; the store goes too unless it is to be kept. */
  stop(): Promise<void>;
}

const patienceMs = 60_000;
const program = join(import.meta.dirname, '../../../server/src/main.js');

/** Starts the built server on an empty store in a temporary folder and waits until it is ready. */
export async function startTemporaryServer(how: { keep: boolean }): Promise<TemporaryServer> {
  if (!existsSync(program)) {
    throw new Failure({ vi: 'chưa có bản dựng; chạy npm run build', en: 'there is no build yet; run npm run build' });
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'so-cai-demo-'));
  const port = await freePort();
  const env = { ...process.env, LEDGER_DATA: dataDir, PORT: String(port), HOST: '127.0.0.1' };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const forget = onEnd(() => {
    child.kill('SIGKILL');
    if (!how.keep) rmSync(dataDir, { recursive: true, force: true });
  });
  const stop = async () => {
    await ended(child);
    forget();
    if (!how.keep) await rm(dataDir, { recursive: true, force: true });
  };
  const baseUrl = `http://127.0.0.1:${port}`;
  try {
    await ready(baseUrl, child, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl, dataDir, stop };
}

async function ready(baseUrl: string, child: ChildProcess, said: () => string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(`${baseUrl}/health/ready`).catch((error: unknown) => {
      if (error instanceof TypeError) return undefined; // nobody listens yet
      throw error;
    });
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const why = said().trim();
  throw new Failure({ vi: `máy chủ sổ cái không khởi động được\n${why}`, en: 'the ledger server did not start' });
}

/** Does a last thing when this process ends before its time, by Ctrl-C too. Answers how to call that off. */
function onEnd(last: () => void): () => void {
  const interrupted = () => process.exit(exitCodes.interrupted);
  process.once('exit', last);
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  return () => {
    process.off('exit', last);
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
  };
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
