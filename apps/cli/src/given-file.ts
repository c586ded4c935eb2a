import { readFileSync } from 'node:fs';
import { Failure } from './told.js';

/** The bytes of a file that was named; refuses one that cannot be read. */
export function bytesIn(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Failure({ vi: `Không đọc được ${file}`, en: `${file} cannot be read` }, { cause });
  }
}

/** The same as text. */
export const textIn = (file: string): string => bytesIn(file).toString('utf8');

/** Collects an option that may be given several times. */
export const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
