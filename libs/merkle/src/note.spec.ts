import { formatVkey, parseVkey, VerifierKey } from './key.js';
import { inspectorate, logKey, nextLogKey, now, otherLogKey, police } from './keys.fixture.js';
import { cosign } from './cosignature.js';
import { formatNote, maxNoteBytes, maxSignatures, openNote, parseNote, signNote, type NoteSignature } from './note.js';
import { refusal, spoilt } from './spoiled.fixture.js';

const text = 'Sổ cái\n\ncó dòng trống\n';
const signed = signNote(logKey, text);
const others = signNote(otherLogKey, text);
const note = formatNote({ text, signatures: [signed] });
const known = [logKey.verifier];
const codeOf = (input: string | Uint8Array, keys = known) => refusal(() => openNote(input, keys));
const bad = (signature: NoteSignature): NoteSignature => ({ ...signature, signature: Buffer.alloc(64) });
const cosigned = (key: typeof police, time = now, of = text): NoteSignature => {
  const { name, id } = key.verifier;
  return { name, id, signature: cosign(key, of, time) };
};

describe('a signed note', () => {
  // From C2SP signed-note, "Example"; the specification is licensed CC BY 4.0.
  const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
  const example =
    'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

  it('of the specification opens with its key, and is written again as it stands there', () => {
    expect(openNote(example, [parseVkey(vkey)]).text).toBe('This is an example message.\n');
    expect(formatNote(parseNote(example))).toBe(example);
    expect(formatVkey(parseVkey(vkey))).toBe(vkey);
  });

  it('is written as it was when the first one was signed', () => {
    expect(note).toMatchInlineSnapshot(`
     "Sổ cái

     có dòng trống

     — ledger.example/haiphong IybRW6tZPEcpx5YkdibRHhgxCQN45Ty6+m06NzOMTTruuF1qmQrmhVm3lNLYm3kFPuSaTNeS2F6oyE6fLwUA7nwWPA8=
     "
    `);
  });

  it('opens as bytes and as text, with empty lines in it', () => {
    for (const input of [note, Buffer.from(note)]) {
      expect(openNote(input, known)).toEqual({ text, signed: [{ key: logKey.verifier }], others: [] });
    }
  });

  it('spoiled in any byte does not open', () => {
    for (const spoiled of spoilt(Buffer.from(note))) {
      expect(codeOf(spoiled)).toMatch(/^(signature|unsigned|shape|text|base64)$/);
    }
  });

  it('with a bad signature of a known key does not open, whatever else has signed', () => {
    const keys = [logKey.verifier, otherLogKey.verifier];
    for (const signatures of [
      [signed, bad(others)],
      [bad(others), signed],
      [signed, bad(signed)],
      [bad(signed), signed],
    ]) {
      expect(codeOf(formatNote({ text, signatures }), keys)).toBe('signature');
    }
  });

  it('sets aside what unknown keys have signed, well or badly', () => {
    const opened = openNote(formatNote({ text, signatures: [bad(others), signed, cosigned(police)] }), known);
    expect(opened.signed.map(({ key }) => key.name)).toEqual([logKey.verifier.name]);
    expect(opened.others).toEqual([bad(others), cosigned(police)]);
  });

  it('sets aside a key that has only the name, or only the id, of a known one', () => {
    const sameName = signNote(nextLogKey, text);
    const sameId = { ...bad(signed), name: 'another.example' };
    const opened = openNote(formatNote({ text, signatures: [signed, sameName, sameId] }), known);
    expect(opened.others).toEqual([sameName, sameId]);
  });

  it('that only unknown keys have signed does not open', () => {
    expect(codeOf(formatNote({ text, signatures: [others] }))).toBe('unsigned');
    expect(codeOf(note, [])).toBe('unsigned');
  });

  it('counts a key once, a cosigner with its latest time', () => {
    const keys = [logKey.verifier, inspectorate.verifier];
    const times = [now, now + 5, now + 3].map((time) => cosigned(inspectorate, time));
    const opened = openNote(formatNote({ text, signatures: [signed, ...times, signed] }), keys);
    expect(opened.signed).toEqual([{ key: keys[0] }, { key: keys[1], time: now + 5 }]);
  });

  it('does not take a signature made for another use of the key', () => {
    const asNote = { ...cosigned(police), signature: police.sign(Buffer.from(text)) };
    expect(codeOf(formatNote({ text, signatures: [signed, asNote] }), [...known, police.verifier])).toBe('signature');
  });

  it('does not open with two known keys that look the same in a signature line', () => {
    const double = Object.assign(new VerifierKey(logKey.verifier.name, 1, otherLogKey.verifier.publicKey), {
      id: logKey.verifier.id,
    });
    expect(codeOf(note, [logKey.verifier, double])).toBe('key');
    expect(codeOf(note, [logKey.verifier, parseVkey(formatVkey(logKey.verifier))])).toBeUndefined();
  });

  const line = note.slice(text.length + 1);
  const [, name, base64] = line.trimEnd().split(' ');
  it.each<[string, string, string]>([
    ['nothing', '', 'shape'],
    ['no empty line', `abc\n${line}`, 'shape'],
    ['no signature', `${text}\n`, 'shape'],
    ['no line feed at the end', note.slice(0, -1), 'shape'],
    ['an empty line at the end', `${note}\n`, 'shape'],
    ['a carriage return', note.replaceAll('\n', '\r\n'), 'text'],
    ['a tab', note.replace('dòng', 'dòng\t'), 'text'],
    ['a NUL', note.replace('dòng', 'dòng\0'), 'text'],
    ['a lone surrogate', note.replace('dòng', '\ud800'), 'text'],
    ['a hyphen for the dash', `${text}\n- ${name} ${base64}\n`, 'shape'],
    ['two spaces', `${text}\n— ${name}  ${base64}\n`, 'shape'],
    ['a space at the end of a line', `${text}\n— ${name} ${base64} \n`, 'shape'],
    ['a name with a plus', `${text}\n— a+b ${base64}\n`, 'shape'],
    ['a name with a no-break space', `${text}\n— a\u00a0b ${base64}\n`, 'shape'],
    ['no name', `${text}\n—  ${base64}\n`, 'shape'],
    ['no base64', `${text}\n— ${name}\n`, 'shape'],
    ['base64 without padding', `${text}\n— ${name} ${base64.replace(/=+$/, '')}\n`, 'base64'],
    ['base64 with stray bits', `${text}\n— ${name} AAAAAAB=\n`, 'base64'],
    ['base64 of the other alphabet', `${text}\n— ${name} __-_____\n`, 'base64'],
    ['an id and nothing else', `${text}\n— ${name} AAAAAA==\n`, 'shape'],
    ['half an id', `${text}\n— ${name} AAA=\n`, 'shape'],
    ['a malformed line of an unknown key', `${note}— other.example ???\n`, 'base64'],
  ])('with %s is refused', (_, input, code) => {
    expect(codeOf(input)).toBe(code);
  });

  it('that is not UTF-8 is refused, and a byte order mark is part of the text', () => {
    expect(codeOf(Buffer.concat([Buffer.from([0xff]), Buffer.from(note)]))).toBe('text');
    expect(codeOf(Buffer.concat([Buffer.from('\ufeff'), Buffer.from(note)]))).toBe('signature');
  });

  it('has at most a million bytes and a hundred signatures', () => {
    const many = (count: number) => note + line.repeat(count - 1);
    expect(codeOf(many(maxSignatures))).toBeUndefined();
    expect(codeOf(many(maxSignatures + 1))).toBe('too-large');
    expect(codeOf('a'.repeat(maxNoteBytes + 1))).toBe('too-large');
    expect(codeOf('đ'.repeat(maxNoteBytes / 2 + 1))).toBe('too-large');
  });

  it('is not written where it would read as another', () => {
    const seemsSigned = `a\n\n${line.trimEnd()}`;
    for (const wrong of ['', 'abc', 'a\r\n', 'a\ud800\n', seemsSigned]) {
      expect(refusal(() => formatNote({ text: wrong, signatures: [signed] }))).toMatch(/^(shape|text)$/);
    }
    expect(refusal(() => formatNote({ text, signatures: [] }))).toBe('shape');
    expect(refusal(() => formatNote({ text, signatures: [{ ...signed, name: 'a b' }] }))).toBe('shape');
  });

  it('is not signed by a key that cosigns', () => {
    expect(refusal(() => signNote(police, text))).toBe('key');
  });
});
