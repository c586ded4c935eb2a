import { describe, expect, it } from '@jest/globals';
import { JsonLines } from './json-lines.js';

const read = (lines: readonly (string | null)[], source?: string) =>
  new JsonLines(source)
    .push(lines.map((text, i) => ({ number: i + 1, end: i + 1, bytes: text === null ? null : Buffer.from(text) })))
    .map((entry) => [entry.line, 'event' in entry ? entry.event.toString() : entry.wrong.code]);

describe('lines of JSON', () => {
  it('go out byte for byte as they stand, whatever they are, but for empty ones', () => {
    const lines = ['{"id":"1","id":"2"}', ' ', '\r', 'no json', '{"n":12345678901234567890}\r'];
    expect(read(lines)).toEqual([
      [1, lines[0]],
      [4, lines[3]],
      [5, lines[4]],
    ]);
  });

  it('that are too long are told by their number', () => {
    expect(read(['{}', null])).toEqual([
      [1, '{}'],
      [2, 'line-long'],
    ]);
  });

  it('that name no source get the one given, without being written anew', () => {
    expect(read([' {"id":"1","id":"1","n":1.0}', '{ }'], 'C06')).toEqual([
      [1, ' {"source":"C06","id":"1","id":"1","n":1.0}'],
      [2, '{"source":"C06" }'],
    ]);
  });

  it('that name another source than the one given are wrong', () => {
    expect(read(['{"source":"C06"}', '{"source":"khác"}', '{"source":7}', '[]', '{'], 'C06')).toEqual([
      [1, '{"source":"C06"}'],
      [2, 'source-other'],
      [3, 'source-other'],
      [4, '[]'],
      [5, '{'],
    ]);
  });
});
