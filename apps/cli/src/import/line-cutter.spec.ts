import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LineCutter, type Line } from './line-cutter.js';

const shown = (lines: readonly Line[]) =>
  lines.map(({ number, end, bytes }) => [number, end, bytes?.toString('latin1')]);

function cut(pieces: readonly Buffer[], limit?: number) {
  const cutter = new LineCutter(limit);
  const lines = [...pieces.flatMap((piece) => shown(cutter.push(piece))), ...shown(cutter.end())];
  return { lines, marked: cutter.marked };
}

/** The bytes in pieces of the given sizes, the last piece with all that is left. */
function pieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const all: Buffer[] = [];
  let from = 0;
  for (const size of sizes) all.push(bytes.subarray(from, (from += size)));
  return [...all, bytes.subarray(from)];
}

const text = fc.string({ unit: fc.constantFrom('\n', '\r', '"', 'a', 'ế', '\ufeff', '{', '𠮷'), maxLength: 60 });
const sizes = fc.array(fc.nat(7), { maxLength: 60 });

describe('the line cutter', () => {
  it('gives the same lines however the bytes come in pieces', () => {
    fc.assert(
      fc.property(text, sizes, fc.constantFrom(3, 1000), (content, cuts, limit) => {
        const bytes = Buffer.from(content);
        expect(cut(pieces(bytes, cuts), limit)).toEqual(cut([bytes], limit));
      }),
    );
  });

  it('loses and adds nothing: its lines and the line feeds between them are the file', () => {
    fc.assert(
      fc.property(text, (content) => {
        const bytes = Buffer.from(content);
        const { lines, marked } = cut([bytes]);
        const joined = lines.map(([, , line]) => line).join('\n') + (content.endsWith('\n') ? '\n' : '');
        expect(Buffer.from((marked ? '\xef\xbb\xbf' : '') + joined, 'latin1')).toEqual(bytes);
      }),
    );
  });

  it('numbers lines from 1 and says where each ends in the file', () => {
    expect(cut([Buffer.from('a\n\nbé\nc')]).lines).toEqual([
      [1, 2, 'a'],
      [2, 3, ''],
      [3, 7, 'b\xc3\xa9'],
      [4, 8, 'c'],
    ]);
  });

  it('leaves out a byte order mark before the first line only', () => {
    expect(cut([Buffer.from('\ufeffa\n\ufeffb\n')])).toEqual({
      lines: [
        [1, 5, 'a'],
        [2, 10, '\xef\xbb\xbfb'],
      ],
      marked: true,
    });
  });

  it('takes a line of exactly the limit, mark not counted, and gives none for a longer one', () => {
    expect(cut([Buffer.from('\ufeff12345\n12345\n123456\n1')], 5).lines.map(([, , line]) => line)).toEqual([
      '12345',
      '12345',
      undefined,
      '1',
    ]);
  });

  it('holds no more than the limit of a line that never ends', () => {
    const cutter = new LineCutter(1000);
    const piece = Buffer.alloc(100, 'a');
    for (let i = 0; i < 1000; i++) cutter.push(piece);
    const held = (cutter as unknown as { parts: Buffer[] }).parts;
    expect(held.reduce((bytes, part) => bytes + part.length, 0)).toBeLessThanOrEqual(1003);
    expect(shown(cutter.end())).toEqual([[1, 100_000, undefined]]);
  });
});
