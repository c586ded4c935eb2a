import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint.js';
import { cosign } from './cosignature.js';
import { emptyRoot, leafHash } from './hash.js';
import { keyTypes, SignerKey } from './key.js';
import { inspectorate, logKey, nextLogKey, now, origin, otherLogKey, police, stranger } from './keys.fixture.js';
import { formatNote, signNote } from './note.js';
import { refusal, spoilt } from './spoiled.fixture.js';
import { cosignatureLine } from './witness.js';

const checkpoint: Checkpoint = { origin, size: 20852163, root: leafHash(Buffer.from('a')) };
const text = formatCheckpoint(checkpoint);
const note = signCheckpoint(logKey, checkpoint);
const known = [logKey.verifier, inspectorate.verifier, police.verifier];
const witnessed = note + cosignatureLine(inspectorate, text, now);

describe('a checkpoint', () => {
  it('is three lines', () => {
    expect(text).toBe(`ledger.example/haiphong\n20852163\n${Buffer.from(checkpoint.root).toString('base64')}\n`);
    expect(parseCheckpoint(text)).toEqual(checkpoint);
  });

  it('signed and cosigned is written as it was when the first one was', () => {
    expect(witnessed).toMatchInlineSnapshot(`
     "ledger.example/haiphong
     20852163
     Aippeebat6pa5MPl5F9+l3ESp+Y1k4INvsHsc4ok+Tw=

     — ledger.example/haiphong IybRW9ENbkPiyKmC9k1VFyxg8dNePnV8FemtySs0cJnQLMikzqAxRn4kZ2+p5aN09TLiVixbs6gcx98tXmQ/HuYPuw8=
     — thanhtra.example/w1 TIWMOgAAAABqHMuAA01pMFThqDkTBomoUujZfHFHPqtU9ooFsu84WbfbKwexBIjzeWTeIMxwBmS15kXYSRS1/aZhGbcv0ZtvsrxqBw==
     "
    `);
  });

  it('of the specification is read', () => {
    // From C2SP tlog-checkpoint; the specification is licensed CC BY 4.0.
    const example = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    expect(parseCheckpoint(example)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
    expect(formatCheckpoint(parseCheckpoint(example))).toBe(example);
  });

  const root = text.split('\n')[2];
  it.each<[string, string, string]>([
    ['nothing', '', 'shape'],
    ['no root', `${origin}\n1\n`, 'shape'],
    ['no origin', `\n1\n${root}\n`, 'shape'],
    ['no line feed at the end', text.slice(0, -1), 'shape'],
    ['an extension line', `${text}more\n`, 'extension'],
    ['an empty line', `${text}\n`, 'extension'],
    ['a size with a leading zero', `${origin}\n01\n${root}\n`, 'number'],
    ['a size with a plus', `${origin}\n+1\n${root}\n`, 'number'],
    ['a negative size', `${origin}\n-1\n${root}\n`, 'number'],
    ['a size with a space', `${origin}\n1 \n${root}\n`, 'number'],
    ['no size', `${origin}\n\n${root}\n`, 'number'],
    ['a size in another script', `${origin}\n١\n${root}\n`, 'number'],
    ['a size as a power', `${origin}\n1e3\n${root}\n`, 'number'],
    ['a size of 2^53', `${origin}\n9007199254740992\n${root}\n`, 'number'],
    ['a size of a hundred digits', `${origin}\n${'9'.repeat(100)}\n${root}\n`, 'number'],
    ['a root of 31 bytes', `${origin}\n1\n${Buffer.alloc(31).toString('base64')}\n`, 'hash'],
    ['a root without padding', `${origin}\n1\n${root.slice(0, -1)}\n`, 'base64'],
    ['a carriage return', `${origin}\r\n1\n${root}\n`, 'text'],
    ['an origin of megabytes', `${'a'.repeat(2 ** 21)}\n1\n${root}\n`, 'too-large'],
  ])('with %s is refused', (_, wrong, code) => {
    expect(refusal(() => parseCheckpoint(wrong))).toBe(code);
  });

  it.each<[string, Partial<Checkpoint>]>([
    ['half a leaf', { size: 0.5 }],
    ['a size past 2^53', { size: 2 ** 53 }],
    ['a short root', { root: Buffer.alloc(31) }],
    ['two lines of origin', { origin: 'a\nb' }],
    ['no origin', { origin: '' }],
  ])('is not written with %s', (_, wrong) => {
    expect(refusal(() => formatCheckpoint({ ...checkpoint, ...wrong }))).toBeDefined();
  });

  it('of an empty tree is one too', () => {
    const empty = { origin, size: 0, root: emptyRoot };
    expect(openCheckpoint(signCheckpoint(logKey, empty), known).checkpoint.size).toBe(0);
  });
});

describe('a signed checkpoint', () => {
  it('tells who signed and who cosigned when', () => {
    const opened = openCheckpoint(witnessed + cosignatureLine(stranger, text, now), known);
    expect(opened).toMatchObject({ checkpoint, text, logs: [logKey.verifier] });
    expect(opened.cosigned).toEqual([{ key: inspectorate.verifier, time: now }]);
    expect(opened.others.map(({ name }) => name)).toEqual(['stranger.example']);
  });

  it('spoiled in any byte is refused', () => {
    for (const spoiled of spoilt(Buffer.from(witnessed))) {
      let opened: ReturnType<typeof openCheckpoint> | undefined;
      const code = refusal(() => (opened = openCheckpoint(spoiled, known)));
      // A line whose name or id is no longer a known one is a stranger's; the rest means exactly the same.
      if (code === undefined) {
        expect(opened).toMatchObject({ checkpoint, text, logs: [logKey.verifier], cosigned: [] });
        expect(opened!.others).toHaveLength(1);
      } else expect(code).toMatch(/^(signature|unsigned|origin|shape|text|base64)$/);
    }
  });

  it('is taken from either key while they change', () => {
    const both = signCheckpoint(nextLogKey, checkpoint, [signNote(logKey, text)]);
    expect(openCheckpoint(both, known).logs).toEqual([logKey.verifier]);
    expect(openCheckpoint(both, [nextLogKey.verifier]).logs).toEqual([nextLogKey.verifier]);
  });

  it('is refused where only a cosigner of its own name has signed', () => {
    const own = new SignerKey(origin, keyTypes.cosignature, Buffer.alloc(32, 9));
    const { name, id } = own.verifier;
    const only = formatNote({ text, signatures: [{ name, id, signature: cosign(own, text, now) }] });
    expect(refusal(() => openCheckpoint(only, [own.verifier]))).toBe('origin');
  });

  it('is refused where only witnesses, or the log of another origin, have signed', () => {
    const { name, id } = inspectorate.verifier;
    const only = formatNote({ text, signatures: [{ name, id, signature: cosign(inspectorate, text, now) }] });
    expect(refusal(() => openCheckpoint(only, known))).toBe('origin');
    const foreign = formatNote({ text, signatures: [signNote(otherLogKey, text)] });
    expect(refusal(() => openCheckpoint(foreign, [otherLogKey.verifier]))).toBe('origin');
  });

  it('is not signed by the key of another log, nor by one that cosigns', () => {
    expect(refusal(() => signCheckpoint(otherLogKey, checkpoint))).toBe('origin');
    const cosigner = { ...checkpoint, origin: police.verifier.name };
    expect(refusal(() => signCheckpoint(police, cosigner))).toBe('key');
  });
});
