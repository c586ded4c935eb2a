import type { Queries } from '@app/ledger';
import { held, Where, type Then } from './pages.js';

/** The unit and all units that had become it by then, through any number of reorganisations. */
export async function unitsBecome(queries: Queries, unitId: string, then: Then): Promise<readonly string[]> {
  const where = held(new Where(), then).and("status = 'closed'").and("successors <> '[]'");
  const sql = `SELECT unit_id, successors FROM unit WHERE ${where.toString()}`;
  const closed = await queries.all<{ unit_id: string; successors: string }>(sql, ...where.values);
  const units = new Set([unitId]);
  for (const one of units) {
    for (const { unit_id: former, successors } of closed) {
      if ((JSON.parse(successors) as string[]).includes(one)) units.add(former);
    }
  }
  return [...units];
}
