import { emptyRoot, leafHash, nodeHash } from './hash.js';
import { leafOf, mth } from './rfc6962.fixture.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('hashes of a tree', () => {
  it('are those that RFC 6962 logs publish: of nothing, of an empty leaf, of two empty leaves', () => {
    expect(hex(emptyRoot)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(leafHash(Buffer.alloc(0)))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    const empty = leafHash(Buffer.alloc(0));
    expect(nodeHash(empty, empty)).toEqual(mth([empty, empty]));
  });

  it.each([0, 1, 500, 65_534, 65_535, 65_536, 200_000])('take a leaf of %d bytes', (length) => {
    const bytes = Buffer.alloc(length, 'đ');
    expect(hex(leafHash(bytes))).toBe(hex(leafOf(bytes)));
  });

  it('tell a leaf from a node with the same bytes', () => {
    const hash = leafHash(Buffer.from('a'));
    expect(hex(leafHash(Buffer.concat([hash, hash])))).not.toBe(hex(nodeHash(hash, hash)));
  });

  it('stay as they are when the next one is made', () => {
    const first = leafHash(Buffer.from('a'));
    const kept = hex(first);
    leafHash(Buffer.from('b'));
    nodeHash(first, first);
    expect(hex(first)).toBe(kept);
  });
});
