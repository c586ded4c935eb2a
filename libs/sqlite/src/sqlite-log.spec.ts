import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventLogContract } from '@app/ledger/event-log.contract.js';
import { SqliteLog } from './sqlite-log.js';

eventLogContract('SQLite', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'sqlite-log-'));
  const file = join(dir, 'events.sqlite');
  let log = SqliteLog.open(file);
  return {
    log,
    reopen: async () => {
      await log.close();
      return (log = SqliteLog.open(file));
    },
    dispose: async () => {
      await log.close();
      await rm(dir, { recursive: true });
    },
  };
});
