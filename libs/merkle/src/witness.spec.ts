import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { formatAddCheckpoint } from './add-checkpoint.js';
import { signCheckpoint } from './checkpoint.js';
import { cosignedAt } from './cosignature.js';
import { emptyRoot, type Hash } from './hash.js';
import { keyTypes, SignerKey } from './key.js';
import { inspectorate, logKey, nextLogKey, now, origin, otherLogKey, police, stranger } from './keys.fixture.js';
import { formatNote, parseNote, parseSignatureLines, signNote } from './note.js';
import { leafHashes, leafOf, mth, proof } from './rfc6962.fixture.js';
import { refusal, spoilt } from './spoiled.fixture.js';
import {
  answerAddCheckpoint,
  cosignatureLine,
  cosignaturesIn,
  monitoredPath,
  type WitnessAnswer,
  type WitnessedLog,
} from './witness.js';

const leaves = leafHashes(40);
const root = (size: number) => mth(leaves.slice(0, size));
const note = (size: number, of: Hash = root(size), key = logKey) =>
  signCheckpoint(key, { origin: key.verifier.name, size, root: of });
const prove = (older: number, newer: number) => proof(older, leaves.slice(0, newer));
const ask = (old: number, size: number, consistency = prove(old, size), checkpoint = note(size)) =>
  formatAddCheckpoint({ old, consistency, checkpoint });

const at = (size: number | undefined, of = size === undefined ? undefined : root(size)): WitnessedLog => ({
  keys: [logKey.verifier],
  latest: size === undefined ? undefined : { size, root: of! },
});
const answer = (body: string | Uint8Array, log: WitnessedLog = at(7)): WitnessAnswer =>
  answerAddCheckpoint(body, (asked) => (asked === origin ? log : undefined));

describe('a witness', () => {
  it('cosigns a checkpoint that follows from its latest', () => {
    const given = answer(ask(7, 13));
    expect(given).toMatchObject({
      status: 200,
      checkpoint: { origin, size: 13, root: root(13) },
      text: `${origin}\n13\n${root(13).toString('base64')}\n`,
      signed: [{ name: origin }],
    });
  });

  it.each<[string, number, number, WitnessedLog]>([
    ['the first that it sees', 0, 13, at(undefined)],
    ['the first after an empty one', 0, 1, at(0, emptyRoot as Buffer)],
    ['an empty one', 0, 0, at(undefined)],
    ['the one that it has', 7, 7, at(7)],
    ['one more', 7, 8, at(7)],
    ['a power of two and its double', 8, 16, at(8)],
  ])('cosigns %s', (_, old, size, log) => {
    expect(answer(ask(old, size), log)).toMatchObject({ status: 200, checkpoint: { size } });
  });

  const forked = Buffer.from(mth([...leaves.slice(0, 6), leafOf(Buffer.from('other')), ...leaves.slice(7, 13)]));
  const [first, ...rest] = prove(7, 13);
  const badLine = formatNote({
    text: parseNote(note(13)).text,
    signatures: [{ ...signNote(logKey, 'another\n') }],
  });
  const refused: [string, number, string | Uint8Array, WitnessedLog?][] = [
    ['400 to nothing', 400, ''],
    ['400 to what is no request', 400, 'hello\n\nworld\n'],
    ['400 to what is not UTF-8', 400, Buffer.of(0xff, 0xfe)],
    ['400 to a checkpoint that is none', 400, `old 7\n\n${note(13).replace('\n13\n', '\n013\n')}`],
    ['400 to a checkpoint with an extension', 400, `old 7\n\n${note(13).replace('\n\n', '\nmore\n\n')}`],
    ['400 to an old size over the new one', 400, ask(8, 7, [])],
    ['400 to that also where the old size is its own', 400, ask(7, 5, [])],
    ['404 to an unknown origin', 404, ask(0, 13, [], note(13, root(13), otherLogKey))],
    ['404 to that, also badly signed and inconsistent', 404, ask(9, 3, [], note(3, forked, otherLogKey))],
    ['403 to a checkpoint of another key', 403, ask(7, 13, prove(7, 13), note(13, root(13), nextLogKey))],
    ['403 to a bad signature', 403, `old 7\n\n${badLine}`],
    ['403 to a bad one beside a good one', 403, `old 7\n\n${note(13)}${badLine.slice(badLine.indexOf('— '))}`],
    ['403 before it looks at sizes', 403, ask(9, 3, [], note(3, root(3), nextLogKey))],
    ['409 to an old size below its own', 409, ask(5, 13)],
    ['409 to an old size above its own', 409, ask(8, 13)],
    ['409 to one of 0', 409, ask(0, 13)],
    ['409 where it knows none yet', 409, ask(7, 13), at(undefined)],
    ['409 before it looks at the proof', 409, ask(5, 13, [])],
    ['422 to another root of the same size', 422, ask(7, 7, [], note(7, forked))],
    ['422 to a fork', 422, ask(7, 13, prove(7, 13), note(13, forked))],
    ['422 to a proof with a hash too few', 422, ask(7, 13, rest)],
    ['422 to a proof with a hash too many', 422, ask(7, 13, [first, ...rest, first])],
    ['422 to a proof of the same size that is not empty', 422, ask(7, 7, [first])],
    ['422 to a first proof that is not empty', 422, ask(0, 13, [first]), at(undefined)],
    ['422 to an empty tree with another root', 422, ask(0, 0, [], note(0, root(1))), at(undefined)],
    ['422 where its own root is another', 422, ask(7, 13), at(7, forked)],
  ];
  // Mapped, since jest would take the place of a missing log for a callback.
  it.each(refused.map(([name, ...row]) => [name, row] as const))('answers %s', (_, [status, body, log]) => {
    const given = answer(body, log);
    expect(given.status).toBe(status);
    expect(given).toHaveProperty('reason');
    if (given.status === 409)
      expect(given).toMatchObject({ origin, size: log === undefined ? 7 : (log.latest?.size ?? 0) });
  });

  it('takes either key of a log while they change, and ignores keys that it does not know', () => {
    const both: WitnessedLog = { ...at(7), keys: [logKey.verifier, nextLogKey.verifier] };
    expect(answer(ask(7, 13, prove(7, 13), note(13, root(13), nextLogKey)), both).status).toBe(200);
    const line = cosignatureLine(stranger, 'another text\n', now);
    expect(answer(ask(7, 13, prove(7, 13), note(13) + line)).status).toBe(200);
  });

  it('does not take a key that is given under another origin', () => {
    const body = ask(0, 13, [], note(13, root(13), otherLogKey));
    const given = answerAddCheckpoint(body, () => ({ keys: [logKey.verifier], latest: undefined }));
    expect(given.status).toBe(403);
    const mixed = formatNote({
      text: parseNote(note(13)).text,
      signatures: [signNote(otherLogKey, parseNote(note(13)).text)],
    });
    const foreign = answerAddCheckpoint(`old 0\n\n${mixed}`, () => ({
      keys: [otherLogKey.verifier],
      latest: undefined,
    }));
    expect(foreign.status).toBe(403);
  });

  it('asked with any byte spoiled cosigns nothing else', () => {
    const body = ask(7, 13);
    for (const spoiled of spoilt(Buffer.from(body))) {
      const given = answer(spoiled);
      expect([spoiled.toString(), given.status]).not.toEqual([spoiled.toString(), 200]);
    }
  });

  it('passes on an error that is not of the request', () => {
    const fail = () =>
      answerAddCheckpoint(ask(7, 13), () => {
        throw new Error('the disk is gone');
      });
    expect(fail).toThrow('the disk is gone');
  });

  it('never cosigns two histories, whatever it is asked', () => {
    const others = leafHashes(40).map((leaf, i) => (i < 9 ? leaf : leafOf(leaf)));
    const request = fc.record({ old: fc.nat(20), size: fc.nat(20), fork: fc.boolean(), follow: fc.boolean() });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 30 }), (requests) => {
        let latest: WitnessedLog['latest'];
        for (const { old: anyOld, size, fork, follow } of requests) {
          const old = follow ? (latest?.size ?? 0) : anyOld;
          const tree = (fork ? others : leaves).slice(0, size);
          const consistency = old <= size ? proof(old, tree) : [];
          const body = ask(old, size, consistency, note(size, mth(tree)));
          const given = answer(body, { keys: [logKey.verifier], latest });
          if (given.status !== 200) continue;
          const before = latest?.size ?? 0;
          expect(given.checkpoint.size).toBeGreaterThanOrEqual(before);
          if (before > 0) expect(Buffer.from(latest!.root)).toEqual(mth(tree.slice(0, before)));
          latest = given.checkpoint;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('shows the latest checkpoint under the hash of its origin', () => {
    expect(monitoredPath(origin)).toBe(`${createHash('sha256').update(origin).digest('hex')}/checkpoint`);
  });
});

describe('the answer of a witness', () => {
  const { text } = parseNote(note(13));
  const line = cosignatureLine(inspectorate, text, now);
  const take = (body: string | Uint8Array, witness = [inspectorate.verifier]) => cosignaturesIn(body, text, witness);

  it('is a cosignature, to be added to the note', () => {
    const [taken] = take(line);
    expect(cosignedAt(inspectorate.verifier, text, taken.signature)).toBe(now);
    expect(taken).toEqual(parseSignatureLines(line)[0]);
  });

  it('of several keys is taken from those that are known, once and with the latest time', () => {
    const later = cosignatureLine(inspectorate, text, now + 9);
    const all = line + cosignatureLine(stranger, text, now) + later + cosignatureLine(police, text, now);
    expect(take(all)).toEqual(parseSignatureLines(later));
    expect(take(all, [police.verifier, inspectorate.verifier])).toHaveLength(2);
  });

  it('is refused with a bad one, with none, with one of another text or without a time', () => {
    expect(refusal(() => take(''))).toBe('shape');
    expect(refusal(() => take('\n'))).toBe('shape');
    expect(refusal(() => take(`\n${line}`))).toBe('shape');
    expect(refusal(() => take(cosignatureLine(police, text, now)))).toBe('unsigned');
    expect(refusal(() => take(line + cosignatureLine(inspectorate, 'another\n', now)))).toBe('signature');
    const zero = Buffer.concat([Buffer.alloc(8), inspectorate.sign(Buffer.from(`cosignature/v1\ntime 0\n${text}`))]);
    const { name, id } = inspectorate.verifier;
    const idBytes = Buffer.alloc(4);
    idBytes.writeUInt32BE(id);
    const timeless = `— ${name} ${Buffer.concat([idBytes, zero]).toString('base64')}\n`;
    expect(refusal(() => take(timeless))).toBe('range');
  });

  it('is not taken from a key that does not cosign', () => {
    const plain = new SignerKey('w.example', keyTypes.note, Buffer.alloc(32, 77));
    const own = formatNote({ text, signatures: [signNote(plain, text)] }).slice(text.length + 1);
    expect(refusal(() => take(own, [plain.verifier]))).toBe('unsigned');
  });

  it('spoiled in any byte is refused', () => {
    for (const spoiled of spoilt(Buffer.from(line)))
      expect(refusal(() => take(spoiled))).toMatch(/^(shape|base64|text|signature|unsigned)$/);
  });
});
