import { createHash } from 'node:crypto';
import { formatSkey, formatVkey, keyTypes, parseSkey, parseVkey, parseVkeys, SignerKey, VerifierKey } from './key.js';
import { inspectorate, logKey } from './keys.fixture.js';
import { refusal, spoilt } from './spoiled.fixture.js';

const { verifier } = logKey;

describe('a key', () => {
  it('of a log is written as it was when the first one was given away', () => {
    expect([formatVkey(verifier), formatSkey(logKey)]).toEqual([
      'ledger.example/haiphong+2326d15b+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c',
      'PRIVATE+KEY+ledger.example/haiphong+2326d15b+AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB',
    ]);
  });

  it('of a witness is written as it was when the first one was given away', () => {
    expect([formatVkey(inspectorate.verifier), formatSkey(inspectorate)]).toEqual([
      'thanhtra.example/w1+4c858c3a+BMqTrBcFGHBx1nuDx/8O/oEI6OxFMFdddyaHkzPb2r58',
      'PRIVATE+KEY+thanhtra.example/w1+4c858c3a+BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE',
    ]);
  });

  it('is read as it was written', () => {
    expect(parseVkey(formatVkey(verifier))).toEqual(verifier);
    expect(formatSkey(parseSkey(formatSkey(logKey)))).toBe(formatSkey(logKey));
  });

  it('is read with the others of its file, one a line', () => {
    const lines = [logKey, inspectorate].map((key) => formatVkey(key.verifier));
    expect(parseVkeys(`${lines.join('\n')}\n`).map(formatVkey)).toEqual(lines);
    expect(parseVkeys(lines.join('\r\n')).map(formatVkey)).toEqual(lines);
    for (const wrong of ['', '\n', `${lines[0]}\n\n${lines[1]}\n`, `${lines[0]}\nabc\n`])
      expect(refusal(() => parseVkeys(wrong))).toBe('key');
    expect(refusal(() => parseVkeys(`${lines[0]}\n`.repeat(2000)))).toBe('too-large');
  });

  it('signs what its vkey verifies, and nothing else', () => {
    const key = SignerKey.generate('a.example', keyTypes.note);
    const message = Buffer.from('đ');
    const signature = parseSkey(formatSkey(key)).sign(message);
    const known = parseVkey(formatVkey(key.verifier));
    expect(known.verify(message, signature)).toBe(true);
    expect(known.verify(Buffer.from('d'), signature)).toBe(false);
    expect(known.verify(message, signature.subarray(1))).toBe(false);
    expect(verifier.verify(message, signature)).toBe(false);
  });

  it('is that of RFC 8032 §7.1, test 2', () => {
    const seed = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex');
    const key = new SignerKey('rfc8032.example', keyTypes.note, seed);
    expect(Buffer.from(key.verifier.publicKey).toString('hex')).toBe(
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    );
    expect(key.sign(Buffer.from([0x72])).toString('hex')).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
  });

  it('is new each time that one is made', () => {
    const make = () => formatSkey(SignerKey.generate('a.example', keyTypes.cosignature));
    expect(make()).not.toBe(make());
  });

  it('has another id for another use of the same secret', () => {
    const same = new SignerKey(verifier.name, keyTypes.cosignature, logKey.seed);
    expect(same.verifier.publicKey).toEqual(verifier.publicKey);
    expect(same.verifier.id).not.toBe(verifier.id);
  });

  it('spoiled in any byte is refused', () => {
    for (const [text, parse] of [
      [formatVkey(verifier), parseVkey],
      [formatSkey(logKey), parseSkey],
    ] as const) {
      for (const spoiled of spoilt(Buffer.from(text))) {
        expect([spoiled.toString(), refusal(() => parse(spoiled.toString()))]).toEqual([
          spoiled.toString(),
          expect.stringMatching(/^(key|base64)$/),
        ]);
      }
    }
  });

  const key = formatVkey(verifier).split('+').slice(2).join('+');
  it.each([
    ['', 'nothing'],
    ['a', 'a name alone'],
    ['a+00000000', 'no key'],
    ['a+00000000+', 'an empty key'],
    [`+${'0'.repeat(8)}+${key}`, 'no name'],
    [formatVkey(verifier).replace(/\+[0-9a-f]{8}\+/, (id) => id.toUpperCase()), 'an id in capitals'],
    [formatVkey(verifier).replace(/\+[0-9a-f]{8}\+/, '+00000000+'), 'an id that is not its own'],
    [`a+4c27d8b4+${Buffer.alloc(33, 2).toString('base64')}`, 'a type that is not read here'],
    [`a+4c27d8b4+${Buffer.alloc(32, 1).toString('base64')}`, 'a key of 31 bytes'],
    [`a+4c27d8b4+${Buffer.alloc(34, 1).toString('base64')}`, 'a key of 33 bytes'],
    ['a+'.repeat(1000), 'a thousand parts'],
  ])('%j has %s and is refused', (text) => {
    expect(refusal(() => parseVkey(text))).toMatch(/^(key|base64)$/);
    expect(refusal(() => parseSkey(text))).toBe('key');
    expect(refusal(() => parseSkey(`PRIVATE+KEY+${text}`))).toMatch(/^(key|base64)$/);
  });

  it.each([0, 2, 5, 6, 255])('of type %d, which is not read here, is refused with the id that is its own', (type) => {
    const bytes = Buffer.concat([Buffer.of(type), verifier.publicKey]);
    const id = createHash('sha256').update('a\n').update(bytes).digest('hex').slice(0, 8);
    expect(() => parseVkey(`a+${id}+${bytes.toString('base64')}`)).toThrow('type 0x01 or 0x04');
  });

  it('that is not whole, or has more than a thousand characters, is told so', () => {
    for (const text of ['', 'a', 'a+00000000', formatVkey(new VerifierKey('a'.repeat(1000), 1, verifier.publicKey))])
      expect(() => parseVkey(text)).toThrow('a vkey is <name>+<id>+<key>');
    expect(() => parseSkey('PRIVATE+KEY+a')).toThrow('a signer key is');
  });

  it('that is refused is not told', () => {
    const text = formatSkey(logKey);
    const broken = text.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
    expect(() => parseSkey(broken)).toThrow(/^the id of/);
    const secret = text.split('+').at(-1)!;
    for (const wrong of [broken, `${text}=`, text.slice(1)]) {
      try {
        parseSkey(wrong);
      } catch (cause) {
        expect((cause as Error).message).not.toContain(secret.slice(0, 10));
      }
    }
  });

  it.each(['', 'a b', 'a+b', 'a\u2003b', 'a\tb', 'a\u0001'])('is not named %j', (name) => {
    expect(refusal(() => new VerifierKey(name, keyTypes.note, verifier.publicKey))).toBe('key');
  });

  it('has a name in any script', () => {
    const key = new VerifierKey('sổ-cái.example/hải-phòng', keyTypes.note, verifier.publicKey);
    expect(parseVkey(formatVkey(key)).name).toBe('sổ-cái.example/hải-phòng');
  });

  it('has a seed of 32 bytes', () => {
    expect(refusal(() => new SignerKey('a', keyTypes.note, Buffer.alloc(31)))).toBe('key');
  });
});
