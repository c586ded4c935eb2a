import { rowFrom, selected, table, type Queries, type View } from '@app/ledger';
import { known, Where, type Then } from '../pages.js';
import type { RuleRetired, RuleVersionPublished } from './events.js';

/** A published version of a rule, in force from `effectiveFrom` until a later version or the rule's retirement. */
export interface RuleVersion extends RuleVersionPublished {
  publishedAt: string;
  effectiveFrom: string;
  endedAt?: string;
  retiredFor?: string;
}
const ruleVersion = table<RuleVersion>('rule_version', 'temporal', {
  key: ['code', 'version'],
  columns: {
    code: 'text',
    version: 'integer',
    fileHash: 'text',
    author: 'text',
    approvedBy: 'text',
    status: 'text',
    severity: 'text',
    clauses: 'json',
    params: 'json',
    tests: 'json',
    publishedAt: 'text',
    effectiveFrom: 'text',
    endedAt: 'text',
    retiredFor: 'text',
  },
});
/** The version of each rule that is in force; the view's own. */
const inForce = table<{ code: string; version: number }>('rule_in_force', 'keyed', {
  key: ['code'],
  columns: { code: 'text', version: 'integer' },
});

/** Every version of a rule that was ever published. */
export const ruleVersionsView: View = {
  name: 'rules',
  version: 2,
  tables: [ruleVersion, inForce],
  apply: {
    RuleVersionPublished(rows, { data, occurredAt }) {
      const published = data as RuleVersionPublished;
      const { code, version, effectiveFrom = occurredAt } = published;
      const before = rows.get(inForce, code);
      if (before) rows.put(ruleVersion, { ...rows.get(ruleVersion, code, before.version)!, endedAt: effectiveFrom });
      rows.put(ruleVersion, { ...published, publishedAt: occurredAt, effectiveFrom });
      rows.put(inForce, { code, version });
    },
    RuleRetired(rows, { data, occurredAt }) {
      const { code, reason, effectiveFrom = occurredAt } = data as RuleRetired;
      const { version } = rows.get(inForce, code)!;
      const row = rows.get(ruleVersion, code, version)!;
      rows.put(ruleVersion, { ...row, endedAt: effectiveFrom, retiredFor: reason });
      rows.delete(inForce, code);
    },
  },
};

/** The versions of rules that had been published by an instant, as known at a position, by code and version. */
export async function publishedVersions(queries: Queries, { asOf, knownAt }: Then): Promise<readonly RuleVersion[]> {
  const where = known(new Where(), knownAt).and('published_at <= ?', asOf);
  const sql = `SELECT ${selected(ruleVersion)} FROM rule_version WHERE ${where.toString()} ORDER BY code, version`;
  return (await queries.all(sql, ...where.values)).map((raw) => rowFrom(ruleVersion, raw));
}
