import type { Rows } from '@app/ledger';
import { localDay } from '../time.js';
import { ofType, refOf, type Folder, type FolderKind, type FolderRef } from './folders.js';
import { lifeOf, type AccountLife } from './life.js';
import {
  dayRows,
  folderRows,
  hasMember,
  settingRows,
  usesOfRef,
  withMember,
  type FolderRow,
  type SubjectRef,
  type Watch,
} from './memory.js';
import type { CaseFile, Light, LookNamed, Use, UseType } from './rule.js';
import { noSetting, Settings, type Setting } from './setting.js';

const settingsOf = new WeakMap<Setting, Settings>();
const nothing: readonly never[] = [];

/** What one subject's judgement sees of the rows. It writes down what was looked into, so that a change there comes back. */
export class Reading implements Light {
  private readonly settings: Settings;
  /** The questions asked of accounts' uses while the subject was judged. */
  private asked: { accountId: string; watch: Omit<Watch, 'subject'> }[] = [];
  private subject: SubjectRef | undefined;
  private ofUses = false;
  private ownAccount: FolderRef | undefined;
  private ownCitizens: readonly string[] = nothing;
  /** The folder of each kind that was looked into last: rule after rule asks for the same one. */
  private latest: { [K in FolderKind]?: Folder<K> } = {};
  /** The look-ups of which the subject, a folder, was told that nothing was said, up to now. */
  private unsaid: Set<LookNamed> | undefined;

  constructor(private readonly rows: Rows) {
    const setting = rows.get(settingRows, 'all')?.setting ?? noSetting;
    let settings = settingsOf.get(setting);
    if (!settings) settingsOf.set(setting, (settings = new Settings(setting)));
    this.settings = settings;
  }

  /**
   * Begins a subject's judgement; `end` closes it. Of a look-up, with the citizens that it was about; of a folder, it
   * answers what is kept of it.
   */
  begin(subject: SubjectRef, citizens: readonly string[] = nothing): FolderRow | undefined {
    this.subject = subject;
    this.latest = {};
    this.ownCitizens = citizens;
    this.ofUses = subject.startsWith('uses:');
    this.ownAccount = this.ofUses ? refOf('account', usesOfRef(subject).accountId) : undefined;
    const row = this.ofUses ? undefined : this.rows.get(folderRows, subject);
    this.unsaid = row && unsaidBeside.get(row);
    return row;
  }

  /**
   * Changes a folder from what is kept of it, for all who look into it from now on. What its own rules were told
   * elsewhere stays as it was.
   */
  put(row: FolderRow, known: FolderRow | undefined): void {
    this.latest = {};
    const unsaid = known && unsaidBeside.get(known);
    if (unsaid) unsaidBeside.set(row, unsaid);
    this.rows.put(folderRows, row);
  }

  /** What a subject was told of a folder is so no more. */
  changedFor(reader: SubjectRef): void {
    const row = reader.startsWith('uses:') ? undefined : this.rows.get(folderRows, reader);
    if (row) unsaidBeside.delete(row);
  }

  /** Keeps the questions that the subject asked with the accounts that it asked them of. */
  end(): void {
    const { asked, subject, unsaid } = this;
    const own = unsaid && this.rows.get(folderRows, subject!);
    if (own) unsaidBeside.set(own, unsaid);
    if (!subject || asked.length === 0) return;
    this.asked = [];
    for (const accountId of new Set(asked.map((question) => question.accountId))) {
      const row = this.rowOf(refOf('account', accountId));
      const others = (row.watches ?? []).filter((watch) => watch.subject !== subject);
      const questions = asked
        .filter((question) => question.accountId === accountId)
        .map(({ watch: { first, from, to, type } }) => ({ first, from, subject, to, type }));
      this.rows.put(folderRows, { ...row, watches: [...others, ...questions] });
    }
  }

  get setting() {
    return this.settings.setting;
  }
  get terms() {
    return this.settings.terms;
  }
  policy(unitId: string | undefined, at: string) {
    return this.settings.policy(unitId, at);
  }
  get profileStarts() {
    return this.settings.profileStarts;
  }
  regulationEnded(unitId: string, at: string) {
    return this.settings.regulationEnded(unitId, at);
  }
  catalogue(unitId: string, at: string) {
    return this.settings.catalogue(unitId, at);
  }
  reportsSince(sourceId: string) {
    return this.settings.reportsSince(sourceId);
  }
  merged(a: string, b: string) {
    return this.settings.merged(a, b);
  }
  lineage(unitId: string) {
    return this.settings.lineage(unitId);
  }
  became(unitId: string, at: string) {
    return this.settings.became(unitId, at);
  }
  isControl(source: string, at: string) {
    return this.settings.isControl(source, at);
  }
  /** The version of a rule that judges what occurred at an instant, as the ledger says. */
  versionAt(code: string, at: string) {
    return this.settings.versionAt(code, at);
  }
  /** Whether any profile names an experimental rule. */
  inTrial(code: string): boolean {
    return this.settings.inTrial(code);
  }

  folder<K extends FolderKind>(kind: K, id: string): Folder<K> {
    const latest: Folder<K> | undefined = this.latest[kind];
    if (latest && latest.id === id) return latest;
    const folder: Folder<K> = { id, facts: this.factsOf(kind, id) };
    (this.latest as Record<FolderKind, Folder<K>>)[kind] = folder;
    return folder;
  }
  account(accountId: string): AccountLife {
    return lifeOf(accountId, this.facts('account', accountId));
  }
  dossier(dossierId: string | undefined): CaseFile<'DossierObserved'> | undefined {
    if (dossierId === undefined) return undefined;
    const facts = this.facts('dossier', dossierId);
    return fileOf(facts, () => ({
      observed: ofType(facts, 'DossierObserved'),
      closed: ofType(facts, 'DossierClosed'),
    }));
  }
  petition(petitionId: string | undefined): CaseFile<'PetitionObserved'> | undefined {
    if (petitionId === undefined) return undefined;
    const facts = this.facts('petition', petitionId);
    return fileOf(facts, () => ({ observed: facts, closed: nothing }));
  }
  justifications(look: LookNamed, at = look.at) {
    if (look.lookupId === undefined || at === undefined) return nothing;
    if (this.unsaid?.has(look)) return nothing;
    const facts = this.facts('lookup', `${look.accountId}|${look.lookupId}`);
    if (facts.length > 0) return facts.filter((said) => said.at >= at);
    if (!this.ofUses) (this.unsaid ??= new Set()).add(look);
    return nothing;
  }

  daysUsed(accountId: string): readonly string[] {
    return this.rows.get(folderRows, refOf('account', accountId))?.days ?? nothing;
  }

  firstUse(type: UseType, accountId: string, after: string, upTo: string | undefined): Use | undefined {
    const [firstDay, lastDay] = [localDay(after), upTo === undefined ? '~' : localDay(upTo)];
    let first: Use | undefined;
    const row = this.rows.get(folderRows, refOf('account', accountId));
    for (const day of (type === 'SessionStarted' ? row?.sessionDays : row?.days) ?? nothing) {
      if (day < firstDay || first) continue;
      if (day > lastDay) break;
      first = this.rows
        .get(dayRows, accountId, day)
        ?.uses.find((use) => use.type === type && use.at > after && (upTo === undefined || use.at <= upTo));
    }
    this.asked.push({ accountId, watch: { type, from: after, to: upTo, first: first?.at } });
    return first;
  }

  // An account's own uses are judged again by its acts themselves, from their effect on; a citizen's look-ups, by what
  // the citizen's own folder says of them.
  private facts<K extends FolderKind>(kind: K, id: string): Folder<K>['facts'] {
    return this.folder(kind, id).facts;
  }

  private factsOf<K extends FolderKind>(kind: K, id: string): Folder<K>['facts'] {
    const ref = refOf(kind, id);
    const { subject } = this;
    const row = this.rows.get(folderRows, ref);
    const comesBack =
      ref === subject || ref === this.ownAccount || (kind === 'citizen' && this.ownCitizens.includes(id));
    if (subject && !comesBack) {
      const readers = row?.readers ?? nothing;
      if (!hasMember(readers, subject)) {
        this.rows.put(folderRows, {
          ...(row ?? { folder: ref, facts: nothing }),
          readers: withMember(readers, subject),
        });
      }
    }
    const facts: unknown = row?.facts ?? nothing;
    return facts as Folder<K>['facts'];
  }

  private rowOf(ref: FolderRef): FolderRow {
    return this.rows.get(folderRows, ref) ?? { folder: ref, facts: nothing };
  }
}

// Beside the very row that was judged, and in memory only: a row that is read anew begins without. The rules of a citizen
// ask what was said of every look-up that there was, again with each new one.
const unsaidBeside = new WeakMap<FolderRow, Set<LookNamed>>();

type CaseState = 'DossierObserved' | 'PetitionObserved';
const files = new WeakMap<object, CaseFile<CaseState>>();
// Each file is made once of its facts, and none where its system has not shown it.
function fileOf<T extends CaseState>(facts: readonly object[], make: () => CaseFile<T>): CaseFile<T> | undefined {
  let file = files.get(facts) as CaseFile<T> | undefined;
  if (!file) files.set(facts, (file = make()));
  return file.observed.length > 0 ? file : undefined;
}
