import fc from 'fast-check';
import {
  formatAddCheckpoint,
  maxAddCheckpointBytes,
  parseAddCheckpoint,
  type AddCheckpoint,
} from './add-checkpoint.js';
import { refusal, spoilt } from './spoiled.fixture.js';

// From C2SP tlog-witness, "add-checkpoint"; the specification is licensed CC BY 4.0.
const checkpoint = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;
const hashes = [
  'PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=',
  'jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=',
  '5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=',
  '/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=',
];
const lines = (...all: string[]) => `${all.join('\n')}\n\n${checkpoint}`;
const text = lines('old 20852014', ...hashes);
const request: AddCheckpoint = {
  old: 20852014,
  consistency: hashes.map((hash) => Buffer.from(hash, 'base64')),
  checkpoint,
};

describe('a request to cosign a checkpoint', () => {
  it('of the specification is read, and written as it stands there', () => {
    expect(parseAddCheckpoint(Buffer.from(text))).toEqual(request);
    expect(formatAddCheckpoint(request)).toBe(text);
  });

  it('of the first checkpoint has no hashes', () => {
    expect(parseAddCheckpoint(lines('old 0'))).toEqual({ old: 0, consistency: [], checkpoint });
    expect(formatAddCheckpoint({ old: 0, consistency: [], checkpoint })).toBe(lines('old 0'));
  });

  const [one, ...others] = hashes;
  it.each<[string, string, string]>([
    ['nothing', '', 'shape'],
    ['only an empty line', '\n\n', 'shape'],
    ['no empty line', `old 0\n${checkpoint}`, 'shape'],
    ['no checkpoint', 'old 0\n\n', 'shape'],
    ['an unsigned checkpoint', 'old 0\n\na.example\n0\nabc=\n', 'shape'],
    ['a checkpoint without its line feed', lines('old 0').slice(0, -1), 'shape'],
    ['an empty line at the end', `${text}\n`, 'shape'],
    ['an empty line at the start', `\n${text}`, 'shape'],
    ['no old size', lines(...hashes), 'shape'],
    ['no space', lines('old0'), 'shape'],
    ['two spaces', lines('old  0'), 'number'],
    ['capitals', lines('Old 0'), 'shape'],
    ['no number', lines('old '), 'number'],
    ['a leading zero', lines('old 00'), 'number'],
    ['a negative size', lines('old -1'), 'number'],
    ['a size of 2^53', lines(`old ${2 ** 53}`), 'number'],
    ['a size past 2^64', lines('old 18446744073709551616'), 'number'],
    ['a size with a fraction', lines('old 1.0'), 'number'],
    ['a space after the size', lines('old 1 '), 'number'],
    ['carriage returns', text.replaceAll('\n', '\r\n'), 'text'],
    ['a short hash', lines('old 1', 'AAAA', ...others), 'hash'],
    ['a hash without padding', lines('old 1', one.slice(0, -1), ...others), 'base64'],
    ['two hashes on a line', lines('old 1', one + one, ...others), 'base64'],
    ['64 hashes', lines('old 1', ...Array.from({ length: 64 }, () => one)), 'too-large'],
    ['megabytes', text + 'a'.repeat(maxAddCheckpointBytes), 'too-large'],
  ])('with %s is not read', (_, wrong, code) => {
    expect(refusal(() => parseAddCheckpoint(wrong))).toBe(code);
  });

  it('has up to 63 hashes', () => {
    expect(parseAddCheckpoint(lines('old 1', ...Array.from({ length: 63 }, () => one))).consistency).toHaveLength(63);
  });

  it('that is not UTF-8 is not read', () => {
    expect(refusal(() => parseAddCheckpoint(Buffer.concat([Buffer.from(text), Buffer.of(0xff)])))).toBe('text');
  });

  it.each<[string, Partial<AddCheckpoint>, string]>([
    ['half an old size', { old: 0.5 }, 'range'],
    ['a short hash', { consistency: [Buffer.alloc(31)] }, 'hash'],
    ['64 hashes', { consistency: Array.from({ length: 64 }, () => Buffer.alloc(32)) }, 'too-large'],
    ['a checkpoint that is none', { checkpoint: 'abc' }, 'shape'],
  ])('is not written with %s', (_, wrong, code) => {
    expect(refusal(() => formatAddCheckpoint({ ...request, ...wrong }))).toBe(code);
  });

  it('is read only as it is written, spoiled in any byte too', () => {
    for (const spoiled of spoilt(Buffer.from(text)))
      if (refusal(() => parseAddCheckpoint(spoiled)) === undefined)
        expect(formatAddCheckpoint(parseAddCheckpoint(spoiled))).toBe(spoiled.toString());
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 63 }), (old, list) => {
        const consistency = list.map((bytes) => Buffer.from(bytes));
        const written = formatAddCheckpoint({ old, consistency, checkpoint });
        expect(parseAddCheckpoint(written)).toEqual({ old, consistency, checkpoint });
      }),
    );
  });
});
