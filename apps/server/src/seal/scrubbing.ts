import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { EventLog } from '@app/ledger';
import { logKeysIn, Scrub, TreeFile, type ScrubState } from '@app/sealing';
import type { Fault } from '@app/nest';
import { messageOf } from '@app/sqlite';
import type { Closing } from '../closing.js';
import type { ServerConfig } from '../config.js';
import { runningHere, runningThere, type Running } from '../running.js';
import { treeFile } from './sealing.js';
import type { Source } from './source.js';

/** How fast stored events are read again: so many at a time, a pause after each. */
export interface ScrubPace {
  events: number;
  everyMs: number;
}
/** What the scrubbing thread is started with. It says its state after each slice. */
export interface ScrubStart {
  events: string;
  dataDir: string;
  pace: ScrubPace;
}

/** Stored events being read again and again while the server runs, and what was found. */
export class Scrubbing {
  state: ScrubState | undefined;
  /** Why nothing is read again any more. */
  ended: string | undefined;

  /** `onFailure` is told of each failure once. */
  constructor(private readonly onFailure: (told: string) => void) {}

  /** Begins, as the configuration says: in this thread, or in one of its own with connections of its own. */
  start({ dataDir, threads, scrub: pace }: ServerConfig, { events, log, now }: Source, closing: Closing): void {
    if (!pace) return;
    const running = threads ? this.inThread({ events, dataDir, pace }) : this.here({ log, dataDir, pace, now });
    running.ended.catch((error: unknown) => this.end(error));
    closing.add(() => running.close());
  }

  get faults(): readonly Fault[] {
    const messages = new Set(this.state?.failures.map(toldOf));
    const found = [...messages].map((message) => ({ pointer: '/scrub', code: 'scrub-failed', message }));
    const { ended: message } = this;
    return message === undefined ? found : [...found, { pointer: '/scrub', code: 'scrub-ended', message }];
  }

  private here(what: Parameters<typeof scrub>[0]): Running {
    const stop = new AbortController();
    return runningHere(
      scrub(what, stop.signal, (state) => this.report(state)),
      stop,
    );
  }

  private inThread(start: ScrubStart): Running {
    const worker = new Worker(new URL('./scrub.worker.js', import.meta.url), { workerData: start });
    worker.on('message', (state: ScrubState) => this.report(state));
    return runningThere(worker, 'scrubbing');
  }

  private report(state: ScrubState): void {
    const known = new Set(this.state?.failures.map(toldOf));
    this.state = state;
    for (const told of state.failures.map(toldOf)) if (!known.has(told)) this.onFailure(told);
  }

  private end(error: unknown): void {
    this.ended = messageOf(error);
    this.onFailure(this.ended);
  }
}

/** A failure in one line: what saw it, where, what is wrong. */
const toldOf = ({ detector, at, reason }: ScrubState['failures'][number]): string => `${detector} at ${at}: ${reason}`;

/** Reads slice after slice until the signal aborts. */
export async function scrub(
  { log, dataDir, pace, now }: { log: EventLog; dataDir: string; pace: ScrubPace; now: () => string },
  signal: AbortSignal,
  report: (state: ScrubState) => void,
): Promise<void> {
  const tree = TreeFile.open(treeFile(dataDir), { readOnly: true });
  try {
    const scrubbed = new Scrub({ log, tree, keys: logKeysIn(dataDir), now });
    while (!signal.aborted) {
      report(await scrubbed.slice(pace.events));
      await pause(pace.everyMs, undefined, { signal, ref: false }).catch(() => undefined); // broken off by the signal
    }
  } finally {
    tree.close();
  }
}
