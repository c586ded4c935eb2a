import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServerProcess } from '../server-process.js';
import { exitCodes } from '../told.js';

/** A ledger server of its own process, on a store of its own. */
export interface TemporaryServer {
  baseUrl: string;
  dataDir: string;
  /** Ends the process; the store goes too unless it is to be kept. */
  stop(): Promise<void>;
}

/** Starts the built server on an empty store in a temporary folder and waits until it is ready. */
export async function startTemporaryServer(how: { keep: boolean }): Promise<TemporaryServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'so-cai-demo-'));
  const remove = () => (how.keep ? Promise.resolve() : rm(dataDir, { recursive: true, force: true }));
  const server = await startServerProcess(dataDir).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const forget = onEnd(() => {
    server.kill();
    if (!how.keep) rmSync(dataDir, { recursive: true, force: true });
  });
  const stop = async () => {
    await server.close();
    forget();
    await remove();
  };
  return { baseUrl: server.url, dataDir, stop };
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
