import { streamName, type DataClass } from '@app/ledger';

/**
 * How an event type is stored: its class, the stream it goes to, and whether source systems may report it as an
 * observed fact (recorded unconditionally) besides its being decided here.
 */
export interface EventType<T extends object = object> {
  of: DataClass<T>;
  streamOf: (data: T, occurredAt: string) => string;
  observed: boolean;
}

/** An event type whose stream is `<category>-<id>`. */
export function inStream<T extends object>(
  of: DataClass<T>,
  category: string,
  idOf: (data: T) => string,
  observed: 'observed' | 'decided' = 'observed',
): EventType<T> {
  return { of, streamOf: (data) => streamName(category, idOf(data)), observed: observed === 'observed' };
}
