import { Rejected } from './rejected.js';
import { keyTypes, type SignerKey, type VerifierKey } from './key.js';
import { assertCount } from './text.js';

const timeLength = 8;

/** What a cosigner signs: `cosignature/v1`, the time in seconds since 1970, then the checkpoint's text. */
function cosignedMessage(text: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}

/**
 * A timestamped Ed25519 signature of a checkpoint's text: the time as eight bytes, then the signature. C2SP
 * tlog-cosignature, "Ed25519 signed message". `time` in whole seconds since 1970, over 0: 0 would be no time at all.
 */
export function cosign(key: SignerKey, text: string, time: number): Buffer {
  if (key.verifier.type !== keyTypes.cosignature)
    throw new Rejected('key', `${key.verifier.name} is no key that cosigns`);
  if (assertCount(time, 'the time of a cosignature') === 0)
    throw new Rejected('range', 'a cosignature says at what time it was made');
  const bytes = Buffer.alloc(timeLength);
  bytes.writeBigUInt64BE(BigInt(time));
  return Buffer.concat([bytes, key.sign(cosignedMessage(text, time))]);
}

/** The time of a cosignature that verifies, in seconds since 1970; nothing where it does not, or the time is past 2^53. */
export function cosignedAt(key: VerifierKey, text: string, signature: Uint8Array): number | undefined {
  if (signature.length <= timeLength) return undefined;
  const bytes = Buffer.from(signature);
  const time = Number(bytes.readBigUInt64BE());
  const verifies = Number.isSafeInteger(time) && key.verify(cosignedMessage(text, time), bytes.subarray(timeLength));
  return verifies ? time : undefined;
}
