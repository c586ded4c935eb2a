import { table, type Queries, type View } from '@app/ledger';

interface Tick {
  at: string;
  position: number;
}
const clock = table<Tick>('log_clock', 'keyed', { key: ['at'], columns: { at: 'text', position: 'integer' } });

/** The log's time: for each moment at which something was recorded, the last position recorded by then. */
export const logClockView: View = {
  name: 'log_clock',
  version: 1,
  tables: [clock],
  apply: { '*': (rows, event) => rows.put(clock, { at: event.logTime, position: event.position }) },
};

/** The last position known at an instant; 0 where nothing was. */
export async function positionAt(queries: Queries, instant: string): Promise<number> {
  const [tick] = await queries.all<Tick>(
    'SELECT at, position FROM log_clock WHERE at <= ? ORDER BY at DESC LIMIT 1',
    instant,
  );
  return tick?.position ?? 0;
}

/** The log's time at a position; `undefined` before the first event. */
export async function timeAt(queries: Queries, position: number): Promise<string | undefined> {
  const [tick] = await queries.all<Tick>(
    'SELECT at, position FROM log_clock WHERE position >= ? ORDER BY at LIMIT 1',
    position,
  );
  return tick?.at;
}
