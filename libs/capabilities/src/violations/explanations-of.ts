import { columnOf, type Queries } from '@app/ledger';
import { Where, type Page, type Then } from '../pages.js';
import { localDay } from '../time.js';
import { unitsBecome } from '../units-become.js';
import { countOf, explainedAt, type Explained } from './explained.js';
import { explanationOf } from './explanation.js';
import type { KeptUse } from './memory.js';
import { explanationCodes, type Explanation, type ExplanationCode } from './rule.js';

export type { Explanation } from './rule.js';

/** Whose look-ups, of which local days: half-open. */
export interface ExplanationFilter {
  from?: string;
  to?: string;
  unitId?: string;
  accountId?: string;
}

/** How a unit's or an account's look-ups of some days were explained. */
export interface ExplainedShare {
  /** `null` where no unit was known. */
  unitId: string | null;
  accountId?: string;
  lookups: number;
  counts: Readonly<Record<ExplanationCode, number>>;
  /** Those explained by the case itself, E1 to E4, and their share in hundredths of a per cent at most (giải trình được). */
  explained: number;
  explainedPercent: number;
  /** Those that nothing explains: people must ask. */
  unexplained: number;
}

const byCase: readonly ExplanationCode[] = ['E1', 'E2', 'E3', 'E4'];
const sums = explanationCodes.map((code) => `SUM(${countOf(code)}) AS ${code}`).join(', ');

/**
 * The shares of explained look-ups by unit, or by unit and account, in their order: of days up to `asOf`, by all that is
 * known now. A unit's are joined by those of the units that became it.
 */
export async function explainedShares(
  queries: Queries,
  by: 'unit' | 'account',
  filter: ExplanationFilter,
  then: Then,
  { after, limit }: Page,
): Promise<readonly ExplainedShare[]> {
  const { from, to, unitId, accountId } = filter;
  const units = unitId === undefined ? undefined : await unitsBecome(queries, unitId, then);
  const where = new Where().and('day <= ?', localDay(then.asOf)).andIn('unit_id', units).andIs('account_id', accountId);
  if (from !== undefined) where.and('day >= ?', from);
  if (to !== undefined) where.and('day < ?', to);
  const key = (by === 'unit' ? ['unitId'] : ['unitId', 'accountId']).map(columnOf).join(', ');
  if (after) where.and(`(${key}) > (${after.map(() => '?').join(', ')})`, ...after);
  const sql = `SELECT ${key}, ${sums} FROM explained WHERE ${where.toString()} GROUP BY ${key} ORDER BY ${key} LIMIT ?`;
  return (await queries.all<Sums>(sql, ...where.values, limit)).map(shareOf);
}
type Sums = Record<ExplanationCode, number> & { unit_id: string; account_id?: string };

function shareOf({ unit_id: unitId, account_id: accountId, ...counts }: Sums): ExplainedShare {
  const sum = (codes: readonly ExplanationCode[]) => codes.reduce((total, code) => total + counts[code], 0);
  const [lookups, explained] = [sum(explanationCodes), sum(byCase)];
  return {
    unitId: unitId === '' ? null : unitId,
    ...(accountId !== undefined && { accountId }),
    lookups,
    counts,
    explained,
    explainedPercent: Math.round((explained / lookups) * 10_000) / 100,
    unexplained: counts.E0,
  };
}

/** A look-up whose explanation is asked for. */
export interface Asked {
  eventId: string;
  accountId: string;
  occurredAt: string;
}

/** How look-ups were explained by all that was known at a position, by their event ids; those that count only. */
export async function explanationsAt(
  queries: Queries,
  looks: readonly Asked[],
  position: number,
): Promise<ReadonlyMap<string, Explanation>> {
  const found = new Map<string, Explanation>();
  const asked = new Set(looks.map(({ eventId }) => eventId));
  const days = new Set(looks.map(({ accountId, occurredAt }) => `${localDay(occurredAt)}|${accountId}`));
  for (const one of days) {
    const [day, accountId] = [one.slice(0, dayLength), one.slice(dayLength + 1)];
    const sql = 'SELECT uses FROM known_day WHERE account_id = ? AND day = ?';
    for (const { use, code } of explainedUses(await queries.all(sql, accountId, day), position)) {
      if (asked.has(use.id)) found.set(use.id, explanationOf(code));
    }
  }
  return found;
}
const dayLength = 'YYYY-MM-DD'.length;

/** A look-up that something explained. */
export interface ExplainedLookup extends Asked {
  lookupId?: string;
  code: ExplanationCode;
}

/** The explained look-ups of a local day under some units, by all that was known at a position, in any order. */
export async function explainedLookups(
  queries: Queries,
  day: string,
  unitIds: readonly string[],
  position: number,
): Promise<readonly ExplainedLookup[]> {
  const uses = explainedUses(await queries.all('SELECT uses FROM known_day WHERE day = ?', day), position);
  return uses
    .filter(({ code, unitId }) => code !== 'E0' && unitId !== undefined && unitIds.includes(unitId))
    .map(({ use, code }) => {
      const { id: eventId, accountId, at: occurredAt, lookupId } = use;
      return { eventId, accountId, occurredAt, lookupId, code };
    });
}

interface ExplainedUse {
  use: KeptUse;
  code: ExplanationCode;
  unitId: string | undefined;
}
function explainedUses(rows: readonly { uses?: string }[], position: number): readonly ExplainedUse[] {
  return rows
    .flatMap(({ uses = '[]' }) => JSON.parse(uses) as KeptUse[])
    .flatMap((use) => {
      const state: Explained | undefined = use.explained && explainedAt(use.explained, position);
      return state?.code === undefined ? [] : [{ use, code: state.code, unitId: state.unitId }];
    });
}
