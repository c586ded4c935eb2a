import { formatAddCheckpoint } from './add-checkpoint.js';
import { formatCheckpoint, openCheckpoint, signCheckpoint } from './checkpoint.js';
import { emptyRoot } from './hash.js';
import type { SignerKey } from './key.js';
import { inspectorate, logKey, nextLogKey, now, origin, otherLogKey, police, stranger } from './keys.fixture.js';
import { formatSignatureLine, parseSignatureLines, signNote, type NoteSignature } from './note.js';
import { leafHashes, mth, proof } from './rfc6962.fixture.js';
import { refusal } from './spoiled.fixture.js';
import { answerAddCheckpoint, cosignatureLine, cosignaturesIn } from './witness.js';

const leaves = leafHashes(9);
const rootOf = (size: number) => mth(leaves.slice(0, size));
const signed = (size: number, root = rootOf(size), key: SignerKey = logKey, others: readonly NoteSignature[] = []) =>
  signCheckpoint(key, { origin: key.verifier.name, size, root }, others);
const asked = (old: number, size: number, checkpoint = signed(size), consistency = proof(old, leaves.slice(0, size))) =>
  formatAddCheckpoint({ old, consistency, checkpoint });
const keys = [logKey.verifier, nextLogKey.verifier];
/** What a witness answers that has seen so many leaves. */
const answer = (body: string, size?: number) =>
  answerAddCheckpoint(body, (asked) =>
    asked === origin ? { keys, latest: size === undefined ? undefined : { size, root: rootOf(size) } } : undefined,
  );
const badLine = (key: SignerKey) => ({ name: key.verifier.name, id: key.verifier.id, signature: Buffer.alloc(64) });

describe('a witness', () => {
  it.each<[string, string, number | undefined, number]>([
    ['the first checkpoint of a log', asked(0, 5), undefined, 200],
    ['an empty log', asked(0, 0, signed(0, Buffer.from(emptyRoot))), undefined, 200],
    ['what follows', asked(5, 9), 5, 200],
    ['the same again', asked(5, 5), 5, 200],
    ['a checkpoint that the next key signed', asked(5, 9, signed(9, rootOf(9), nextLogKey)), 5, 200],
    ['an origin that it does not know', asked(0, 5, signed(5, rootOf(5), otherLogKey)), undefined, 404],
    ['what a stranger signed in the log’s name', asked(0, 5, signed(5, rootOf(5), otherLogKey).replaceAll('other.example', origin)), undefined, 403], // prettier-ignore
    ['a good and a bad signature', asked(0, 5, signed(5, rootOf(5), logKey, [badLine(nextLogKey)])), undefined, 403],
    ['a smaller checkpoint than the old size', asked(6, 5, signed(5), []), 6, 400],
    ['an old size that is not the latest', asked(4, 9), 5, 409],
    ['one who does not know the latest', asked(0, 9), 5, 409],
    ['a log that went back', asked(3, 5), 9, 409],
    ['an empty log with another root', asked(0, 0, signed(0, rootOf(1))), undefined, 422],
    ['a proof where none is due', asked(0, 5, signed(5), [rootOf(1)]), undefined, 422],
    ['no proof', asked(5, 9, signed(9), []), 5, 422],
    ['another root of the same size', asked(5, 5, signed(5, rootOf(4))), 5, 422],
    ['another log of the same name', asked(5, 9, signed(9, rootOf(8))), 5, 422],
    ['nonsense', 'nonsense', undefined, 400],
  ])('to %s answers as tlog-witness has it', (_, body, seen, status) => {
    expect(answer(body, seen)).toMatchObject({ status });
  });

  it('tells whoever follows another size which it has', () => {
    expect(answer(asked(0, 9), 5)).toMatchObject({ status: 409, size: 5, origin });
  });

  it('keeps of a request’s signatures those of the log, each key’s once', () => {
    const text = formatCheckpoint({ origin, size: 5, root: rootOf(5) });
    const twice = signNote(logKey, text);
    const junk = [badLine(inspectorate), badLine(stranger), twice, signNote(nextLogKey, text)];
    const decided = answer(asked(0, 5, signed(5, rootOf(5), logKey, junk)));
    if (decided.status !== 200) throw new Error('not cosigned');
    expect(decided.signed.map(({ id }) => id)).toEqual(keys.map(({ id }) => id));
    const line = cosignatureLine(inspectorate, decided.text, now);
    const shown = `${decided.text}\n${decided.signed.map(formatSignatureLine).join('')}${line}`;
    expect(openCheckpoint(shown, [...keys, inspectorate.verifier]).cosigned).toMatchObject([{ time: now }]);
  });
});

describe('a witness’s answer', () => {
  const text = formatCheckpoint({ origin, size: 5, root: rootOf(5) });
  const known = [inspectorate.verifier];
  const line = cosignatureLine(inspectorate, text, now);

  it('gives the cosignature of the witness, whatever else stands in it', () => {
    const found = cosignaturesIn(`${cosignatureLine(police, text, now)}${line}`, text, known);
    expect(found).toEqual(parseSignatureLines(line));
  });

  it.each([
    ['of another checkpoint', cosignatureLine(inspectorate, text.replace('5', '6'), now), 'signature'],
    ['of another witness', cosignatureLine(police, text, now), 'unsigned'],
    ['with a good and a bad line', line + formatSignatureLine({ ...badLine(inspectorate), signature: Buffer.alloc(72) }), 'signature'], // prettier-ignore
    ['that is empty', '', 'shape'],
    ['that is a page', '<html></html>\n', 'shape'],
  ])('is refused %s', (_, answered, code) => {
    expect(refusal(() => cosignaturesIn(answered, text, known))).toBe(code);
  });
});
