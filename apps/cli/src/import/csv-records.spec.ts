import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CsvRecords } from './csv-records.js';
import { LineCutter } from './line-cutter.js';

/** All records of a file that comes in pieces of `size` bytes, each with its line and its cells or what is wrong. */
function read(text: string | Buffer, { size = 1 << 20, delimiter = ',', limit = 1 << 20 } = {}) {
  const bytes = Buffer.from(text as string);
  const cutter = new LineCutter(limit);
  const records = new CsvRecords(delimiter);
  const found = [];
  for (let from = 0; from < bytes.length; from += size) {
    found.push(...records.push(cutter.push(bytes.subarray(from, from + size))));
  }
  found.push(...records.push(cutter.end()), ...records.end());
  return found.map((record) => [record.line, 'cells' in record ? record.cells : record.wrong.code]);
}

const cell = fc.string({ unit: fc.constantFrom('a', 'ế', '"', ',', '\n', '\r\n', '=', ' ', '𠮷'), maxLength: 8 });
const row = fc.array(cell, { minLength: 2, maxLength: 4 });
const csvOf = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\r\n');

describe('CSV records', () => {
  it('are the cells that were written, with quotes, line ends and Vietnamese in them', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 40 }), (rows, size) => {
        expect(read(csvOf(rows), { size }).map(([, cells]) => cells)).toEqual(rows);
      }),
    );
  });

  it('are the same however the bytes come in pieces, also where they are malformed', () => {
    const text = fc.string({ unit: fc.constantFrom('"', ',', '\n', 'a', 'đ'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (content, size) => {
        expect(read(content, { size })).toEqual(read(content));
      }),
      { numRuns: 500 },
    );
  });

  it('stand at the line on which they begin', () => {
    expect(read('a,b\n"1\n2",x\n\ny,z\n')).toEqual([
      [1, ['a', 'b']],
      [2, ['1\n2', 'x']],
      [5, ['y', 'z']],
    ]);
  });

  it('cost one line where a quote is left open, not the rest of the file', () => {
    expect(read('a,b\n"open,1\nc,d\ne,f\n')).toEqual([
      [1, ['a', 'b']],
      [2, 'csv-quote'],
      [3, ['c', 'd']],
      [4, ['e', 'f']],
    ]);
  });

  it('cost one line where a quote stands in the middle of a cell', () => {
    expect(read('5" pipe,1\nc,d\n6" pipe,2\ne,f\n')).toEqual([
      [1, 'csv-quote'],
      [2, ['c', 'd']],
      [3, 'csv-quote'],
      [4, ['e', 'f']],
    ]);
  });

  it('say which line is no UTF-8 or too long, and go on', () => {
    const latin = Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0xe9, 0x2c, 0x31, 0x0a]), Buffer.from('c,d\n')]);
    expect(read(latin)).toEqual([
      [1, ['a', 'b']],
      [2, 'body-text'],
      [3, ['c', 'd']],
    ]);
    expect(read('a,b\n123456789,x\nc,d', { limit: 5 })).toEqual([
      [1, ['a', 'b']],
      [2, 'line-long'],
      [3, ['c', 'd']],
    ]);
  });

  it('may be parted by another sign', () => {
    expect(read('a;"b;c"\n', { delimiter: ';' })).toEqual([[1, ['a', 'b;c']]]);
  });
});
