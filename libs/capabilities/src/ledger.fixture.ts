import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryLog, Projector, toStored, type EventLog, type Queries, type View } from '@app/ledger';
import { SqliteViews, dumpOf } from '@app/sqlite';
import { catalogue, type DataOf, type EventName } from './catalogue.js';
import { views as all } from './views.js';

/** An event to be told: `id` names it, `recordedAt` is when it occurred unless it says so. */
export interface Happening {
  id: string;
  type: EventName;
  occurredAt: string;
  recordedAt?: string;
  data: object;
}

/** One happening, with its data checked by the compiler. */
export function happening<T extends EventName>(
  type: T,
  id: string,
  occurredAt: string,
  data: DataOf<T>,
  recordedAt?: string,
): Happening {
  return { id, type, occurredAt, data, ...(recordedAt !== undefined && { recordedAt }) };
}

/** A log of happenings at positions 1, 2, … and the real views of it on SQLite, for specs. */
export class ToldLedger {
  private constructor(
    readonly log: EventLog,
    readonly queries: Queries,
    private readonly views: readonly View[],
    private readonly end: () => void,
  ) {}

  /** `pageSize` is how many events the views get at a time. */
  static async of(
    happenings: readonly Happening[],
    { views = all, pageSize = 5000 }: { views?: readonly View[]; pageSize?: number } = {},
  ): Promise<ToldLedger> {
    const dir = mkdtempSync(join(tmpdir(), 'told-'));
    const log = new MemoryLog();
    await append(log, happenings);
    const store = SqliteViews.open(join(dir, 'views.sqlite'));
    const projector = new Projector(log, store, views);
    await projector.catchUp(pageSize);
    const parked = projector.progress.filter((progress) => progress.parked);
    if (parked.length > 0) throw new Error(parked.map((progress) => progress.parked).join('; '));
    store.close();
    const queries = SqliteViews.openQueries(join(dir, 'views.sqlite'));
    return new ToldLedger(log, queries, views, () => {
      queries.close();
      rmSync(dir, { recursive: true });
    });
  }

  /** Every row of every table, for comparing. */
  async rows(): Promise<object> {
    const tables = this.views.flatMap((view) => view.tables);
    return Object.fromEntries(
      await Promise.all(tables.map(async (table) => [table.name, await dumpOf(this.queries, table)] as const)),
    );
  }

  close(): void {
    this.end();
  }
}

async function append(log: EventLog, happenings: readonly Happening[]): Promise<void> {
  const versions = new Map<string, number>();
  for (const { id, type, occurredAt, recordedAt = occurredAt, data } of happenings) {
    const stream = catalogue[type].streamOf(data as never, occurredAt);
    const version = versions.get(stream) ?? 0;
    versions.set(stream, version + 1);
    const actor = { kind: 'system', id: 'TTHC' } as const;
    const source = { system: 'TTHC', sourceEventId: id };
    const event = { eventId: id, stream, version, type, schemaVersion: 1, occurredAt, recordedAt, actor, source, data };
    await log.append([{ stream, expected: version, events: [toStored(event)] }]);
  }
}
