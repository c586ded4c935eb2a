import type { Queries } from '@app/ledger';
import { held, Where, type Then } from '../pages.js';
import type { Verdict } from './owed.js';
import { falsePositiveCodes } from './said.js';

/** How a rule fares with those who work on what it finds (F-21). Times are milliseconds from detection to decision. */
export interface RuleQuality {
  rule: string;
  /** Findings as of then: standing or remedied, and withdrawn. */
  found: number;
  withdrawn: number;
  /** Cases begun, and those of them that are concluded. */
  cases: number;
  decided: number;
  confirmed: number;
  dismissed: Readonly<Record<string, number>>;
  /** Dismissals for the rule's logic or its data, by the decided ones; `null` where none is decided. */
  falsePositiveRate: number | null;
  timeToDecision: { p50: number | null; p95: number | null };
}

interface Decided {
  rule: string;
  verdict: string | null;
  decidedAt: string | null;
  detectedAt: string;
}

/** The quality of every rule that has found anything or has a case, by code. Merged cases count once. */
export async function ruleQuality(queries: Queries, then: Then): Promise<readonly RuleQuality[]> {
  const found = await queries.all<{ rule: string; found: number; withdrawn: number }>(
    `SELECT code AS "rule", SUM(CASE WHEN state = 'standing' THEN 1 ELSE 0 END) AS "found", SUM(CASE WHEN state = 'withdrawn' THEN 1 ELSE 0 END) AS "withdrawn" FROM finding ` +
      'WHERE from_position <= ? AND to_position > ? AND since <= ? GROUP BY code',
    ...[then.knownAt, then.knownAt, then.asOf],
  );
  const where = held(new Where(), then).and(`state <> 'merged'`);
  const cases = await queries.all<Decided>(
    `SELECT rule_code AS "rule", verdict, decided_at AS "decidedAt", detected_at AS "detectedAt" FROM violation_case WHERE ${where.toString()}`,
    ...where.values,
  );
  const rules = new Set([...found, ...cases].map(({ rule }) => rule));
  return [...rules].sort().map((rule) => {
    const counted = found.find((one) => one.rule === rule);
    const own = cases.filter((one) => one.rule === rule);
    return { rule, found: counted?.found ?? 0, withdrawn: counted?.withdrawn ?? 0, ...qualityOf(own) };
  });
}

function qualityOf(cases: readonly Decided[]): Omit<RuleQuality, 'rule' | 'found' | 'withdrawn'> {
  const verdicts = cases.flatMap(({ verdict }) => (verdict === null ? [] : [JSON.parse(verdict) as Verdict]));
  const dismissed: Record<string, number> = {};
  for (const { is, reasonCode } of verdicts) {
    if (is === 'dismissed') dismissed[reasonCode] = (dismissed[reasonCode] ?? 0) + 1;
  }
  const decided = verdicts.length;
  const falsePositives = falsePositiveCodes.reduce((sum, code) => sum + (dismissed[code] ?? 0), 0);
  const times = cases
    .flatMap(({ decidedAt, detectedAt }) =>
      decidedAt === null ? [] : [Date.parse(decidedAt) - Date.parse(detectedAt)],
    )
    .sort((a, b) => a - b);
  return {
    cases: cases.length,
    decided,
    confirmed: verdicts.filter(({ is }) => is === 'confirmed').length,
    dismissed,
    falsePositiveRate: decided === 0 ? null : falsePositives / decided,
    timeToDecision: { p50: quantile(times, 0.5), p95: quantile(times, 0.95) },
  };
}

/** The nearest-rank quantile of sorted numbers; `null` of none. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted.length === 0 ? null : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
