import fc from 'fast-check';
import { signCheckpoint } from './checkpoint.js';
import { cosign } from './cosignature.js';
import { formatVkey, keyTypes, SignerKey } from './key.js';
import { logKey, nextLogKey, now, origin, otherLogKey } from './keys.fixture.js';
import { formatSignatureLine } from './note.js';
import { fewest, isMet, judgeCheckpoint, keysOf, parsePolicy, requireQuorum, type Policy } from './policy.js';
import { leafHashes, mth } from './rfc6962.fixture.js';
import { refusal, spoilt } from './spoiled.fixture.js';
import { cosignatureLine } from './witness.js';

const signers = Array.from(
  { length: 40 },
  (_, i) => new SignerKey(`w${i}.example`, keyTypes.cosignature, Buffer.alloc(32, 100 + i)),
);
const vkeys = signers.map(({ verifier }) => formatVkey(verifier));
const logVkey = formatVkey(logKey.verifier);
const [x1, x2, x3, y1, y2, y3] = vkeys;

// The example of the specification, with keys.
const text = `log ${logVkey}

witness X1 ${x1}
witness X2 ${x2}
witness X3 ${x3}
group X-witnesses 2 X1 X2 X3

witness Y1 ${y1}
witness Y2 ${y2}
witness Y3 ${y3}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;
const policy = parsePolicy(text);
const chosen = ({ witnesses }: Policy, bits: number) => witnesses.filter((_, i) => (bits >> i) & 1);
const ones = (bits: number) => bits.toString(2).replaceAll('0', '').length;

const leaves = leafHashes(5);
const checkpoint = { origin, size: 5, root: mth(leaves) };
const note = signCheckpoint(logKey, checkpoint);
const signedText = note.slice(0, note.indexOf('\n\n') + 1);
const cosignedBy = (...who: readonly SignerKey[]) =>
  note + who.map((key, i) => cosignatureLine(key, signedText, now + i)).join('');

describe('a policy', () => {
  it('of the specification is read', () => {
    expect(policy.logs).toEqual([{ key: logKey.verifier }]);
    expect(policy.witnesses.map(({ name, key }) => [name, formatVkey(key)])).toEqual(
      [x1, x2, x3, y1, y2, y3].map((vkey, i) => [['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'][i], vkey]),
    );
    expect(policy.groups.map(({ name, threshold, members }) => [name, threshold, members.length])).toEqual([
      ['X-witnesses', 2, 3],
      ['Y-witnesses', 1, 3],
      ['X-and-Y', 2, 2],
    ]);
    expect(policy.quorum?.name).toBe('X-and-Y');
  });

  it('of the specification is met by two X and one Y, whoever they are', () => {
    for (let bits = 0; bits < 64; bits++)
      expect([bits, isMet(policy, chosen(policy, bits))]).toEqual([bits, ones(bits & 7) >= 2 && ones(bits >> 3) >= 1]);
  });

  it('of k out of n is met by k and not by fewer', () => {
    const cases = fc
      .integer({ min: 1, max: 20 })
      .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 1, max: n }), fc.nat(2 ** n - 1)));
    fc.assert(
      fc.property(cases, ([n, k, bits]) => {
        const names = Array.from({ length: n }, (_, i) => `w${i}`);
        const lines = names.map((name, i) => `witness ${name} ${vkeys[i]}`);
        const made = parsePolicy([...lines, `group g ${k} ${names.join(' ')}`, 'quorum g', ''].join('\n'));
        expect(isMet(made, chosen(made, bits))).toBe(ones(bits) >= k);
      }),
    );
  });

  it('is met by as few as its groups allow', () => {
    const deep = `group a 2 X1 X2 X3\ngroup b all Y1 a\ngroup c any b Y2 Y3\n`;
    const lines = [x1, x2, x3].map((key, i) => `witness X${i + 1} ${key}`);
    const more = [y1, y2, y3].map((key, i) => `witness Y${i + 1} ${key}`);
    const of = (quorum: string) => parsePolicy([...lines, ...more, deep + `quorum ${quorum}`, ''].join('\n'));
    for (const made of [policy, ...['none', 'X1', 'a', 'b', 'c'].map(of)]) {
      const met = Array.from({ length: 64 }, (_, bits) => bits).filter((bits) => isMet(made, chosen(made, bits)));
      expect(fewest(made)).toBe(Math.min(...met.map(ones)));
    }
  });

  it('with a single witness, or none, as its quorum needs that one, or none', () => {
    const single = parsePolicy(`witness a ${x1}\nwitness b ${x2}\nquorum b\n`);
    expect([0, 1, 2, 3].map((bits) => isMet(single, chosen(single, bits)))).toEqual([false, false, true, true]);
    const none = parsePolicy('quorum none\n');
    expect(none).toEqual({ logs: [], witnesses: [], groups: [], quorum: undefined });
    expect(isMet(none, [])).toBe(true);
  });

  it('may stand anywhere on its lines, with comments, addresses and names in any script', () => {
    const loose = parsePolicy(
      ` \t log\t${logVkey}  https://log.example/ \n\n \t\n # chú thích\n#sát chữ\n\t#\nquorum none \nwitness Thanh·tra ${x1} https://đ.example\n`,
    );
    expect(loose.logs).toEqual([{ key: logKey.verifier, url: 'https://log.example/' }]);
    expect(loose.witnesses).toMatchObject([{ name: 'Thanh·tra', url: 'https://đ.example' }]);
  });

  it('compares names by their octets', () => {
    const kelvin = `witness K ${x1}\nwitness \u212a ${x2}\nquorum \u212a\n`;
    expect(parsePolicy(kelvin).quorum).toMatchObject({ name: '\u212a' });
    // Two names that are no UTF-8, which decoded would be the same.
    const octets = Buffer.from(`witness \xff ${x1}\nwitness \xfe ${x2}\nquorum \xfe\n`, 'latin1');
    const read = parsePolicy(octets);
    expect(read.quorum).toBe(read.witnesses[1]);
    // A no-break space is no space between items.
    expect(refusal(() => parsePolicy(`witness a\u00a0${x1}\nquorum none\n`))).toBe('shape');
  });

  it('may name one public key as a log and as a witness, which are two uses of it', () => {
    const same = new SignerKey('w.example', keyTypes.cosignature, logKey.seed);
    const read = parsePolicy(`log ${logVkey}\nwitness a ${formatVkey(same.verifier)}\nquorum a\n`);
    expect(keysOf(read).map(formatVkey)).toEqual([logVkey, formatVkey(same.verifier)]);
  });

  const start = `witness a ${x1}\nwitness b ${x2}\n`;
  const secret = new SignerKey('w0.example', keyTypes.note, signers[0].seed);
  it.each<[string, string, string]>([
    ['nothing', '', 'shape'],
    ['no quorum', start, 'shape'],
    ['two quorums', `${start}quorum a\nquorum a\n`, 'duplicate'],
    ['an empty quorum', `${start}quorum\n`, 'shape'],
    ['a quorum of two names', `${start}quorum a b\n`, 'shape'],
    ['a quorum that is not defined', `${start}quorum c\n`, 'name'],
    ['a quorum that is defined later', `quorum a\n${start}`, 'name'],
    ['a last line that does not end', `${start}quorum a`, 'shape'],
    ['an unknown keyword', `${start}witnesses c\nquorum a\n`, 'shape'],
    ['capitals', `${start}QUORUM a\n`, 'shape'],
    ['a carriage return', `${start}quorum a\r\n`, 'text'],
    ['a NUL in a comment', `#\0\n${start}quorum a\n`, 'text'],
    ['a DEL', `#\x7f\n${start}quorum a\n`, 'text'],
    ['a lone surrogate', `#\ud800\n${start}quorum a\n`, 'text'],
    ['a log without a key', 'log\nquorum none\n', 'shape'],
    ['a log with more than an address', `log ${logVkey} a b\nquorum none\n`, 'shape'],
    ['a log with the key of a witness', `log ${x1}\nquorum none\n`, 'key'],
    ['a log twice', `log ${logVkey}\nlog ${logVkey} a\nquorum none\n`, 'duplicate'],
    ['a witness without a name', `witness ${x1}\nquorum none\n`, 'shape'],
    ['a witness with more than an address', `witness a ${x1} b c\nquorum none\n`, 'shape'],
    ['a witness with the key of a log', `witness a ${logVkey}\nquorum none\n`, 'key'],
    ['a witness with a plain key', `witness a ${formatVkey(secret.verifier)}\nquorum none\n`, 'key'],
    ['a witness called none', `witness none ${x1}\nquorum none\n`, 'name'],
    ['a group called none', `${start}group none any a\nquorum none\n`, 'name'],
    ['a name twice', `witness a ${x1}\nwitness a ${x2}\nquorum none\n`, 'duplicate'],
    ['a name twice, of a witness and a group', `${start}group a any b\nquorum none\n`, 'duplicate'],
    ['a key twice', `witness a ${x1}\nwitness b ${x1}\nquorum none\n`, 'duplicate'],
    ['a group without members', `${start}group g any\nquorum g\n`, 'shape'],
    ['a group without a threshold', `${start}group g\nquorum g\n`, 'shape'],
    ['a group of none', `${start}group g any none\nquorum g\n`, 'name'],
    ['a group of itself', `${start}group g any g\nquorum g\n`, 'name'],
    ['a member defined later', `group g any a\n${start}quorum g\n`, 'name'],
    ['a member twice in a group', `${start}group g 2 a a\nquorum g\n`, 'duplicate'],
    ['a member in two groups', `${start}group g any a\ngroup h any a b\nquorum h\n`, 'duplicate'],
    ['a threshold of 0', `${start}group g 0 a b\nquorum g\n`, 'number'],
    ['a threshold over n', `${start}group g 3 a b\nquorum g\n`, 'number'],
    ['a threshold with a leading zero', `${start}group g 01 a b\nquorum g\n`, 'number'],
    ['a threshold with a sign', `${start}group g +1 a b\nquorum g\n`, 'number'],
    ['a threshold of a word', `${start}group g most a b\nquorum g\n`, 'number'],
    ['megabytes', '#'.repeat(300_000), 'too-large'],
  ])('with %s is refused', (_, wrong, code) => {
    expect(refusal(() => parsePolicy(wrong))).toBe(code);
  });

  it('has room for 32 witnesses and groups and more, and an end', () => {
    const witnesses = Array.from({ length: 40 }, (_, i) => `witness w${i} ${vkeys[i]}\n`).join('');
    const chain = (length: number) =>
      Array.from({ length }, (_, i) => `group g${i} any ${i === 0 ? 'w0' : `g${i - 1}`}\n`).join('');
    const deep = parsePolicy(`${witnesses}${chain(980)}quorum g979\n`);
    expect(isMet(deep, [deep.witnesses[0]])).toBe(true);
    expect(isMet(deep, deep.witnesses.slice(1))).toBe(false);
    expect(refusal(() => parsePolicy(`${witnesses}${chain(1000)}quorum g979\n`))).toBe('too-large');
  });

  it('spoiled in any byte is refused or trusts the same keys only', () => {
    const trusted = new Set(keysOf(policy).map(formatVkey));
    for (const spoiled of spoilt(Buffer.from(text))) {
      let read: Policy | undefined;
      const code = refusal(() => (read = parsePolicy(spoiled)));
      if (code === undefined) expect(keysOf(read!).every((key) => trusted.has(formatVkey(key)))).toBe(true);
    }
  });

  it('of any octets is refused or read, in no other way', () => {
    const word = fc.constantFrom('log', 'witness', 'group', 'quorum', 'none', 'any', 'all', '1', 'a', 'b', 'g', x1, x2);
    const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
    const lines = fc.array(line, { maxLength: 8 }).map((all) => `${all.join('\n')}\n`);
    fc.assert(
      fc.property(fc.oneof(lines, fc.string(), fc.uint8Array()), (any) => void refusal(() => parsePolicy(any))),
    );
  });
});

describe('a checkpoint under a policy', () => {
  it('is told how many of the witnesses it has, and when', () => {
    const judged = judgeCheckpoint(policy, cosignedBy(signers[0], signers[3], signers[9]));
    expect(judged.witnessed.map(({ witness, time }) => [witness.name, time])).toEqual([
      ['X1', now],
      ['Y1', now + 1],
    ]);
    expect(judged).toMatchObject({ checkpoint, witnesses: 6, quorum: false });
    expect(() => requireQuorum(judged)).toThrow('2 of 6 witnesses have cosigned');
    expect(refusal(() => requireQuorum(judged))).toBe('quorum');
  });

  it('has its quorum once enough have cosigned, one witness however often', () => {
    const twice = cosignedBy(signers[0], signers[0], signers[0], signers[3]);
    expect(judgeCheckpoint(policy, twice).quorum).toBe(false);
    const enough = judgeCheckpoint(policy, cosignedBy(signers[0], signers[2], signers[5]));
    expect(enough.quorum).toBe(true);
    expect(refusal(() => requireQuorum(enough))).toBeUndefined();
  });

  it('is refused with one bad signature of a known witness, whoever else has cosigned', () => {
    const { name, id } = signers[1].verifier;
    const bad = formatSignatureLine({ name, id, signature: cosign(signers[1], 'another text\n', now) });
    const all = signers.filter((_, i) => i < 6 && i !== 1);
    expect(refusal(() => judgeCheckpoint(policy, cosignedBy(...all) + bad))).toBe('signature');
  });

  it('is refused from a log that the policy does not have', () => {
    const other = signCheckpoint(otherLogKey, { ...checkpoint, origin: otherLogKey.verifier.name });
    expect(refusal(() => judgeCheckpoint(policy, other))).toBe('unsigned');
    const next = signCheckpoint(nextLogKey, checkpoint);
    expect(refusal(() => judgeCheckpoint(policy, next))).toBe('unsigned');
    const none = parsePolicy('quorum none\n');
    expect(refusal(() => judgeCheckpoint(none, note))).toBe('unsigned');
    expect(judgeCheckpoint(none, note, [logKey.verifier]).quorum).toBe(true);
  });

  it('spoiled in any byte is refused or has lost a witness', () => {
    const whole = cosignedBy(signers[0], signers[2], signers[5]);
    for (const spoiled of spoilt(Buffer.from(whole))) {
      let quorum = false;
      const code = refusal(() => (quorum = judgeCheckpoint(policy, spoiled).quorum));
      expect([spoiled.toString(), code, quorum]).toEqual([spoiled.toString(), code, false]);
    }
  });
});
