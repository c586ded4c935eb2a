import { leafHash } from './hash.js';
import { leafBytes, leafHasher, maxLeafBytes, parseLeaf } from './leaf.js';
import { refusal, spoilt } from './spoiled.fixture.js';

const origin = 'ledger.example/haiphong';
const envelope = Buffer.from('{"data":{"name":"Phường An Hòa"},"type":"UnitRegistered"}');

describe('a leaf', () => {
  it('is a domain line with the origin, then the envelope as it is stored, for ever', () => {
    const leaf = leafBytes(origin, envelope);
    expect(leaf.toString()).toBe(
      'access-ledger/leaf@v1 ledger.example/haiphong\n{"data":{"name":"Phường An Hòa"},"type":"UnitRegistered"}',
    );
    expect(Buffer.from(leafHash(leaf)).toString('hex')).toMatchInlineSnapshot(
      `"d5d4107fefaad43bb6749838eeda54df3b4aafe8863525222cb169e8d10cf5a0"`,
    );
  });

  it('is read as it was made', () => {
    expect(parseLeaf(leafBytes(origin, envelope))).toEqual({ origin, envelope });
  });

  it('of another log is another leaf', () => {
    expect(leafHash(leafBytes(origin, envelope))).not.toEqual(leafHash(leafBytes(`${origin}2`, envelope)));
  });

  it('is hashed without a copy as it is with one, and refused alike', () => {
    const hashed = leafHasher(origin);
    for (const one of [envelope, Buffer.from('{}'), envelope])
      expect(hashed(one)).toEqual(leafHash(leafBytes(origin, one)));
    const line = leafBytes(origin, Buffer.from('{}')).length - 2;
    const full = Buffer.from(`{${' '.repeat(maxLeafBytes - line - 2)}}`);
    expect(hashed(full)).toEqual(leafHash(leafBytes(origin, full)));
    expect(refusal(() => hashed(Buffer.concat([full.subarray(0, -1), Buffer.from(' }')])))).toBe('too-large');
    expect(refusal(() => hashed(Buffer.from('{}\n')))).toBe('leaf');
  });

  it('has at most 65,535 bytes', () => {
    const line = leafBytes(origin, Buffer.from('{}')).length - 2;
    const full = Buffer.from(`{${' '.repeat(maxLeafBytes - line - 2)}}`);
    expect(leafBytes(origin, full).length).toBe(65_535);
    const over = Buffer.concat([full.subarray(0, -1), Buffer.from(' }')]);
    expect(refusal(() => leafBytes(origin, over))).toBe('too-large');
    expect(refusal(() => parseLeaf(Buffer.alloc(65_536, 'a')))).toBe('too-large');
  });

  it.each(['', '[]', '"{}"', '{}\n', '{\n}', '{', '}', ' {}', '{} '])('does not take %j for an envelope', (text) => {
    expect(refusal(() => leafBytes(origin, Buffer.from(text)))).toBe('leaf');
  });

  it.each(['', 'a b', 'a+b', 'a\nb', 'a\u00a0b', 'a\u0085', 'a\u3000b', 'a\0b', 'a\ud800'])(
    'does not take %j for an origin',
    (name) => {
      expect(refusal(() => leafBytes(name, envelope))).toBe('key');
    },
  );

  it.each([
    'access-ledger/leaf@v2 a\n{}',
    'access-ledger/leaf@v1\n{}',
    'access-ledger/leaf@v1 \n{}',
    'access-ledger/leaf@v1 a b\n{}',
    'access-ledger/leaf@v1 a\r\n{}',
    'access-ledger/leaf@v1 a{}',
    '{}',
    '',
    '\n',
  ])('is not %j', (text) => {
    expect(refusal(() => parseLeaf(Buffer.from(text)))).toMatch(/^(leaf|key)$/);
  });

  it('spoiled is refused, or is another leaf that says what its bytes say', () => {
    for (const spoiled of spoilt(leafBytes(origin, envelope))) {
      let read: ReturnType<typeof parseLeaf> | undefined;
      if (refusal(() => (read = parseLeaf(spoiled))) === undefined) {
        expect(leafBytes(read!.origin, read!.envelope).equals(spoiled)).toBe(true);
      }
    }
  });
});
