import fc from 'fast-check';
import type { Write } from '@app/ledger';
import { pack, unpack } from './packed-writes.js';

const event = fc.record({
  eventId: fc.string({ unit: 'binary' }),
  type: fc.string(),
  body: fc.uint8Array({ maxLength: 3000, size: 'max' }),
});
const write = fc
  .record({ stream: fc.string({ unit: 'binary' }), expected: fc.nat(), events: fc.array(event, { maxLength: 5 }) })
  .map(({ stream, expected, events }): Write => {
    return { stream, expected, events: events.map((one, i) => ({ ...one, stream, version: expected + i })) };
  });

describe('packed writes', () => {
  it('come out of the other thread as they went in, their bodies handed over', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 8 }), (writes) => {
        const packed = pack(writes);
        const sent = structuredClone(packed, { transfer: [packed.bodies.buffer] });
        expect(packed.bodies.byteLength).toBe(0);
        // A body is given as the part of the buffer that it is.
        const plain = (some: readonly Write[]) =>
          some.map((one) => ({ ...one, events: one.events.map((e) => ({ ...e, body: Buffer.from(e.body) })) }));
        expect(plain(unpack(sent))).toEqual(plain(writes));
      }),
      { endOnFailure: true }, // shrinking such bodies takes minutes
    );
  });
});
