import { canonical, type Rows } from '@app/ledger';
import { addDays, localDay } from '../time.js';
import { alongSome } from './along.js';
import { obligations, obligationOf, findingOf, findings, type Finding, type Subject } from './finding.js';
import { countExplained, explainedAnew } from './explained.js';
import { explain } from './explanation.js';
import { isLate } from './duty.js';
import {
  aboutOf,
  detectionOf,
  filed,
  ofType,
  refOf,
  refParts,
  withFact,
  withId,
  type Filed,
  type FolderFacts,
  type FolderRef,
} from './folders.js';
import {
  dayRows,
  folderRows,
  hasMember,
  usesOfRef,
  usesRef,
  type Cause,
  type FolderRow,
  type KeptUse,
  type SubjectRef,
} from './memory.js';
import { useUnit } from './light.js';
import { Reading } from './reading.js';
import type { Day, Judgement, Rule, SubjectKind, Subjects, Use } from './rule.js';
import type { Policy } from './setting.js';

/** A rule's judgement of one kind of subject, with what is asked of the rule each time: rules differ in their shape. */
interface Judging {
  rule: Rule;
  isStable: boolean;
  judge: (subject: Subjects[SubjectKind], light: Reading) => readonly Judgement[];
}
/** The rules that judge each kind of subject, and those of a day that keep something of it. */
export interface Rulebook {
  of: { readonly [S in SubjectKind]?: readonly Judging[] };
  keeping: readonly Judging[];
}
/** Whether a rule judges what occurred at an instant. */
export type InForce = (rule: Rule, at: string, light: Pick<Reading, 'versionAt'>) => boolean;

export function rulebookOf(rules: readonly Rule[]): Rulebook {
  const of: { [S in SubjectKind]?: Judging[] } = {};
  for (const rule of rules) {
    for (const [kind, judge] of Object.entries(rule.judges) as [SubjectKind, Judging['judge']][])
      (of[kind] ??= []).push({ rule, isStable: rule.status === 'stable', judge });
  }
  return { of, keeping: of.day?.filter(({ rule }) => rule.keeps !== undefined) ?? [] };
}

/**
 * Judges subjects anew and replaces what was found of them: the engine under all rules. It holds the rows of one view
 * and works for one event, the cause; the rules see only facts.
 */
export class Judge {
  private readonly light: Reading;
  /** What is to be judged, each once, in the order in which it was touched. */
  private readonly due = new Set<SubjectRef>();
  /** What rests on findings, and is judged after all else. */
  private readonly dueLast = new Set<SubjectRef>();

  constructor(
    private readonly rules: Rulebook,
    private readonly rows: Rows,
    private readonly cause: Cause,
    private readonly isInForce: InForce,
  ) {
    this.light = new Reading(rows);
  }

  /** Puts facts into their folders and has judged again what that touches. */
  file(facts: readonly Filed[]): void {
    for (const { folder, fact, quiet } of facts) {
      const known = this.rows.get(folderRows, folder);
      const row: FolderRow = known ?? { folder, facts: [] };
      // A part of a fact may come again with another one: a day on which a device was used.
      const same = withId(row.facts, fact.id);
      if (same && canonical(same) === canonical(fact)) continue;
      this.light.put({ ...row, facts: withFact(row.facts, fact) }, known);
      this.touch(folder);
      if (quiet) continue;
      for (const reader of row.readers ?? []) {
        this.light.changedFor(reader);
        this.touch(reader);
      }
      for (const uses of usesOfCitizen(row)) this.touch(uses);
    }
  }

  touch(subject: SubjectRef): void {
    (subject.startsWith('critical:') ? this.dueLast : this.due).add(subject);
  }

  /** Has judged again every use of an account from an instant's day on. */
  touchUses(accountId: string, since: string): void {
    const from = localDay(since);
    for (const day of this.light.daysUsed(accountId)) if (day >= from) this.touch(usesRef(accountId, day));
  }

  /** Has judged again what asked for the first use of an account that this one may be. */
  answerWatches({ type, accountId, at }: Use): void {
    for (const watch of this.rows.get(folderRows, refOf('account', accountId))?.watches ?? []) {
      if (watch.type !== type || at <= watch.from || (watch.to !== undefined && at > watch.to)) continue;
      // Of two uses at one instant the lower id comes first, and this one's may be lower.
      if (watch.first === undefined || watch.first >= at) this.touch(watch.subject);
    }
  }

  /** Judges all that was touched. */
  settle(): void {
    for (const due of [this.due, this.dueLast]) {
      for (const subject of due) {
        // What is touched once more while others are judged comes back.
        due.delete(subject);
        if (subject.startsWith('uses:')) this.judgeUses(subject);
        else this.judgeFolder(subject as FolderRef);
      }
    }
  }

  /** Judges one use of a local day and answers it with the findings and the explanation that it has now. */
  use(use: KeptUse, day: string): KeptUse {
    this.light.begin(usesRef(use.accountId, day), use.type === 'LookupPerformed' ? use.subjects : undefined);
    const subject: Subject = { subject: refOf('account', use.accountId), lookupId: use.lookupId };
    const isControl = this.isControl(use);
    const found = isControl ? this.withdrawAll(use.found) : this.replace('use', use, subject, use.found);
    const explained = this.explain(use, day, isControl);
    this.light.end();
    return sameList(found, use.found) && explained === use.explained
      ? use
      : { ...use, ...(explained && { explained }), found };
  }

  private explain(use: KeptUse, day: string, isControl: boolean): KeptUse['explained'] {
    if (!use.explained) return undefined;
    const from = this.cause.position;
    const unitId = useUnit(use, this.light);
    const now = isControl
      ? { from }
      : { code: explain(use, this.light).code, from, ...(unitId !== undefined && { unitId }) };
    const states = explainedAnew(use.explained, now);
    if (states !== use.explained)
      countExplained(this.rows, { accountId: use.accountId, day }, use.explained.at(-1), now);
    return states;
  }

  /** Judges a day as a whole, and the next one, which may look back at it. */
  days(accountId: string, day: string): void {
    if (!this.rules.of.day) return;
    const days = this.light.daysUsed(accountId);
    this.day(accountId, day, days);
    if (days[days.length - 1] > day) this.day(accountId, addDays(day, 1), days);
  }

  private judgeUses(ref: SubjectRef): void {
    const { accountId, day } = usesOfRef(ref);
    const row = this.rows.get(dayRows, accountId, day);
    if (!row) return;
    const uses = row.uses.map((use) => this.use(use, day));
    if (uses.some((use, i) => use !== row.uses[i])) this.rows.put(dayRows, { ...row, uses });
    if (this.rules.of.day) this.day(accountId, day);
  }

  private day(accountId: string, day: string, days = this.light.daysUsed(accountId)): void {
    const held = hasMember(days, day) && this.rows.get(dayRows, accountId, day);
    if (!held) return;
    this.light.begin(usesRef(accountId, day));
    const dayBefore = addDays(day, -1);
    const earlier = hasMember(days, dayBefore) && this.rows.get(dayRows, accountId, dayBefore);
    const [uses, before] = [this.judged(held.uses), this.judged(earlier ? earlier.uses : [])];
    const subject: Subject = { subject: refOf('account', accountId) };
    const foundBefore = held.found ?? [];
    this.fileDay({ accountId, day, uses, before });
    const found = this.replace('day', { accountId, day, uses, before }, subject, foundBefore);
    this.light.end();
    if (!sameList(found, foundBefore)) this.rows.put(dayRows, { ...held, found });
  }

  // Most days have none of a control source, and are given as they are.
  private judged(uses: readonly KeptUse[]): readonly KeptUse[] {
    return reported(uses).some((use) => this.isControl(use)) ? uses.filter((use) => !this.isControl(use)) : uses;
  }

  private fileDay(day: Day): void {
    for (const judging of this.rules.keeping)
      if (this.isJudged(judging)) this.file(judging.rule.keeps!(day, this.light));
  }

  private isJudged({ isStable, rule }: Judging): boolean {
    return isStable || this.light.inTrial(rule.code);
  }

  // What a control source reports is matched with what the primary one did, and not judged a second time.
  private isControl({ source, at }: Use): boolean {
    return source !== undefined && this.light.isControl(source, at);
  }

  private withdrawAll(findingIds: readonly string[]): readonly string[] {
    for (const findingId of findingIds) this.withdraw(findingId);
    return [];
  }

  private judgeFolder(ref: FolderRef): void {
    const { kind, id } = refParts(ref);
    if (!this.rules.of[kind]) return;
    const before = this.light.begin(ref)?.found ?? [];
    const subject = kind === 'account' ? this.light.account(id) : this.light.folder(kind, id);
    const found = this.replace(kind, subject as Subjects[typeof kind], { subject: aboutOf(ref) }, before);
    this.light.end();
    if (sameList(found, before)) return;
    const row = this.rows.get(folderRows, ref);
    if (row) this.light.put({ ...row, found }, row);
  }

  private replace<S extends SubjectKind>(
    kind: S,
    subject: Subjects[S],
    about: Subject,
    before: readonly string[],
  ): readonly string[] {
    const judged: Judged[] = [];
    for (const judging of this.rules.of[kind] ?? []) {
      if (!this.isJudged(judging)) continue;
      const { rule, judge } = judging;
      for (const judgement of judge(subject, this.light)) {
        if (!this.isInForce(rule, judgement.occurredAt, this.light)) continue;
        const policy = this.light.policy(judgement.unitId, judgement.occurredAt);
        if (binds(rule, judgement, policy)) judged.push({ rule, judgement, policy });
      }
    }
    const found: string[] = [];
    for (const one of judged) this.keep(lifted(one, judged), about, found);
    for (const findingId of before) if (!found.includes(findingId)) this.withdraw(findingId);
    return found.sort();
  }

  private keep({ rule, judgement, policy }: Judged, about: Subject, found: string[]): void {
    const finding = findingOf(rule, judgement, policy, about);
    if (found.includes(finding.findingId)) return;
    found.push(finding.findingId);
    const { duty } = judgement;
    if (duty) this.rows.put(obligations, obligationOf(finding, judgement.occurredAt, duty));
    if (duty && !isLate(duty)) return this.withdrawFinding(finding.findingId);
    this.rows.put(findings, finding);
    if (rule.clock === undefined) this.keepDetection(finding);
  }

  // A finding's detection stays what it was while it is critical, whatever else of it changes.
  private keepDetection({ findingId, accountId, severity, since, unitId, evidence }: Finding): void {
    if (accountId === undefined) return;
    if (severity !== 'critical') return this.forgetDetection(findingId, accountId);
    const id = detectionOf(findingId, accountId);
    const firstAt = this.rows.get(folderRows, refOf('critical', id))?.facts.at(0)?.at ?? this.cause.logTime;
    const detectedAt = firstAt > since ? firstAt : since;
    const data = { detectedAt, findingId, shownBy: evidence[0], ...(unitId !== undefined && { unitId }) };
    this.file([filed('critical', id, { id: findingId, type: 'CriticalFound', at: firstAt, data })]);
  }

  private forgetDetection(findingId: string, accountId: string): void {
    const folder = refOf('critical', detectionOf(findingId, accountId));
    const row = this.rows.get(folderRows, folder);
    if (!row || row.facts.length === 0) return;
    this.light.put({ ...row, facts: [] }, row);
    this.touch(folder);
  }

  private withdraw(findingId: string): void {
    this.rows.delete(obligations, findingId);
    this.withdrawFinding(findingId);
  }

  // What had never stood by the log's time leaves no trace; what had is kept, with the event that withdrew it.
  private withdrawFinding(findingId: string): void {
    const finding = this.rows.get(findings, findingId);
    if (!finding || finding.state === 'withdrawn') return;
    if (finding.severity === 'critical' && finding.accountId !== undefined) {
      this.forgetDetection(findingId, finding.accountId);
    }
    const { eventId, logTime } = this.cause;
    if (logTime < finding.since) this.rows.delete(findings, findingId);
    else this.rows.put(findings, { ...finding, state: 'withdrawn', withdrawnBy: eventId, withdrawnAt: logTime });
  }
}

const reported = alongSome<Use>(({ source }) => source !== undefined);

// What a citizen's folder says of who looked them up is in place of readers: every look-up looks into it.
function usesOfCitizen({ folder, facts }: FolderRow): readonly SubjectRef[] {
  if (refParts(folder).kind !== 'citizen') return [];
  const looks = ofType(facts as readonly FolderFacts['citizen'][], 'LookedUp');
  return looks.map(({ at, data }) => usesRef(data.accountId, localDay(at)));
}

/** A judgement that counts under the policy in force. */
interface Judged {
  rule: Rule;
  judgement: Judgement;
  policy: Policy;
}

const binds = (rule: Rule, { clauses }: Judgement, policy: Policy) =>
  (rule.always || policy.basis(clauses ?? rule.clauses).mode !== 'off') &&
  (rule.status === 'stable' || policy.tries(rule.code));

function lifted(one: Judged, all: readonly Judged[]): Judged {
  const { lift } = one.rule;
  if (!lift || !all.some(({ rule }) => lift.with.includes(rule.code))) return one;
  return { ...one, judgement: { ...one.judgement, severity: lift.to } };
}

const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((x, i) => x === b[i]);
