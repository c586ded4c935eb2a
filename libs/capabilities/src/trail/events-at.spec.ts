import { MemoryLog, toStored, type LoggedEvent } from '@app/ledger';
import { eventsAt } from './events-at.js';

const at = '2025-01-01T00:00:00.000Z';
const actor = { kind: 'system', id: 'TTHC' } as const;

/** A log with 1,000 events that counts what is read of it. */
class CountingLog extends MemoryLog {
  reads = 0;
  given = 0;

  override async readAll(after: number, limit: number): Promise<readonly LoggedEvent[]> {
    const page = await super.readAll(after, limit);
    this.reads++;
    this.given += page.length;
    return page;
  }
}
async function logOfAThousand(): Promise<CountingLog> {
  const log = new CountingLog();
  const events = Array.from({ length: 1000 }, (_, version) =>
    toStored({
      eventId: `e${version + 1}`, stream: 's', version, type: 'T', schemaVersion: 1, occurredAt: at, recordedAt: at, actor, data: {},
    }),
  ); // prettier-ignore
  await log.append([{ stream: 's', expected: 0, events }]);
  return log;
}

describe('eventsAt', () => {
  it('gives exactly the events asked for, each by its position', async () => {
    const events = await eventsAt(await logOfAThousand(), [7, 3, 900, 3]);
    expect([...events].map(([position, { eventId }]) => [position, eventId])).toEqual([
      [3, 'e3'],
      [7, 'e7'],
      [900, 'e900'],
    ]);
  });

  it('reads neighbours together and what lies far apart alone', async () => {
    const log = await logOfAThousand();
    await eventsAt(
      log,
      Array.from({ length: 500 }, (_, i) => i + 1),
    );
    expect(log.reads).toBeLessThan(15);
    log.given = 0;
    await eventsAt(log, [1, 101, 201, 301, 401]);
    expect(log.given).toBeLessThanOrEqual(10);
  });

  it('throws for a position at which the log holds nothing', async () => {
    await expect(eventsAt(await logOfAThousand(), [1001])).rejects.toThrow('no event at position 1001');
  });
});
