import { table, type Queries, type Rows, type View, type ViewedEvent } from '@app/ledger';
import { pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import type { SourceBatchIngested, SourceGapDetected, SourceHeartbeat, SourceRegistered } from './events.js';
import { without, type Range } from './ranges.js';

interface Registration {
  sourceId: string;
  kind: string;
  role: string;
  validFrom: string;
  registered: SourceRegistered;
}
const registration = table<Registration>('source', 'log', {
  key: [],
  columns: { sourceId: 'text', kind: 'text', role: 'text', validFrom: 'text', registered: 'json' },
  indexes: [['sourceId', 'validFrom', 'position']],
});

interface Sign {
  sourceId: string;
  kind: 'heartbeat' | 'batch' | 'gap';
  at: string;
  fromSeq?: number;
  toSeq?: number;
}
const sign = table<Sign>('source_sign', 'log', {
  key: [],
  columns: { sourceId: 'text', kind: 'text', at: 'text', fromSeq: 'integer', toSeq: 'integer' },
  indexes: [
    ['sourceId', 'kind', 'at', 'position'],
    ['sourceId', 'kind', 'fromSeq', 'toSeq'],
  ],
});

/** What the sources are, and what they showed of themselves. */
export const sourcesView: View = {
  name: 'sources',
  version: 1,
  tables: [registration, sign],
  apply: {
    SourceRegistered(rows, { data }) {
      const registered = data as SourceRegistered;
      const { sourceId, kind, role, validFrom } = registered;
      rows.put(registration, { sourceId, kind, role, validFrom, registered });
    },
    SourceHeartbeat(rows, { data }) {
      const { sourceId, at, seq } = data as SourceHeartbeat;
      rows.put(sign, { sourceId, kind: 'heartbeat', at, toSeq: seq });
    },
    SourceBatchIngested: (rows, event) => put(rows, 'batch', event.occurredAt, event),
    SourceGapDetected: (rows, event) => put(rows, 'gap', (event.data as SourceGapDetected).detectedAt, event),
  },
};
function put(rows: Rows, kind: Sign['kind'], at: string, { data }: ViewedEvent): void {
  const { sourceId, fromSeq, toSeq } = data as SourceBatchIngested | SourceGapDetected;
  rows.put(sign, { sourceId, kind, at, fromSeq, toSeq });
}

/** A source as it was registered, when it last showed that it lives, and which of its records are here. */
export interface SourceThen extends SourceRegistered {
  lastHeartbeatAt: string | null;
  /** The last number that the source itself had given by then, as far as it said so. */
  announcedSeq: number | null;
  /** The highest number that is here, and the runs of numbers below it, or reported as missing, that are not. */
  reachedSeq: number | null;
  gaps: readonly Range[];
}

/** `kind` and `role` are what a source was last registered as. */
export interface SourceFilter {
  sourceId?: string;
  kind?: string;
  role?: string;
}

/**
 * The sources registered by an instant, as known at a position, by id. Reads every batch that each of them had handed
 * over: about 0.2 s for a hundred thousand.
 */
export async function sourcesOf(
  queries: Queries,
  { sourceId, kind, role }: SourceFilter,
  then: Then,
  { after, limit }: Page,
): Promise<PageOf<SourceThen>> {
  const where = new Where()
    .and('valid_from <= ?', then.asOf)
    .and('position <= ?', then.knownAt)
    .andIs('source_id', sourceId);
  if (after) where.and('source_id > ?', ...after);
  const latest = 'ROW_NUMBER() OVER (PARTITION BY source_id ORDER BY valid_from DESC, position DESC) AS age';
  const ranked = `SELECT source_id, kind, role, registered, ${latest} FROM source WHERE ${where.toString()}`;
  const now = new Where().and('age = 1').andIs('kind', kind).andIs('role', role);
  const sql = `SELECT registered FROM (${ranked}) AS ranked WHERE ${now.toString()} ORDER BY source_id LIMIT ?`;
  const rows = await queries.all<{ registered: string }>(sql, ...where.values, ...now.values, limit + 1);
  const sources: SourceThen[] = [];
  for (const { registered } of rows) {
    const source = JSON.parse(registered) as SourceRegistered;
    sources.push({ ...source, ...(await shownBy(queries, source.sourceId, then)) });
  }
  return pageOf(sources, limit, (source) => [source.sourceId]);
}

type Shown = Omit<SourceThen, keyof SourceRegistered>;

async function shownBy(queries: Queries, sourceId: string, then: Then): Promise<Shown> {
  const signs = <Row extends object>(kind: Sign['kind'], sqlOf: (from: string) => string) =>
    queries.all<Row>(
      sqlOf('FROM source_sign WHERE source_id = ? AND kind = ? AND at <= ? AND position <= ?'),
      sourceId, kind, then.asOf, then.knownAt,
    ); // prettier-ignore
  const [beat] = await signs<{ at: string }>('heartbeat', (from) => `SELECT at ${from} ORDER BY at DESC LIMIT 1`);
  const [announced] = await signs<{ seq: number | null }>('heartbeat', (from) => `SELECT MAX(to_seq) AS seq ${from}`);
  const here = await signs<Range>('batch', runs);
  const missed = await signs<Range>('gap', (from) => `SELECT from_seq AS "fromSeq", to_seq AS "toSeq" ${from}`);
  const whole = here.length > 0 ? [{ fromSeq: here[0].fromSeq, toSeq: here[here.length - 1].toSeq }] : [];
  return {
    lastHeartbeatAt: beat?.at ?? null,
    announcedSeq: announced?.seq ?? null,
    reachedSeq: whole[0]?.toSeq ?? null,
    gaps: without([...whole, ...missed], here),
  };
}

// The batches joined to runs by the store, which reads them all; only the runs come out.
function runs(from: string): string {
  const before = 'MAX(to_seq) OVER (ORDER BY from_seq, to_seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)';
  const right = `${from} AND from_seq <= to_seq`;
  const starts = `SELECT from_seq, to_seq, CASE WHEN from_seq <= ${before} + 1 THEN 0 ELSE 1 END AS starts ${right}`;
  const numbered = `SELECT from_seq, to_seq, SUM(starts) OVER (ORDER BY from_seq, to_seq) AS run FROM (${starts}) AS s`;
  return `SELECT MIN(from_seq) AS "fromSeq", MAX(to_seq) AS "toSeq" FROM (${numbered}) AS n GROUP BY run ORDER BY run`;
}
