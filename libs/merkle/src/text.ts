import { assertHash, type Hash } from './hash.js';
import { Rejected } from './rejected.js';

/** Text formats are taken as the bytes that came, or as text that was made here. */
export type TextInput = Uint8Array | string;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const controls = /[\0-\x09\x0b-\x1f]/;

/** The text of a signed format: UTF-8 without control characters other than the line feed, of at most `maxBytes`. */
export function textOf(input: TextInput, maxBytes: number, what: string): string {
  const text = decoded(input, maxBytes, what);
  if (controls.test(text)) throw new Rejected('text', `${what} has a control character that is no line feed`);
  return text;
}

function decoded(input: TextInput, maxBytes: number, what: string): string {
  const bytes = typeof input === 'string' ? Buffer.byteLength(input) : input.length;
  if (bytes > maxBytes) throw new Rejected('too-large', `${what} has ${bytes} bytes, more than ${maxBytes}`);
  if (typeof input === 'string') {
    if (input.isWellFormed()) return input;
    throw new Rejected('text', `${what} has a lone surrogate`);
  }
  try {
    return utf8.decode(input);
  } catch (cause) {
    throw new Rejected('text', `${what} is not UTF-8: ${(cause as Error).message}`);
  }
}

/** The lines of a text that ends in a line feed, without their line feeds. */
export function linesOf(text: string, what: string): string[] {
  if (!text.endsWith('\n')) throw new Rejected('shape', `${what} does not end in a line feed`);
  return text.slice(0, -1).split('\n');
}

/** RFC 4648 §4, and only as an encoder writes it: no other alphabet, no spaces, no stray padding bits. */
export function fromBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Rejected('base64', `${what} is not standard base64`);
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

export function hashFromBase64(text: string, what: string): Hash {
  return assertHash(fromBase64(text, what), what);
}

/** A whole number from 0 to 2^53 - 1 in ASCII digits without leading zeros. */
export function fromDecimal(text: string, what: string): number {
  const number = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(number))
    throw new Rejected('number', `${what} is not a decimal from 0 to 2^53 - 1 without leading zeros`);
  return number;
}

/** Refuses (`range`) what is not a whole number from 0 to 2^53 - 1. */
export function assertCount(number: number, what: string): number {
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Rejected('range', `${what} is not a whole number from 0 to 2^53 - 1`);
  return number;
}
