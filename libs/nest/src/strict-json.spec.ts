import fc from 'fast-check';
import { Problem } from './problem.js';
import { maxDepth, parseStrict } from './strict-json.js';

const parse = (text: string) => parseStrict(Buffer.from(text));
const codeOf = (bytes: Uint8Array) => {
  try {
    return { value: parseStrict(bytes) };
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};

describe('strict JSON', () => {
  it('is read as JSON.parse reads it, whatever stands in its texts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
        const small = (_: string, held: unknown) => (typeof held === 'number' && Math.abs(held) >= 2 ** 53 ? 0 : held);
        const text = JSON.stringify(value, small, indent);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('has no key twice, however the key is spelt and wherever it stands', () => {
    for (const text of [
      '{"a":1,"a":1}',
      '[{"b":{"a":1,"\\u0061":2}}]',
      '{"__proto__":1,"__proto__":2}',
      '{"":1,"":2}',
    ]) {
      expect(codeOf(Buffer.from(text))).toBe('body-repeated-key');
    }
    expect(parse('{"a:":":","b":{"a:":"\\":\\\\"}}')).toEqual({ 'a:': ':', b: { 'a:': '":\\' } });
  });

  it(`stands at most ${maxDepth} levels deep, brackets in texts not counted`, () => {
    const nested = (levels: number) => '[{"a":'.repeat(levels / 2) + '0' + '}]'.repeat(levels / 2);
    expect(parse(nested(maxDepth))).toBeDefined();
    expect(codeOf(Buffer.from(nested(maxDepth + 2)))).toBe('body-deep');
    expect(codeOf(Buffer.from('['.repeat(5_000_000)))).toBe('body-deep');
    expect(parse(JSON.stringify('['.repeat(100)))).toHaveLength(100);
  });

  it.each([
    ['a lone surrogate in a text', '"\\udc00"', 'body-text'],
    ['a lone surrogate in a key', '{"\\ud800":1}', 'body-text'],
    ['an integer past 2^53', '9007199254740992', 'body-number'],
    ['an integer below -2^53', '[-9007199254740992]', 'body-number'],
    ['a big integer with a fraction', '9007199254740993.5', 'body-number'],
    ['a number past all', '-1e400', 'body-number'],
    ['nothing', '', 'body-syntax'],
    ['blanks', '  ', 'body-syntax'],
    ['NaN', 'NaN', 'body-syntax'],
    ['a text that does not end', '"a', 'body-syntax'],
    ['two values', '1 2', 'body-syntax'],
    ['a colon too many', '{"a"::1}', 'body-syntax'],
    ['a byte order mark', '\ufeff1', 'body-syntax'],
  ])('refuses %s', (_, text, code) => {
    expect(codeOf(Buffer.from(text))).toBe(code);
  });

  it.each([
    ['overlong', [0x22, 0xc0, 0x80, 0x22]],
    ['cut off', [0x22, 0xe1, 0xbb, 0x22]],
    ['a surrogate as bytes', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['Latin-1', [0x22, 0xe9, 0x22]],
  ])('refuses UTF-8 that is %s', (_, bytes) => {
    expect(codeOf(Uint8Array.from(bytes))).toBe('body-text');
  });

  it('takes the greatest numbers there are without loss', () => {
    expect(parse('[9007199254740991,-9007199254740991,1.5,1e-7]')).toEqual([2 ** 53 - 1, 1 - 2 ** 53, 1.5, 1e-7]);
  });
});
