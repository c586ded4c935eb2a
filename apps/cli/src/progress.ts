import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Tells how far long work has got. */
export interface Progress {
  to(value: number): void;
  /** A line about the work, above the bar. */
  say(line: string): void;
  stop(): void;
}

/** A bar on stderr while a person watches, nothing otherwise. `shown` turns a number into text with its unit. */
export function progressBar(
  terminal: Terminal,
  label: string,
  total: number,
  shown: (value: number) => string,
): Progress {
  if (!terminal.watched) return { to: () => undefined, say: terminal.err, stop: () => undefined };
  const format = `${label} {bar} {percentage}% · {now}/{all} · {eta_formatted}`;
  const bars = new cliProgress.MultiBar({ format, hideCursor: true, clearOnComplete: true, fps: 5 });
  const bar = bars.create(total, 0, { now: shown(0), all: shown(total) });
  return {
    to: (value) => bar.update(Math.min(value, total), { now: shown(value) }),
    say: (line) => bars.log(`${line}\n`),
    stop() {
      if (!bars.isActive) return;
      bars.update(); // what was said last is still waiting for it
      bars.stop();
    },
  };
}

/** Bytes in MB (10^6), as disks are sold. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
