import { table, type Queries, type View } from '@app/ledger';
import { pageOf, Where, type Page, type PageOf, type Then } from '../pages.js';
import { unitsBecome } from '../units-become.js';
import type { ReportSubmitted } from './events.js';

interface Row {
  submittedAt: string;
  reportId: string;
  kind: string;
  unitId: string;
  fromDay: string;
  toDay: string;
  report: ReportSubmitted;
}
const submission = table<Row>('report', 'log', {
  key: [],
  columns: {
    submittedAt: 'text',
    reportId: 'text',
    kind: 'text',
    unitId: 'text',
    fromDay: 'text',
    toDay: 'text',
    report: 'json',
  },
  indexes: [
    ['submittedAt', 'reportId'],
    ['unitId', 'submittedAt', 'reportId'],
  ],
});

/** Every report that was handed in. */
export const reportsView: View = {
  name: 'reports',
  version: 1,
  tables: [submission],
  apply: {
    ReportSubmitted(rows, { data }) {
      const report = data as ReportSubmitted;
      const { submittedAt, reportId, kind, unitId, period } = report;
      rows.put(submission, { submittedAt, reportId, kind, unitId, fromDay: period.from, toDay: period.to, report });
    },
  },
};

export interface ReportFilter {
  kind?: string;
  /** The unit that owes it; reports of the units that have become it by then are among them. */
  unitId?: string;
  /** Reports about any of the days from one to another, both included. */
  from?: string;
  to?: string;
}
/** A report as it was handed in, and where in the log it stands. */
export type ReportThen = ReportSubmitted & { position: string };

/** The reports handed in by an instant, as known at a position, in the order in which they were. */
export async function reportsOf(
  queries: Queries,
  { kind, unitId, from, to }: ReportFilter,
  then: Then,
  { after, limit }: Page,
): Promise<PageOf<ReportThen>> {
  const where = new Where()
    .and('submitted_at <= ?', then.asOf)
    .and('position <= ?', then.knownAt)
    .andIs('kind', kind)
    .andIn('unit_id', unitId === undefined ? undefined : await unitsBecome(queries, unitId, then));
  if (from !== undefined) where.and('to_day >= ?', from);
  if (to !== undefined) where.and('from_day <= ?', to);
  if (after) where.and('(submitted_at, report_id) > (?, ?)', ...after);
  const sql = `SELECT report, position FROM report WHERE ${where.toString()} ORDER BY submitted_at, report_id LIMIT ?`;
  const rows = await queries.all<{ report: string; position: number }>(sql, ...where.values, limit + 1);
  const reports = rows.map(({ report, position }) => ({
    ...(JSON.parse(report) as ReportSubmitted),
    position: String(position),
  }));
  return pageOf(reports, limit, ({ submittedAt, reportId }) => [submittedAt, reportId]);
}
