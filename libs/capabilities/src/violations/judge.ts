import type { Rows } from '@app/ledger';
import { localDay } from '../time.js';
import { findingOf, findings } from './finding.js';
import { lifeOf, type AccountLife } from './life.js';
import {
  accountRows,
  citingRows,
  dayRows,
  fileRows,
  justificationRows,
  officialRows,
  settingRows,
  withMember,
  type AccountRow,
  type Cause,
  type KeptUse,
  type Watch,
} from './memory.js';
import type { CaseFile, Judgement, Light, OfficialLife, Use } from './rule.js';
import type { AnyRule } from './rules/index.js';
import { noSetting, Settings, type Setting } from './setting.js';

const settingsOf = new WeakMap<Setting, Settings>();

/**
 * Judges subjects anew and replaces what was found of them: the engine under all rules. It holds the rows of one view
 * and works for one event, the cause; the rules see only facts.
 */
export class Judge implements Light {
  private readonly settings: Settings;
  /** The questions asked while a life is judged: a look-up that answers one makes it be judged again. */
  private asked: { accountId: string; watch: Omit<Watch, 'subject' | 'id'> }[] = [];

  constructor(
    private readonly rules: readonly AnyRule[],
    private readonly rows: Rows,
    private readonly cause: Cause,
  ) {
    const setting = rows.get(settingRows, 'all')?.setting ?? noSetting;
    let settings = settingsOf.get(setting);
    if (!settings) settingsOf.set(setting, (settings = new Settings(setting)));
    this.settings = settings;
  }

  policy(unitId: string | undefined, at: string) {
    return this.settings.policy(unitId, at);
  }
  due(from: string, workingDays: number) {
    return this.settings.due(from, workingDays);
  }
  regulationEnded(unitId: string, at: string) {
    return this.settings.regulationEnded(unitId, at);
  }
  merged(a: string, b: string) {
    return this.settings.merged(a, b);
  }
  lineage(unitId: string) {
    return this.settings.lineage(unitId);
  }

  account(accountId: string): AccountLife {
    return lifeOf(accountId, this.rows.get(accountRows, accountId)?.acts ?? nothing);
  }
  dossier(dossierId: string): CaseFile | undefined {
    return this.file(`dossier:${dossierId}`);
  }
  petition(petitionId: string): CaseFile | undefined {
    return this.file(`petition:${petitionId}`);
  }
  justifications(use: Use) {
    if (use.lookupId === undefined) return [];
    const facts = this.rows.get(justificationRows, use.accountId, use.lookupId)?.facts ?? [];
    return facts
      .filter(({ at }) => at >= use.at)
      .sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1));
  }

  firstLookup(accountId: string, after: string, upTo: string | undefined): Use | undefined {
    const [firstDay, lastDay] = [localDay(after), upTo === undefined ? '~' : localDay(upTo)];
    const days = this.rows.get(accountRows, accountId)?.days ?? [];
    let first: Use | undefined;
    for (const day of days) {
      if (day < firstDay || first) continue;
      if (day > lastDay) break;
      const uses = this.rows.get(dayRows, accountId, day)?.uses ?? [];
      first = uses.find(
        ({ type, at }) => type === 'LookupPerformed' && at > after && (upTo === undefined || at <= upTo),
      );
    }
    this.asked.push({ accountId, watch: { from: after, to: upTo, first: first?.at } });
    return first;
  }

  /** Judges every use of an account from an instant's day on. */
  usesSince(accountId: string, since: string): void {
    const from = localDay(since);
    for (const day of this.rows.get(accountRows, accountId)?.days ?? []) if (day >= from) this.usesOf(accountId, day);
  }

  usesOf(accountId: string, day: string): void {
    const row = this.rows.get(dayRows, accountId, day);
    if (!row) return;
    const uses = row.uses.map((use) => this.use(use));
    if (uses.some((use, i) => use !== row.uses[i])) this.rows.put(dayRows, { ...row, uses });
  }

  /** Judges one use and answers it with the findings that it has now. */
  use(use: KeptUse): KeptUse {
    const found = this.replace('use', use, use.found, use.lookupId);
    this.awaitJustification(use, found);
    if (use.dossierId !== undefined) this.awaitFile(`dossier:${use.dossierId}`, use, found);
    if (use.petitionId !== undefined) this.awaitFile(`petition:${use.petitionId}`, use, found);
    return sameList(found, use.found) ? use : { ...use, found };
  }

  accountLife(accountId: string): void {
    const row = this.rows.get(accountRows, accountId);
    if (!row) return;
    const found = this.replace('account', this.account(accountId), row.found);
    if (!sameList(found, row.found)) this.rows.put(accountRows, { ...row, found });
    this.keepWatches('account', accountId, [accountId]);
  }

  officialLife(officialId: string): void {
    const row = this.rows.get(officialRows, officialId);
    if (!row) return;
    const official: OfficialLife = { ...row, accounts: row.accounts.map((accountId) => this.account(accountId)) };
    const found = this.replace('official', official, row.found);
    if (!sameList(found, row.found)) this.rows.put(officialRows, { ...row, found });
    this.keepWatches('official', officialId, row.accounts);
  }

  /** Judges again the lives that asked for a look-up like this one. */
  answerWatches(row: AccountRow, use: Use): void {
    if (use.type !== 'LookupPerformed') return;
    for (const { subject, id, from, to, first } of row.watches) {
      const within = use.at > from && (to === undefined || use.at <= to);
      // Of two look-ups at one instant the lower id comes first, and this one's may be lower.
      if (!within || (first !== undefined && first < use.at)) continue;
      if (subject === 'account') this.accountLife(id);
      else this.officialLife(id);
    }
  }

  private file(fileId: string): CaseFile | undefined {
    const row = this.rows.get(fileRows, fileId);
    return row && row.observed.length > 0 ? row : undefined;
  }

  private replace<S extends AnyRule['judges']>(
    kind: S,
    subject: Parameters<Extract<AnyRule, { judges: S }>['judge']>[0],
    before: readonly string[],
    lookupId?: string,
  ): readonly string[] {
    const found: string[] = [];
    for (const rule of this.rules) {
      if (rule.judges !== kind) continue;
      const judge = rule.judge as (subject: unknown, light: Light) => readonly Judgement[];
      for (const judged of judge(subject, this)) {
        const policy = this.policy(judged.unitId, judged.occurredAt);
        if (policy.basis(rule.clauses).mode === 'off') continue;
        const finding = findingOf(rule, judged, policy, lookupId);
        if (found.includes(finding.findingId)) continue;
        found.push(finding.findingId);
        this.rows.put(findings, finding);
      }
    }
    for (const findingId of before) if (!found.includes(findingId)) this.withdraw(findingId);
    return found.sort();
  }

  // What had never stood by the log's time leaves no trace; what had is kept, with the event that withdrew it.
  private withdraw(findingId: string): void {
    const finding = this.rows.get(findings, findingId);
    if (!finding || finding.state === 'withdrawn') return;
    const { eventId, logTime } = this.cause;
    if (logTime < finding.since) this.rows.delete(findings, findingId);
    else this.rows.put(findings, { ...finding, state: 'withdrawn', withdrawnBy: eventId, withdrawnAt: logTime });
  }

  private awaitJustification(use: Use, found: readonly string[]): void {
    const { accountId, lookupId } = use;
    if (lookupId === undefined || found.length === 0) return;
    const day = localDay(use.at);
    const row = this.rows.get(justificationRows, accountId, lookupId) ?? { accountId, lookupId, facts: [], days: [] };
    if (!row.days.includes(day)) this.rows.put(justificationRows, { ...row, days: withMember(row.days, day) });
  }

  // A use that cites a known file and has no finding is not judged again when the file changes: no rule asks more of a
  // file than whether it is known, and a known one stays known. A rule that asks more makes every use wait here.
  private awaitFile(fileId: string, { accountId, at }: Use, found: readonly string[]): void {
    if (found.length === 0 && this.file(fileId)) return;
    const day = localDay(at);
    const citedIn = this.rows.get(citingRows, fileId)?.citedIn ?? [];
    if (citedIn.some((ref) => ref.accountId === accountId && ref.day === day)) return;
    this.rows.put(citingRows, { fileId, citedIn: [...citedIn, { accountId, day }] });
  }

  private keepWatches(subject: Watch['subject'], id: string, accounts: readonly string[]): void {
    const { asked } = this;
    this.asked = [];
    for (const accountId of accounts) {
      const row = this.rows.get(accountRows, accountId);
      if (!row) continue;
      const others = row.watches.filter((watch) => watch.subject !== subject || watch.id !== id);
      const own = asked
        .filter((question) => question.accountId === accountId)
        .map(({ watch: { first, from, to } }) => ({ first, from, id, subject, to }));
      if (own.length > 0 || others.length !== row.watches.length) {
        this.rows.put(accountRows, { ...row, watches: [...others, ...own] });
      }
    }
  }
}

const nothing: readonly never[] = [];
const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((x, i) => x === b[i]);
