/** The event log (`EventLog` of `@app/ledger`). */
export const LOG = Symbol('LOG');
/** Plain SQL over the views' rows (`Queries` of `@app/ledger`). */
export const QUERIES = Symbol('QUERIES');
/** How far the views have got (`ReadGate`). */
export const READ_GATE = Symbol('READ_GATE');
/** The server's clock (`Clock`). */
export const CLOCK = Symbol('CLOCK');
/** The log's time at its positions (`LogTimes`). */
export const LOG_TIMES = Symbol('LOG_TIMES');
/** Citizen number → token (`TokenOf`); the number is forgotten after it. */
export const TOKEN_OF = Symbol('TOKEN_OF');
/** Who read what about a person (`ReadBook`). */
export const READ_BOOK = Symbol('READ_BOOK');
/** Names under seal (`Seal` of `@app/ledger`). */
export const SEAL = Symbol('SEAL');

/** Knows how far every view has got. */
export interface ReadGate {
  /** The position that all views have passed: what a read may call known. */
  reached(): number;
  /** True as soon as every view has passed the position, false when it has not within the time. */
  waitFor(position: number, ms: number): Promise<boolean>;
}

export interface Clock {
  /** The present instant in the stored spelling, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  now(): string;
  /** An RFC 3339 instant in the stored spelling; `undefined` for what is not one. */
  instantOf(text: string): string | undefined;
}

/** The log's time: the running maximum of `recordedAt` up to a position. */
export interface LogTimes {
  /** The last position whose log time is not after the instant; 0 before the first. */
  positionAt(instant: string): Promise<number>;
  /** The log's time at a position; `null` before the first event. */
  timeAt(position: number): Promise<string | null>;
}

/** Turns a 12-digit citizen number (or a 9-digit CMND) into its token. */
export type TokenOf = (citizenNumber: string) => string;
