import fc from 'fast-check';
import { formatEntries, parseEntries } from './entry-bundle.js';
import { refusal, spoilt } from './spoiled.fixture.js';

const entries = ['a', '', 'đ', 'x'.repeat(300)].map((text) => Buffer.from(text));

describe('a bundle of entries', () => {
  it('has each entry after its length in two bytes, big-endian', () => {
    expect(formatEntries(entries.slice(0, 3)).toString('hex')).toBe('000161' + '0000' + '0002c491');
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { maxLength: 256 }), (list) => {
        const read = parseEntries(formatEntries(list), list.length);
        expect(read.map((entry) => [...entry])).toEqual(list.map((entry) => [...entry]));
      }),
    );
  });

  it.each([
    ['cut within an entry', formatEntries(entries).subarray(0, -1), 4],
    ['cut within a length', Buffer.from([0]), 1],
    ['with fewer entries', formatEntries(entries), 5],
    ['with more entries', formatEntries(entries), 3],
    ['with a byte left over', Buffer.concat([formatEntries(entries), Buffer.from([0])]), 4],
  ])('%s is refused', (_, bundle, width) => {
    expect(refusal(() => parseEntries(bundle, width))).toBe('shape');
  });

  it('has at most 256 entries of at most 65,535 bytes', () => {
    const many = Array.from({ length: 257 }, () => entries[0]);
    expect(refusal(() => formatEntries(many))).toBe('too-large');
    expect(refusal(() => parseEntries(Buffer.alloc(2 * 257), 257))).toBe('too-large');
    expect(refusal(() => formatEntries([Buffer.alloc(65_536)]))).toBe('too-large');
    expect(parseEntries(formatEntries([Buffer.alloc(65_535)]), 1)[0].length).toBe(65_535);
  });

  it('spoiled is refused, or read as entries that give those very bytes', () => {
    const bundle = formatEntries(entries.slice(0, 3));
    for (const spoiled of spoilt(bundle)) {
      let read: Uint8Array[] | undefined;
      if (refusal(() => (read = parseEntries(spoiled, 3))) === undefined) {
        expect(formatEntries(read!).equals(spoiled)).toBe(true);
      }
    }
  });
});
