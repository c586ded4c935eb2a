import type { Told } from '../told.js';
import type { Line } from './line-cutter.js';

/** Why a line cannot be sent: a stable code and a sentence. Neither repeats the line. */
export interface Wrong extends Told {
  code: string;
}

/** What a file holds at a line: one CloudEvent as JSON, to be sent as it is, or something wrong. */
export type Entry = Readonly<{ line: number; end: number }> &
  (Readonly<{ event: Buffer }> | Readonly<{ wrong: Wrong }>);

/** Turns the lines of a file into entries, in order. `end` gives what is left when the file has ended. */
export interface EntryReader {
  push(lines: readonly Line[]): Entry[];
  end(): Entry[];
  /** Where in the file a field of the event stands, in words; for the server's faults (`/data/subjects/0`). */
  placeOf?(pointer: string): string | undefined;
}

export const lineLong: Wrong = {
  code: 'line-long',
  vi: 'dòng dài quá 1 MiB',
  en: 'the line is longer than 1 MiB',
};
export const notUtf8: Wrong = { code: 'body-text', vi: 'không phải UTF-8 đúng', en: 'it is not well-formed UTF-8' };
