import { canonical, table, type Kept, type Queries, type Received, type RecordedEvent, type View } from '@app/ledger';
import { sha256Hex } from '@app/merkle';

interface ReceivedRow {
  eventId: string;
  hash: string;
}
const received = table<ReceivedRow>('received', 'log', {
  key: [],
  columns: { eventId: 'text', hash: 'text' },
  indexes: [['eventId']],
});

/** A fact's canonical body: all that is its source's, nothing that is the ledger's own, citizens as tokens. */
export function factText(
  { type, occurredAt, source, data }: Pick<RecordedEvent, 'type' | 'occurredAt' | 'source' | 'data'>,
  dataText = canonical(data),
): string {
  return `{"data":${dataText},${canonical({ occurredAt, source, type }).slice(1)}`;
}

/** What "the same fact" means: the hash of its canonical body. */
export const factHash = (event: Parameters<typeof factText>[0]): string => sha256Hex(factText(event));

/** The hash under which an event's id is kept: of the command that decided it, else of the fact. */
export function keptHash(event: RecordedEvent): string {
  return event.command?.hash ?? factHash(event);
}

/** Every event id the ledger holds, with its hash and position: how a re-send is known in any stream, for ever. */
export const receivedView: View = {
  name: 'received',
  version: 2,
  tables: [received],
  apply: {
    '*': (rows, event) => rows.put(received, { eventId: event.eventId, hash: keptHash(event) }),
  },
};

const perQuery = 250;
const sql = `SELECT event_id AS "eventId", hash, position FROM received WHERE event_id IN (${Array(perQuery).fill('?').join(',')})`;

/** The view's answers for the recorder. */
export function receivedIn(queries: Queries): Received {
  return {
    async find(eventIds) {
      const found = new Map<string, Kept>();
      for (let i = 0; i < eventIds.length; i += perQuery) {
        const some = eventIds.slice(i, i + perQuery);
        const blanks = Array<string>(perQuery - some.length).fill('');
        for (const row of await queries.all<ReceivedRow & Kept>(sql, ...some, ...blanks)) found.set(row.eventId, row);
      }
      return found;
    },
  };
}
