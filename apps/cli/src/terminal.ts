/** Where a verb talks: results to `out`, everything about the work to `err`; one line a call. */
export interface Terminal {
  out: (line: string) => void;
  err: (line: string) => void;
  /** A bar may be drawn on `err`: a person is watching. */
  watched: boolean;
  /** Characters in a line of `out`; `undefined` where it is no terminal. */
  columns: number | undefined;
}

/** The process's own terminal. */
export const terminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  watched: process.stderr.isTTY === true,
  columns: process.stdout.isTTY === true ? process.stdout.columns : undefined,
};

/** A verb's way to say how the process shall end. */
export type End = (exitCode: number) => void;
