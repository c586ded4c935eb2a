import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `server.json` in the data folder says where the running server listens, so that the command line finds it. */
export function announce(dataDir: string, url: string): { withdraw: () => void } {
  const file = join(dataDir, 'server.json');
  writeFileSync(file, JSON.stringify({ url, pid: process.pid }) + '\n');
  return { withdraw: () => rmSync(file, { force: true }) };
}
