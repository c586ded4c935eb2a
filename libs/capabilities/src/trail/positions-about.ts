import type { Queries } from '@app/ledger';
import type { MapKey } from '@app/merkle';

// Look-ups have a row of their own kind, with a column for each thing that they name.
const lookups: Readonly<Record<MapKey['kind'], string>> = {
  account: 'SELECT position FROM lookup WHERE account_id = ?',
  official: 'SELECT position FROM lookup WHERE official_id = ?',
  device: 'SELECT position FROM lookup WHERE device_id = ?',
  citizen: 'SELECT position FROM looked_up WHERE citizen = ?',
};

/** The positions up to one of all events about a key, rising: those that the completeness map counts. */
export async function positionsAbout(queries: Queries, { kind, id }: MapKey, upTo: number): Promise<readonly number[]> {
  const sql = `SELECT position FROM trail WHERE subject = ? AND position <= ?
    UNION ${lookups[kind]} AND position <= ? ORDER BY position`;
  const rows = await queries.all<{ position: number }>(sql, `${kind}:${id}`, upTo, id, upTo);
  return rows.map(({ position }) => position);
}
