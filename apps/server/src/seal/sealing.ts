import { Worker } from 'node:worker_threads';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '@app/ledger';
import { parsePolicy, type Policy } from '@app/merkle';
import {
  abandoned,
  BesideTheSeal,
  openLogKey,
  Sealer,
  TreeFile,
  type SealedCheckpoint,
  type SeenCheckpoint,
} from '@app/sealing';
import { parseAuthority, type Authority } from '@app/timestamp';
import { runningHere, runningThere, type Running } from '../running.js';
import type { Sealed } from './sealed.js';

/** The tree's file in a data folder. */
export const treeFile = (dataDir: string) => join(dataDir, 'tree.sqlite');

/** What the sealing thread is started with, and says. */
export interface SealerStart {
  events: string;
  dataDir: string;
  everyMs: number;
  /** What witnesses have seen of this log. */
  seen: readonly SeenCheckpoint[];
}
export type SealerSays = { sealed: SealedCheckpoint } | { opened: true } | { beside: string };

/** The log being sealed: `ended` rejects with `BesideTheSeal` where nothing may be signed, and seals what waits before it closes. */
export interface Sealing extends Running {
  /** Resolves once the tree is there to be read and the log was found to be the one that it was made over. */
  opened: Promise<void>;
  /** Ends without signing anything more. */
  abandon(): void;
}

/** Seals in this thread. */
export function sealHere(
  log: EventLog,
  start: Omit<SealerStart, 'events'>,
  now: () => string,
  sealed: Sealed,
): Sealing {
  const stop = new AbortController();
  const tree = TreeFile.open(treeFile(start.dataDir));
  const options = { log, tree, key: openLogKey(start.dataDir), now, everyMs: start.everyMs, seen: start.seen };
  const sealer = Sealer.open({ ...options, onSealed: (checkpoint) => sealed.report(checkpoint) });
  const ended = sealer.then((opened) => opened.run(stop.signal)).finally(() => tree.close());
  const opened = sealer.then(() => undefined);
  opened.catch(() => undefined); // its holder looks at it
  return { opened, abandon: () => stop.abort(abandoned), ...runningHere(ended, stop) };
}

/** Seals in a thread of its own, with connections of its own. */
export function sealInThread(start: SealerStart, sealed: Sealed): Sealing {
  const worker = new Worker(new URL('./sealer.worker.js', import.meta.url), { workerData: start });
  let beside: string | undefined;
  const running = runningThere(worker, 'sealing', () => (beside === undefined ? undefined : new BesideTheSeal(beside)));
  const opened = new Promise<void>((resolve, reject) => {
    worker.on('message', (says: SealerSays) => {
      if ('sealed' in says) sealed.report(says.sealed);
      else if ('beside' in says) beside = says.beside;
      else resolve();
    });
    running.ended.then(() => reject(new Error('the sealing thread ended early')), reject);
  });
  opened.catch(() => undefined);
  return { opened, abandon: () => worker.postMessage('abandon'), ...running };
}

/** Whom to trust as witnesses, where the data folder says so: `witness-policy` (C2SP tlog-policy). */
export function policyIn(dataDir: string): { policy: Policy; bytes: Uint8Array } | undefined {
  const file = join(dataDir, 'witness-policy');
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  return { policy: parsePolicy(bytes), bytes };
}

/** Whom to ask for the time, where the data folder says so: `timestamp-authority`. */
export function authorityIn(dataDir: string): Authority | undefined {
  const file = join(dataDir, 'timestamp-authority');
  return existsSync(file) ? parseAuthority(readFileSync(file, 'utf8')) : undefined;
}
