import type { Queries } from '@app/ledger';
import { held, Where, type Then } from './pages.js';

/** The managers above an official, the nearest first, by `OfficialRegistered.managerId`; a circle is walked once. */
export async function managersOf(queries: Queries, officialId: string, then: Then): Promise<readonly string[]> {
  const above: string[] = [];
  for (let one = officialId; ;) {
    const where = held(new Where().andIs('official_id', one), then).and('manager_id IS NOT NULL');
    const sql = `SELECT manager_id FROM official WHERE ${where.toString()}`;
    const [row] = await queries.all<{ manager_id: string }>(sql, ...where.values);
    if (!row || row.manager_id === officialId || above.includes(row.manager_id)) return above;
    above.push((one = row.manager_id));
  }
}

/** Whether one of two officials stands above the other, however far: they are in one direct line. */
export async function inOneLine(queries: Queries, a: string, b: string, then: Then): Promise<boolean> {
  return (await managersOf(queries, a, then)).includes(b) || (await managersOf(queries, b, then)).includes(a);
}
