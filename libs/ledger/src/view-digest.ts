import { canonical } from './canonical.js';
import { streamName } from './decider.js';
import { fromLogged, type EventLog } from './event-log.js';
import { columnOf } from './select.js';
import type { Table, View } from './view.js';

/** Which form of digest this is: the first line of what is hashed. Another form gets another line. */
export const digestDomain = 'access-ledger/view-digest@v1';

/** The views of which digests are sealed: who may do what, and what was found (`design/semantics.md`, the Merkle log). */
export const digestedViews: readonly string[] = ['permissions', 'findings'];

/**
 * The tables that a digest covers: those that can be asked as of any position, so that rows can be compared with a digest
 * long after it was sealed. A keyed table has only what is so now.
 */
export const digestedTables = ({ tables }: Pick<View, 'tables'>): readonly Table[] =>
  tables.filter(({ kind }) => kind !== 'keyed');

/** What is hashed before the rows of a view. */
export const digestHead = ({ name, version }: Pick<View, 'name' | 'version'>): string =>
  `${digestDomain}\n${canonical({ version, view: name })}\n`;

/** The columns of a table as its rows are hashed: its own, then the position from which a row holds, or of its event. */
export const digestColumns = ({ columns, kind }: Pick<Table, 'columns' | 'kind'>): readonly string[] => [
  ...Object.keys(columns).map(columnOf),
  kind === 'log' ? 'position' : 'from_position',
];

/** What is hashed before the rows of a table. */
export const digestTable = (table: Table): string =>
  `${canonical({ columns: digestColumns(table), table: table.name })}\n`;

/** One row: its stored values in the order of the columns, `null` where there is none, JSON as its text. */
export const digestRow = (values: readonly (string | number | null)[]): string => `${canonical(values)}\n`;

/** A digest of a view as the log seals it. */
export interface SealedDigest {
  /** The position as of which the rows are; the event that seals them stands at `sealedPosition`. */
  position: number;
  rows: number;
  digest: string;
  /** The view's version; rows of another are others. */
  version?: number;
  sealedAt: string;
  sealedPosition: number;
}

/** The digests of a view in the order in which they were sealed. */
export async function sealedDigests(log: EventLog, view: string): Promise<readonly SealedDigest[]> {
  const events = (await log.read(streamName('ledger', `digest-${view}`))).map(fromLogged);
  return events.map(({ data, occurredAt: sealedAt, position: sealedPosition }) => {
    const { position, rows, digest, version } = data as Pick<SealedDigest, 'position' | 'rows' | 'digest' | 'version'>;
    return { position, rows, digest, ...(version !== undefined && { version }), sealedAt, sealedPosition };
  });
}
