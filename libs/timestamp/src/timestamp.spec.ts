import { Rejected } from '@app/merkle';
import { parseAuthority } from './authority.js';
import * as openssl from './openssl.fixture.js';
import { checkToken, openReply, timestampQuery } from './timestamp.js';
import { testAuthority, type Odd } from './tsa.fixture.js';

const authority = (pem: string) => parseAuthority(`url https://tsa.example/\n${pem}`);
const bytes = Buffer.from('checkpoint text\n');

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: unknown) => (error instanceof Rejected ? error.code : String(error)),
  );

describe('a token that OpenSSL made', () => {
  const { roots } = authority(openssl.root);

  it.each([
    ['with the SHA-256 of its certificate', openssl.token],
    ['with the SHA-1 of its certificate', openssl.tokenOfSha1Id],
  ])('%s tells when the bytes were there', async (_, token) => {
    expect(await checkToken(token, bytes, roots)).toEqual({ time: '2026-11-25T09:20:56.000Z', authority: 'Test TSA' });
  });
  it.each([
    ['other bytes', () => checkToken(openssl.token, Buffer.from('checkpoint texT\n'), roots), 'hash'],
    ['another hash', () => checkToken(openssl.tokenOfSha512, bytes, roots), 'hash'],
    ['an authority that is not trusted', () => checkToken(openssl.token, bytes, authority(openssl.otherRoot).roots), 'signature'],
    ['nobody who is trusted', () => checkToken(openssl.token, bytes, []), 'signature'],
    ['something behind it', () => checkToken(Buffer.concat([openssl.token, Buffer.alloc(1)]), bytes, roots), 'shape'],
    ['nothing', () => checkToken(Buffer.alloc(0), bytes, roots), 'shape'],
    ['its answer around it', () => checkToken(openssl.reply, bytes, roots), 'shape'],
  ])('proves nothing with %s', async (_, check, code) => expect(await codeOf(check())).toBe(code)); // prettier-ignore

  it('proves the same or nothing with a byte changed', async () => {
    for (let at = 0; at < openssl.token.length; at += 6) {
      const spoilt = Buffer.from(openssl.token);
      spoilt[at] ^= 1 << (at % 8);
      const code = await codeOf(checkToken(spoilt, bytes, roots));
      // What is neither signed nor read (how the certificate is wrapped, parameters that say NULL) may change.
      if (code !== 'taken') expect(['shape', 'signature', 'hash', 'key']).toContain(code);
      else expect(await checkToken(spoilt, bytes, roots)).toMatchObject({ time: '2026-11-25T09:20:56.000Z' });
    }
  });

  it('comes in an answer to one question', async () => {
    const nonce = Buffer.from('00a8d4f1c38a84591d', 'hex');
    const { token } = await openReply(openssl.reply, { bytes, nonce, roots });
    expect(openssl.reply.subarray(-token.length).equals(token)).toBe(true);
    expect(openssl.reply.length - token.length).toBeLessThan(10);
    const other = Buffer.from('00a8d4f1c38a84591e', 'hex');
    expect(await codeOf(openReply(openssl.reply, { bytes, nonce: other, roots }))).toBe('shape');
    expect(await codeOf(openReply(openssl.refusal, { bytes, nonce, roots }))).toBe('shape');
    expect(await codeOf(openReply(Buffer.alloc(70_000), { bytes, nonce, roots }))).toBe('too-large');
  });
});

describe('an answer of an authority', () => {
  async function answered(odd: Odd = {}) {
    const { root, answer } = await testAuthority(odd);
    const { query, nonce } = timestampQuery(bytes);
    return openReply(await answer(query), { bytes, nonce, roots: [root] });
  }

  it('is taken where all is in order', async () => {
    const time = new Date('2026-01-02T03:04:05Z');
    expect((await answered({ time })).timestamp).toEqual({ time: '2026-01-02T03:04:05.000Z', authority: 'TSA' });
  });
  it.each<[string, Odd, string]>([
    ['that rejects', { status: 2 }, 'shape'],
    ['to another question', { nonce: Buffer.alloc(16, 0x41) }, 'shape'],
    ['by a certificate for servers', { usages: ['1.3.6.1.5.5.7.3.1'] }, 'key'],
    ['by a certificate for servers too', { usages: ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.1'] }, 'key'],
    ['by a certificate that says so in passing', { critical: false }, 'key'],
    ['that names another certificate', { named: 'other' }, 'key'],
    ['that names no certificate', { named: 'none' }, 'key'],
    ['of before its certificate', { time: new Date('2026-01-01Z'), validFrom: new Date('2026-01-02Z') }, 'signature'],
    ['of after its certificate', { time: new Date('2026-01-03Z'), validTo: new Date('2026-01-02Z') }, 'signature'],
  ])('is refused %s', async (_, odd, code) => expect(await codeOf(answered(odd))).toBe(code));

  it('is asked for with a nonce of its own', () => {
    expect(timestampQuery(bytes).query.equals(timestampQuery(bytes).query)).toBe(false);
  });
});

describe('a file that names an authority', () => {
  it('gives address, pace and certificates', () => {
    const { url, everySeconds, roots } = parseAuthority(
      `# giờ nhà nước\nurl http://127.0.0.1:1/tsr\nevery 60\n${openssl.root}${openssl.otherRoot}`,
    );
    expect([url, everySeconds, roots.length]).toEqual(['http://127.0.0.1:1/tsr', 60, 2]);
    expect(authority(openssl.root).everySeconds).toBe(3600);
  });
  it.each([
    ['no certificate', 'url https://tsa.example/\n', 'key'],
    ['one that is none', 'url https://a.example/\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'key'],
    ['no address', openssl.root, 'shape'],
    ['a file as its address', `url file:///etc/passwd\n${openssl.root}`, 'shape'],
    ['two addresses', `url http://a/\nurl http://b/\n${openssl.root}`, 'shape'],
    ['a pace of nothing', `url http://a/\nevery 0\n${openssl.root}`, 'number'],
    ['something else', `url http://a/\nurls\n${openssl.root}`, 'shape'],
  ])('is refused with %s', (_, text, code) => {
    expect(() => parseAuthority(text)).toThrow(expect.objectContaining({ code }) as Error);
  }); // prettier-ignore
});
