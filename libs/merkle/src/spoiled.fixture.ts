import { Rejected } from './rejected.js';

/** Every text that differs from this one in one byte: each byte with a bit turned over, left out, doubled. */
export function* spoilt(bytes: Uint8Array): Generator<Buffer> {
  for (let i = 0; i < bytes.length; i++) {
    for (const bit of [1, 0x20, 0x80]) {
      const spoiled = Buffer.from(bytes);
      spoiled[i] ^= bit;
      yield spoiled;
    }
    yield Buffer.concat([bytes.subarray(0, i), bytes.subarray(i + 1)]);
    yield Buffer.concat([bytes.subarray(0, i + 1), bytes.subarray(i)]);
  }
  for (const more of ['\n', ' ', '\0', 'a', '\n\n', '\r\n']) {
    yield Buffer.concat([bytes, Buffer.from(more)]);
    yield Buffer.concat([Buffer.from(more), bytes]);
  }
}

/** The code with which this is refused, nothing where it is taken; any other error passes through. */
export function refusal(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (cause) {
    if (cause instanceof Rejected) return cause.code;
    throw cause;
  }
}
