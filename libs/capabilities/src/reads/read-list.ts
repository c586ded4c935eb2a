import { table, type Queries, type View } from '@app/ledger';
import { pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import type { LedgerRead } from './events.js';

interface ReadRow {
  at: string;
  /** `<kind>:<id>` */
  reader: string;
  accountId?: string;
  officialId?: string;
  subjectToken?: string;
  findingId?: string;
  inspectionId?: string;
  read: LedgerRead;
}
const ledgerRead = table<ReadRow>('ledger_read', 'log', {
  key: [],
  columns: {
    at: 'text',
    reader: 'text',
    accountId: 'text',
    officialId: 'text',
    subjectToken: 'text',
    findingId: 'text',
    inspectionId: 'text',
    read: 'json',
  },
  indexes: [['accountId'], ['officialId'], ['subjectToken'], ['reader'], ['findingId'], ['inspectionId']],
});

/** Who read what of the ledger about whom, and for which case or inspection. */
export const readsView: View = {
  name: 'reads',
  version: 1,
  tables: [ledgerRead],
  apply: {
    LedgerRead(rows, { data, occurredAt }) {
      const read = data as LedgerRead;
      const { reader, about, findingId, inspectionId } = read;
      const { accountId, officialId, subjectToken } = about;
      const named = { accountId, officialId, subjectToken, findingId, inspectionId };
      rows.put(ledgerRead, { at: occurredAt, reader: `${reader.kind}:${reader.id}`, ...named, read });
    },
  },
};

/** All of it together. */
export interface ReadFilter {
  /** `<kind>:<id>` */
  reader?: string;
  accountId?: string;
  officialId?: string;
  /** A citizen's token. */
  subjectToken?: string;
  findingId?: string;
  inspectionId?: string;
}
/** One read, as it was recorded. */
export interface ReadThen extends LedgerRead {
  position: string;
  at: string;
}

/** Who had read by an instant, as known at a position, in the order of recording. */
export async function readsOf(
  queries: Queries,
  { reader, accountId, officialId, subjectToken, findingId, inspectionId }: ReadFilter,
  { asOf, knownAt }: Then,
  { after, limit }: Page,
): Promise<PageOf<ReadThen>> {
  const where = new Where()
    .and('at <= ? AND position <= ?', asOf, knownAt)
    .andIs('reader', reader)
    .andIs('account_id', accountId)
    .andIs('official_id', officialId)
    .andIs('subject_token', subjectToken)
    .andIs('finding_id', findingId)
    .andIs('inspection_id', inspectionId);
  if (after) where.and('position > ?', ...after);
  const sql = `SELECT position, at, read FROM ledger_read WHERE ${where.toString()} ORDER BY position LIMIT ?`;
  const rows = await queries.all<{ position: number; at: string; read: string }>(sql, ...where.values, limit + 1);
  const { items, next } = pageOf(rows, limit, ({ position }) => [position]);
  const told = items.map(({ position, at, read }): ReadThen => {
    return { position: String(position), at, ...(JSON.parse(read) as LedgerRead) };
  });
  return { items: told, ...(next && { next }) };
}
