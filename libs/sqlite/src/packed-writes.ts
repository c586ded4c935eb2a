import type { Write } from '@app/ledger';

/**
 * Writes as a message to another thread. What is said of the events is one JSON text, which is several times cheaper to
 * send than its parts; all bodies lie in one buffer that can be handed over.
 */
export interface PackedWrites {
  places: string;
  bodies: Uint8Array<ArrayBuffer>;
}

interface Place {
  stream: string;
  expected: number;
  eventIds: string[];
  types: string[];
  /** How many bytes each body has. */
  lengths: number[];
}

/** Packs writes whose events stand in their place. The bodies are copied, so that their buffer may be transferred. */
export function pack(writes: readonly Write[]): PackedWrites {
  let length = 0;
  const places = writes.map(({ stream, expected, events }): Place => {
    const place: Place = { stream, expected, eventIds: [], types: [], lengths: [] };
    for (const { eventId, type, body } of events) {
      place.eventIds.push(eventId);
      place.types.push(type);
      place.lengths.push(body.length);
      length += body.length;
    }
    return place;
  });
  const bodies = new Uint8Array(length);
  let at = 0;
  for (const { events } of writes) {
    for (const { body } of events) {
      bodies.set(body, at);
      at += body.length;
    }
  }
  return { places: JSON.stringify(places), bodies };
}

/** The writes that were packed, their bodies as parts of the one buffer. */
export function unpack({ places, bodies }: PackedWrites): Write[] {
  let at = 0;
  return (JSON.parse(places) as Place[]).map(({ stream, expected, eventIds, types, lengths }) => {
    const events = lengths.map((length, i) => {
      const body = bodies.subarray(at, (at += length));
      return { stream, version: expected + i, eventId: eventIds[i], type: types[i], body };
    });
    return { stream, expected, events };
  });
}
