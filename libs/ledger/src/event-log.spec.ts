import { canonical } from './canonical.js';
import { fromLogged, maxBodyBytes, toStored, type LoggedEvent } from './event-log.js';
import { viewed } from './view-example.js';

const { position, logTime: _, ...envelope } = viewed(7, 'Moved', { officialId: 'Đỗ Ánh' });
const logged = (more: Partial<LoggedEvent> = {}): LoggedEvent => ({ ...toStored(envelope), position, ...more });
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a stored event', () => {
  it('gives back the envelope, at its position', () => {
    expect(fromLogged(logged())).toEqual({ ...envelope, position: 7 });
  });

  it('is the canonical form of the whole envelope, with every member in its place', () => {
    const whole = {
      ...envelope,
      source: { system: 'TTHC', sourceEventId: 'n-1', channel: 'csv' },
      command: { name: 'Move', key: 'k', hash: 'h' },
      unitId: 'u',
      correlationId: 'c',
      causationId: 'd',
      requestId: 'r',
      data: { b: 'Đỗ “Ánh”', a: [1, { z: null, y: true }] },
    };
    expect(new TextDecoder().decode(toStored(whole).body)).toBe(canonical(whole));
    expect(new TextDecoder().decode(toStored(envelope).body)).toBe(canonical(envelope));
    expect(() => toStored({ ...whole, more: 1 } as typeof whole)).toThrow('an envelope has no member more');
  });

  it('keeps its bytes while others are made', () => {
    const notes = Array.from({ length: 2000 }, (_, i) => '“'.repeat(i % 300));
    const made = notes.map((note) => toStored({ ...envelope, data: { note } }).body);
    expect(made.map((body) => new TextDecoder().decode(body))).toEqual(
      notes.map((note) => canonical({ ...envelope, data: { note } })),
    );
  });

  it('may have 60 KiB and no byte more', () => {
    const sized = (note: string) => toStored({ ...envelope, data: { note } });
    const room = maxBodyBytes - sized('').body.length;
    expect(sized('x'.repeat(room)).body).toHaveLength(maxBodyBytes);
    expect(() => sized('x'.repeat(room + 1))).toThrow(RangeError);
    expect(() => sized('Đ'.repeat(room / 2 + 1))).toThrow(RangeError);
  });

  it.each([{ eventId: 'other' }, { stream: 'other' }, { version: 8 }, { type: 'Other' }])(
    'is refused when the store names it %j and its envelope does not',
    (more) => {
      expect(() => fromLogged(logged(more))).toThrow('the envelope stored at position 7 names another event');
    },
  );

  it('is refused when its bytes are not UTF-8, begin with a byte order mark, or are no JSON', () => {
    const text = new TextDecoder().decode(logged().body);
    expect(() => fromLogged(logged({ body: Uint8Array.of(...logged().body, 0xff) }))).toThrow();
    expect(() => fromLogged(logged({ body: bytes('\ufeff' + text) }))).toThrow();
    expect(() => fromLogged(logged({ body: bytes(text.slice(1)) }))).toThrow();
  });
});
