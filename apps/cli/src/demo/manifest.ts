import type { Told } from '../told.js';

/** What the demo knows of a finding that the server answers. */
export interface Found {
  /** The rule's code. */
  code: string;
  severity: string;
  state: string;
  accountId?: string;
  officialId?: string;
  lookupId?: string;
}

export const rules = [
  'V-01',
  'V-02',
  'V-03',
  'V-04',
  'V-05',
  'V-06',
  'V-07',
  'V-08',
  'V-09',
  'V-13',
  'V-14',
  'V-17',
  'V-18',
  'V-19',
  'V-28',
] as const;
export type Rule = (typeof rules)[number];

/** Whom or what a planted case is about: a look-up, else an account, else an official. */
export type Key = { lookupId: string } | { accountId: string } | { officialId: string };
/** A violation put into the city, with the finding that a correct ledger has as of the city's end. */
export type Planted = Key &
  Told & { rule: Rule; severity: 'low' | 'medium' | 'high' | 'critical'; state: 'standing' | 'remedied' };
/** A lawful case one step from a violation: no finding of this rule may name it. */
export type Boundary = Key & Told & { rule: Rule };

/** One rule's line: `found` were planted and found, `missed` planted only, `extra` found only. */
export interface Compared<F extends Found> {
  rule: string;
  planted: number;
  found: number;
  missed: readonly Planted[];
  extra: readonly F[];
}

/**
 * Sets the findings beside the manifest, rule by rule. A finding answers a planted case when rule, subject, severity and
 * state agree; each answers one. The rules come in the manifest's order, those never planted last.
 */
export function compareFindings<F extends Found>(manifest: readonly Planted[], findings: readonly F[]): Compared<F>[] {
  const seen = [...new Set<string>([...rules, ...findings.map((finding) => finding.code)])];
  return seen.map((rule) => {
    const left = findings.filter((finding) => finding.code === rule);
    const planted = manifest.filter((one) => one.rule === rule);
    const missed = planted.filter((one) => {
      const index = left.findIndex((finding) => answers(finding, one));
      if (index >= 0) left.splice(index, 1);
      return index < 0;
    });
    return { rule, planted: planted.length, found: planted.length - missed.length, missed, extra: left };
  });
}

/** True when a finding is about a case's subject. */
export function isAbout(finding: Found, key: Key): boolean {
  if ('lookupId' in key) return finding.lookupId === key.lookupId;
  if ('accountId' in key) return finding.accountId === key.accountId;
  return finding.officialId === key.officialId;
}
const answers = (finding: Found, planted: Planted) =>
  isAbout(finding, planted) && finding.severity === planted.severity && finding.state === planted.state;
