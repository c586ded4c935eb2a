import fc from 'fast-check';
import { signCheckpoint } from './checkpoint.js';
import { inspectorate, logKey, nextLogKey, now, origin, otherLogKey, police } from './keys.fixture.js';
import { leafHashes, mth, path } from './rfc6962.fixture.js';
import { refusal, spoilt } from './spoiled.fixture.js';
import { checkTlogProof, formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.js';
import { cosignatureLine } from './witness.js';

const size = 13;
const index = 6;
const leaves = leafHashes(size);
const inclusion = path(index, leaves);
const checkpoint = signCheckpoint(logKey, { origin, size, root: mth(leaves) });
const proof: TlogProof = { index, inclusion, checkpoint };
const known = [logKey.verifier, inspectorate.verifier, police.verifier];
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const hashes = inclusion.map(base64);

// The lines of the specification, one by one.
const head = ['c2sp.org/tlog-proof@v1', 'index 6', ...hashes];
const text = `${head.join('\n')}\n\n${checkpoint}`;
const withExtra = text.replace('index', 'extra xJHhu6c=\nindex');
const check = (input: string | Uint8Array, leaf: Uint8Array = leaves[index]) =>
  checkTlogProof(parseTlogProof(input), leaf, known);

describe('a proof of inclusion in a file', () => {
  it('is written as the specification has it, and read again', () => {
    expect(formatTlogProof(proof)).toBe(text);
    expect(parseTlogProof(Buffer.from(text))).toEqual(proof);
    expect(formatTlogProof({ ...proof, extra: Buffer.from('đủ') })).toBe(withExtra);
    expect(parseTlogProof(withExtra)).toEqual({ ...proof, extra: Buffer.from('đủ') });
  });

  it('of the only leaf has no hashes', () => {
    const one = leafHashes(1);
    const alone = signCheckpoint(logKey, { origin, size: 1, root: mth(one) });
    const file = `c2sp.org/tlog-proof@v1\nindex 0\n\n${alone}`;
    expect(formatTlogProof({ index: 0, inclusion: [], checkpoint: alone })).toBe(file);
    expect(check(file, one[0]).checkpoint.size).toBe(1);
  });

  it('tells who signed and cosigned the checkpoint that it leads to', () => {
    const cosigned = text + cosignatureLine(police, checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1), now);
    expect(check(cosigned)).toMatchObject({
      checkpoint: { origin, size },
      logs: [logKey.verifier],
      cosigned: [{ key: police.verifier, time: now }],
    });
  });

  it('spoiled in any byte is refused', () => {
    for (const spoiled of spoilt(Buffer.from(text)))
      expect([spoiled.toString(), refusal(() => check(spoiled))]).not.toEqual([spoiled.toString(), undefined]);
  });

  it('is not vouched for in its extra data, and in nothing else spoiled', () => {
    for (const spoiled of spoilt(Buffer.from(withExtra))) {
      const code = refusal(() => check(spoiled));
      if (code === undefined) expect({ ...parseTlogProof(spoiled), extra: undefined }).toEqual(proof);
    }
  });

  it('says nothing of another leaf, index or log, nor in the name of an unknown key', () => {
    expect(refusal(() => check(text, leaves[index + 1]))).toBe('inclusion');
    for (const wrong of [0, 5, 7, 12])
      expect(refusal(() => check(text.replace('index 6', `index ${wrong}`)))).toBe('inclusion');
    expect(refusal(() => check(text.replace('index 6', 'index 13')))).toBe('range');
    expect(refusal(() => check(text, leaves[index].subarray(1)))).toBe('hash');
    expect(refusal(() => checkTlogProof(proof, leaves[index], [nextLogKey.verifier]))).toBe('unsigned');
    expect(refusal(() => checkTlogProof(proof, leaves[index], [otherLogKey.verifier]))).toBe('unsigned');
  });

  it('with a bad signature of a known witness is refused', () => {
    const other = cosignatureLine(police, 'another text\n', now);
    expect(refusal(() => check(text + other))).toBe('signature');
  });

  const [one, ...others] = hashes;
  const lines = (...all: string[]) => `${all.join('\n')}\n\n${checkpoint}`;
  const first = 'c2sp.org/tlog-proof@v1';
  const ofBytes = (count: number) => base64(Buffer.alloc(count, 9));
  it.each<[string, string, string]>([
    ['nothing', '', 'shape'],
    ['no checkpoint', `${head.join('\n')}\n`, 'shape'],
    ['an empty checkpoint', `${head.join('\n')}\n\n`, 'shape'],
    ['an unsigned checkpoint', text.slice(0, text.indexOf('\n— ')), 'shape'],
    ['another version', text.replace('@v1', '@v2'), 'shape'],
    ['a space after its name', text.replace('@v1', '@v1 '), 'shape'],
    ['a byte order mark', `\ufeff${text}`, 'shape'],
    ['carriage returns', text.replaceAll('\n', '\r\n'), 'text'],
    ['a lone surrogate', `${text}\ud800`, 'text'],
    ['no index', lines(first, ...hashes), 'shape'],
    ['nothing but its name', lines(first), 'shape'],
    ['no number', lines(first, 'index ', ...hashes), 'number'],
    ['no space before the index', lines(first, 'index6', ...hashes), 'shape'],
    ['two spaces before the index', lines(first, 'index  6', ...hashes), 'number'],
    ['an index with a leading zero', lines(first, 'index 06', ...hashes), 'number'],
    ['a negative index', lines(first, 'index -6', ...hashes), 'number'],
    ['an index of 2^53', lines(first, `index ${2 ** 53}`, ...hashes), 'number'],
    ['an index of a thousand digits', lines(first, `index ${'1'.repeat(1000)}`, ...hashes), 'number'],
    ['two indexes', lines(first, 'index 6', 'index 6', ...hashes), 'base64'],
    ['empty extra data', lines(first, 'extra ', 'index 6', ...hashes), 'shape'],
    ['extra data that is no base64', lines(first, 'extra %', 'index 6', ...hashes), 'base64'],
    ['extra data twice', lines(first, 'extra AAAA', 'extra AAAA', 'index 6', ...hashes), 'shape'],
    ['extra data after the index', lines(first, 'index 6', 'extra AAAA', ...hashes), 'base64'],
    ['too much extra data', lines(first, `extra ${ofBytes(65_537)}`, 'index 6', ...hashes), 'too-large'],
    ['a short hash', lines(first, 'index 6', ofBytes(31), ...others), 'hash'],
    ['a long hash', lines(first, 'index 6', ofBytes(33), ...others), 'hash'],
    ['a hash without padding', lines(first, 'index 6', one.slice(0, -1), ...others), 'base64'],
    ['a hash with a space', lines(first, 'index 6', `${one} `, ...others), 'base64'],
    ['64 hashes', lines(first, 'index 6', ...Array.from({ length: 64 }, () => one)), 'too-large'],
    ['megabytes', text + 'a'.repeat(2_000_000), 'too-large'],
  ])('with %s is not read', (_, wrong, code) => {
    expect(refusal(() => parseTlogProof(wrong))).toBe(code);
  });

  it('with a hash too many or too few does not prove anything', () => {
    expect(refusal(() => check(lines(first, 'index 6', ...hashes, one)))).toBe('inclusion');
    expect(refusal(() => check(lines(first, 'index 6', ...others)))).toBe('inclusion');
    expect(parseTlogProof(lines(first, 'index 6', ...Array.from({ length: 63 }, () => one))).inclusion).toHaveLength(
      63,
    );
  });

  it.each<[string, Partial<TlogProof>, string]>([
    ['half an index', { index: 0.5 }, 'range'],
    ['a short hash', { inclusion: [Buffer.alloc(31)] }, 'hash'],
    ['empty extra data', { extra: Buffer.alloc(0) }, 'shape'],
    ['a checkpoint that is none', { checkpoint: 'abc\n' }, 'shape'],
    ['64 hashes', { inclusion: Array.from({ length: 64 }, () => leaves[0]) }, 'too-large'],
  ])('is not written with %s', (_, wrong, code) => {
    expect(refusal(() => formatTlogProof({ ...proof, ...wrong }))).toBe(code);
  });

  it('is read only as it is written, whatever is in it', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const extra = fc.option(fc.uint8Array({ minLength: 1, maxLength: 100 }), { nil: undefined });
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 63 }), extra, (at, list, more) => {
        const written = formatTlogProof({ index: at, inclusion: list, checkpoint, ...(more && { extra: more }) });
        const read = parseTlogProof(written);
        expect(read.inclusion.map(base64)).toEqual(list.map(base64));
        expect([read.index, read.extra && base64(read.extra)]).toEqual([at, more && base64(more)]);
        expect(formatTlogProof(read)).toBe(written);
      }),
    );
    for (const spoiled of spoilt(Buffer.from(withExtra)))
      if (refusal(() => parseTlogProof(spoiled)) === undefined)
        expect(formatTlogProof(parseTlogProof(spoiled))).toBe(spoiled.toString());
  });
});
