import { createPrivateKey, sign } from 'node:crypto';
import fc from 'fast-check';
import { cosign, cosignedAt } from './cosignature.js';
import { inspectorate, logKey, now, origin, police } from './keys.fixture.js';
import { refusal, spoilt } from './spoiled.fixture.js';
import { cosignatureLine } from './witness.js';

const text = `${origin}\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n`;
const signature = cosign(inspectorate, text, now);

/** By the specification's words and node:crypto alone: with the inspectorate's secret, 32 bytes of 4. */
function byHand(time: bigint, message: string): Buffer {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 4)]);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(time);
  return Buffer.concat([
    bytes,
    sign(null, Buffer.from(message), createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })),
  ]);
}

describe('a cosignature', () => {
  it('signs the header, the time and the whole text of the checkpoint', () => {
    const message = `cosignature/v1\ntime 1780272000\n${origin}\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n`;
    expect(signature).toEqual(byHand(1780272000n, message));
    expect(signature.length).toBe(72);
  });

  it('is a line of a note with the name and the id of its key', () => {
    const { name, id } = inspectorate.verifier;
    const idBytes = Buffer.alloc(4);
    idBytes.writeUInt32BE(id);
    const base64 = Buffer.concat([idBytes, signature]).toString('base64');
    expect(cosignatureLine(inspectorate, text, now)).toBe(`— ${name} ${base64}\n`);
  });

  it('is of one text, one time and one key', () => {
    expect(cosignedAt(inspectorate.verifier, text, signature)).toBe(now);
    expect(cosignedAt(police.verifier, text, signature)).toBeUndefined();
    for (const other of spoilt(Buffer.from(text)))
      expect(cosignedAt(inspectorate.verifier, other.toString('latin1'), signature)).toBeUndefined();
  });

  it('spoiled in any byte, the time included, is none', () => {
    for (const spoiled of spoilt(signature)) expect(cosignedAt(inspectorate.verifier, text, spoiled)).toBeUndefined();
    for (const length of [0, 4, 7, 8, 9, 64, 71])
      expect(cosignedAt(inspectorate.verifier, text, signature.subarray(0, length))).toBeUndefined();
  });

  it('is not a plain signature of the text, nor one under another header', () => {
    for (const message of [
      text,
      `time ${now}\n${text}`,
      `cosignature/v0\ntime ${now}\n${text}`,
      `cosignature/v1\ntime 0${now}\n${text}`,
      `cosignature/v1\n${text}`,
    ])
      expect(cosignedAt(inspectorate.verifier, text, byHand(BigInt(now), message))).toBeUndefined();
  });

  it('has a time within 2^53, in whole seconds, that is not 0', () => {
    for (const time of [0, -1, 0.5, 2 ** 53, NaN]) expect(refusal(() => cosign(police, text, time))).toBe('range');
    for (const time of [2n ** 53n, 2n ** 60n, 2n ** 64n - 1n]) {
      const signed = byHand(time, `cosignature/v1\ntime ${time}\n${text}`);
      expect(cosignedAt(inspectorate.verifier, text, signed)).toBeUndefined();
      const rounded = byHand(time, `cosignature/v1\ntime ${Number(time)}\n${text}`);
      expect(cosignedAt(inspectorate.verifier, text, rounded)).toBeUndefined();
    }
  });

  it('of any text and time is found again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (any, time) => {
        expect(cosignedAt(police.verifier, any, cosign(police, any, time))).toBe(time);
        expect(cosignedAt(police.verifier, `${any}.`, cosign(police, any, time))).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('is not made by the key of a log', () => {
    expect(refusal(() => cosign(logKey, text, now))).toBe('key');
  });
});
