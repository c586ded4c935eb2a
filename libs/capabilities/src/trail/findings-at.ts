import type { Queries } from '@app/ledger';
import { known, Where, type Then } from '../pages.js';
import { inLots } from './lots.js';

/** What a rule found in an event, in short; `GET /v1/findings/{id}` tells the rest. */
export interface FindingThen {
  findingId: string;
  code: string;
  severity: string;
  state: string;
  since: string;
  until?: string;
}
interface Row {
  finding_id: string;
  code: string;
  severity: string;
  state: string;
  since: string;
  until: string | null;
  anchor: string;
}

/**
 * The findings that hang on events, by event id, as known at a position: those that had begun by `asOf`, the withdrawn
 * ones too. Reads the table `finding`.
 */
export async function findingsAt(
  queries: Queries,
  eventIds: readonly string[],
  { asOf, knownAt }: Then,
): Promise<ReadonlyMap<string, readonly FindingThen[]>> {
  const findings = new Map<string, FindingThen[]>();
  for (const lot of inLots(eventIds)) {
    const where = known(new Where().andIn('anchor', lot), knownAt).and('since <= ?', asOf);
    const sql =
      'SELECT finding_id, code, severity, state, since, until, anchor FROM finding ' +
      `WHERE ${where.toString()} ORDER BY code, finding_id`;
    for (const row of await queries.all<Row>(sql, ...where.values)) {
      const { finding_id: findingId, code, severity, since, anchor } = row;
      const until = row.until ?? undefined;
      const state = row.state === 'standing' && until !== undefined && until <= asOf ? 'remedied' : row.state;
      const found = findings.get(anchor) ?? findings.set(anchor, []).get(anchor)!;
      found.push({ findingId, code, severity, state, since, until });
    }
  }
  return findings;
}
