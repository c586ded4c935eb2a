import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonical } from './canonical.js';

const vectors = join(process.env['VECTORS_DIR'] ?? join(__dirname, '../../../../shared/vectors'), 'jcs');
const read = (...path: string[]) => readFileSync(join(vectors, ...path), 'utf8');

// Integers below 2^53, fractions and everything else that JSON and I-JSON both have.
const numbers = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n)),
);
const texts = fc.string({ unit: 'binary' });
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    numbers,
    texts,
    fc.array(tie('value')),
    fc.dictionary(texts, tie('value')),
  ),
}));

describe('canonical JSON', () => {
  if (existsSync(vectors)) {
    it.each(readdirSync(join(vectors, 'input')).filter((name) => name !== 'values.json'))(
      'writes RFC 8785 vector %s byte for byte',
      (name) => {
        const hex = read('outhex', name.replace('.json', '.txt')).replace(/\s/g, '');
        expect(Buffer.from(canonical(JSON.parse(read('input', name)))).toString('hex')).toBe(hex);
      },
    );

    it('writes RFC 8785 vector values.json byte for byte but for 1E30, which is past 2^53 and refused', () => {
      const input = read('input', 'values.json');
      expect(() => canonical(JSON.parse(input))).toThrow('2^53');
      const expected = read('output', 'values.json').trimEnd();
      expect(expected).toContain(',1e+30,');
      expect(canonical(JSON.parse(input.replace('1E30', '12')))).toBe(expected.replace('1e+30', '12'));
    });
  } else {
    it.skip('writes the RFC 8785 vectors (skipped: no vectors)', () => undefined);
  }

  it('writes what it wrote again as the same bytes', () => {
    fc.assert(fc.property(json, (value) => canonical(JSON.parse(canonical(value))) === canonical(value)));
  });

  it('loses nothing', () => {
    // JSON has one zero.
    const oneZero = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
    fc.assert(fc.property(json, (value) => expect(JSON.parse(canonical(value))).toEqual(oneZero(value))));
  });

  it('does not depend on the order in which members came', () => {
    const members = fc.uniqueArray(fc.tuple(texts, json), { selector: ([name]) => name });
    fc.assert(
      fc.property(members, fc.integer(), (entries, seed) => {
        const shuffled = entries.toSorted(([a], [b]) => ((a.length * 31 + seed) % 7) - ((b.length * 31 + seed) % 7));
        const [one, other] = [entries, shuffled.reverse()].map((list) => canonical(Object.fromEntries(list)));
        expect(one).toBe(other);
      }),
    );
  });

  it('sorts members by UTF-16 code units, a surrogate before U+FFEE', () => {
    expect(canonical({ '\uffee': 1, '𠮷': 2, b: 3, B: 4, '': 5 })).toBe('{"":5,"B":4,"b":3,"𠮷":2,"\uffee":1}');
  });

  it('escapes control characters only, in the shortest form', () => {
    expect(canonical('\b\t\n\f\r\u0000\u001f\u007f\u2028/"\\đ')).toBe(
      '"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028/\\"\\\\đ"',
    );
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [1e-7, '1e-7'],
    [0.000001, '0.000001'],
    [2 ** 53 - 1, '9007199254740991'],
    [-(2 ** 53 - 1), '-9007199254740991'],
    [5e-324, '5e-324'],
  ])('writes the number %d as %s', (number, text) => {
    expect(canonical(number)).toBe(text);
  });

  it('leaves out members without a value and takes objects of data classes', () => {
    class Moved {
      officialId = 'a';
      unitId = undefined;
    }
    expect(canonical(new Moved())).toBe('{"officialId":"a"}');
    expect(canonical(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it.each<[string, unknown]>([
    ['NaN', NaN],
    ['infinity', [-Infinity]],
    ['2^53', 2 ** 53],
    ['-2^53', -(2 ** 53)],
    ['1e300', 1e300],
    ['a lone high surrogate', 'a\ud800'],
    ['a lone low surrogate', ['\udc00b']],
    ['a lone surrogate in a name', { '\ud800': 1 }],
    ['undefined', undefined],
    ['undefined in a list', [undefined]],
    ['a hole in a list', new Array(2)],
    ['a bigint', 1n],
    ['a function', { f: () => 1 }],
    ['a symbol', Symbol('s')],
    ['a date', { at: new Date(0) }],
    ['a map', new Map([['a', 1]])],
    ['bytes', new Uint8Array(2)],
    ['a boxed number', Object(1)],
  ])('refuses %s', (_, value) => {
    expect(() => canonical(value)).toThrow(TypeError);
  });
});
