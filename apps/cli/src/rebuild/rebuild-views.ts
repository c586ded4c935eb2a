import { Projector, type EventLog, type LoggedEvent, type Progress, type View, type ViewStore } from '@app/ledger';

/** What came of a rebuild: how many events were read, and where each view stands. */
export interface Rebuilt {
  events: number;
  progress: readonly Progress[];
}

/**
 * Empties some views and builds them from the log, up to a position, with a commit for each so many events. Stopped in the middle, they go on from where they
 * stood at their next start.
 */
export async function rebuildViews(
  log: EventLog,
  store: ViewStore,
  views: readonly View[],
  step: (position: number) => void,
  { upTo = Number.MAX_SAFE_INTEGER, commitEvery }: { upTo?: number; commitEvery?: number } = {},
): Promise<Rebuilt> {
  for (const view of views) store.reset(view);
  const projector = new Projector(logUpTo(log, upTo), store, views);
  const events = await projector.catchUp(commitEvery, step);
  return { events, progress: projector.progress };
}

// A log that ends at a position, so that views are built as they were known there.
function logUpTo(log: EventLog, upTo: number): EventLog {
  const isIn = ({ position }: LoggedEvent) => position <= upTo;
  return {
    append: (writes) => log.append(writes),
    read: async (stream, from) => (await log.read(stream, from)).filter(isIn),
    readAll: async (after, limit) => (after >= upTo ? [] : (await log.readAll(after, limit)).filter(isIn)),
    readFrom: async (position, limit) => (await log.readFrom(position, limit)).filter(isIn),
    async *follow(after, signal) {
      for await (const batch of log.follow(after, signal)) yield batch.filter(isIn);
    },
    close: () => log.close(),
  };
}
