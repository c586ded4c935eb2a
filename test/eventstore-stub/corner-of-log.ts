import type { EventLog, LoggedEvent, Write } from '@app/ledger';

/**
 * A corner of a log that holds other events too and is never emptied: as a real server is, between two tests. Its
 * streams carry a prefix, its log begins at a position: see `endOf`.
 */
export function cornerOf(log: EventLog, prefix: string, begin: number): EventLog {
  const inCorner = ({ stream }: LoggedEvent) => stream.startsWith(prefix);
  const seen = (event: LoggedEvent): LoggedEvent => ({ ...event, stream: event.stream.slice(prefix.length) });
  const kept = (write: Write): Write => ({
    ...write,
    stream: prefix + write.stream,
    events: write.events.map((event) => ({ ...event, stream: prefix + event.stream })),
  });
  return {
    append: (writes) => log.append(writes.map(kept)),
    read: async (stream, from) => (await log.read(prefix + stream, from)).map(seen),
    readAll: async (after, limit) => {
      for (let from = Math.max(after, begin); ;) {
        const page = await log.readAll(from, limit);
        const events = page.filter(inCorner);
        if (events.length > 0 || page.length === 0) return events.map(seen);
        from = page[page.length - 1].position;
      }
    },
    readFrom: async (position, limit) => (await log.readFrom(position, limit)).filter(inCorner).map(seen),
    async *follow(after, signal) {
      for await (const batch of log.follow(Math.max(after, begin), signal)) {
        const events = batch.filter(inCorner);
        if (events.length > 0) yield events.map(seen);
      }
    },
    close: () => log.close(),
  };
}

/** The position of the last event in a log, 0 in an empty one. Reads all of it. */
export async function endOf(log: EventLog): Promise<number> {
  for (let end = 0; ;) {
    const page = await log.readAll(end, 1000);
    if (page.length === 0) return end;
    end = page[page.length - 1].position;
  }
}
