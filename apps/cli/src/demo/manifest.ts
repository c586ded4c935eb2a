import type { Told } from '../told.js';

/** What the demo knows of a finding that the server answers. */
export interface Found {
  /** The rule's code. */
  code: string;
  severity: string;
  state: string;
  since?: string;
  subject?: string;
  anchor?: string;
  accountId?: string;
  officialId?: string;
  unitId?: string;
  lookupId?: string;
}

/**
 * Whom or what a planted case is about: a finding is about it where all that is named agrees. Of `subject`, one of the
 * names in it is enough: `PM-7` for `sourceDay:2025-12-03|PM-7`.
 */
export type Key = Partial<Pick<Found, 'subject' | 'anchor' | 'accountId' | 'officialId' | 'unitId' | 'lookupId'>>;
export type Severity = 'low' | 'medium' | 'high' | 'critical';
export type State = 'standing' | 'remedied';
/** A violation put into the city, with the finding that a correct ledger has as of the city's end. */
export interface Planted extends Told {
  rule: string;
  key: Key;
  severity: Severity;
  state: State;
  /** From when it stands, where the story says so. */
  since?: string;
}
/** A lawful case one step from a violation: no finding of this rule may name it. */
export interface Boundary extends Told {
  rule: string;
  key: Key;
}

/** One rule's line: `found` were planted and found, `missed` planted only, `extra` found only. */
export interface Compared<F extends Found> {
  rule: string;
  /** False where the server does not have the rule: what was planted is neither found nor missed. */
  judged: boolean;
  planted: number;
  found: number;
  missed: readonly Planted[];
  extra: readonly F[];
}

/**
 * Sets the findings beside the manifest, a line for each rule that the server `judges`, that was planted, or that found
 * something, in the order of their codes. A finding answers a planted case when everything that the case states agrees;
 * each answers one.
 */
export function compareFindings<F extends Found>(
  manifest: readonly Planted[],
  findings: readonly F[],
  judges: readonly string[],
): Compared<F>[] {
  const codes = new Set([...judges, ...manifest.map(({ rule }) => rule), ...findings.map(({ code }) => code)]);
  return [...codes].sort().map((rule) => {
    const left = findings.filter(({ code }) => code === rule);
    const planted = manifest.filter((one) => one.rule === rule);
    if (!judges.includes(rule))
      return { rule, judged: false, planted: planted.length, found: 0, missed: [], extra: left };
    const missed = mostTelling(planted).filter((one) => {
      const index = left.findIndex((finding) => answers(finding, one));
      if (index >= 0) left.splice(index, 1);
      return index < 0;
    });
    return { rule, judged: true, planted: planted.length, found: planted.length - missed.length, missed, extra: left };
  });
}

/** True when a finding is about a case's subject. */
export function isAbout(finding: Found, key: Key): boolean {
  const named = Object.entries(key) as [keyof Key, string][];
  return named.every(([name, value]) =>
    name === 'subject' ? finding.subject?.split(/[:|]/).includes(value) : finding[name] === value,
  );
}
const answers = (finding: Found, { key, severity, state, since = finding.since }: Planted) =>
  isAbout(finding, key) && finding.severity === severity && finding.state === state && finding.since === since;

// A case that states more finds its finding before one that would take any.
const mostTelling = (planted: readonly Planted[]) => planted.toSorted((a, b) => weightOf(b) - weightOf(a));
const weightOf = ({ key, since }: Planted) =>
  Object.keys(key).length * 2 + ('lookupId' in key ? 1 : 0) + (since ? 1 : 0);
