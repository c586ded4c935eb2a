import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Tells how far long work has got. */
export interface Progress {
  to(value: number): void;
  stop(): void;
}

const silent: Progress = { to: () => undefined, stop: () => undefined };

/** A bar on stderr while a person watches, nothing otherwise. `shown` turns a number into text with its unit. */
export function progressBar(
  terminal: Terminal,
  label: string,
  total: number,
  shown: (value: number) => string,
): Progress {
  if (!terminal.watched) return silent;
  const bar = new cliProgress.SingleBar({
    format: `${label} {bar} {percentage}% · {now}/{all} · {eta_formatted}`,
    hideCursor: true,
    clearOnComplete: true,
    fps: 5,
  });
  bar.start(total, 0, { now: shown(0), all: shown(total) });
  return { to: (value) => bar.update(Math.min(value, total), { now: shown(value) }), stop: () => bar.stop() };
}

/** Bytes in MB (10^6), as disks are sold. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
