import { withFact, type Known } from './folders.js';
import { parameterDefaults, type Parameter, type ParameterName, type ReportDue } from '../policies/events.js';
import { Terms } from './due.js';
import { byKey } from './lists.js';
import { earliest, greatestBy } from './order.js';

/** What holds for many at once: directives, calendars, units, regulations. One row of the findings view. */
export interface Setting {
  profiles: readonly Known<'PolicyProfileSet'>[];
  calendars: readonly Known<'CalendarPublished'>[];
  units: readonly Known<'UnitRegistered'>[];
  reorganisations: readonly Known<'UnitReorganised'>[];
  regulations: readonly Known<'RegulationIssued'>[];
  directives: readonly Known<'DirectiveRegistered'>[];
  distributions: readonly Known<'DirectiveDistributed'>[];
  sources: readonly Known<'SourceRegistered'>[];
  ruleActs: readonly RuleAct[];
}
/** What puts a version of a rule in force, or the rule out of it. */
export type RuleAct = Known<'RuleVersionPublished' | 'RuleRetired'>;
export const noSetting: Setting = {
  profiles: [],
  calendars: [],
  units: [],
  reorganisations: [],
  regulations: [],
  directives: [],
  distributions: [],
  sources: [],
  ruleActs: [],
};

/** The list of a setting that an event type belongs to. */
export const settingOf = {
  PolicyProfileSet: 'profiles',
  CalendarPublished: 'calendars',
  UnitRegistered: 'units',
  UnitReorganised: 'reorganisations',
  RegulationIssued: 'regulations',
  DirectiveRegistered: 'directives',
  DirectiveDistributed: 'distributions',
  SourceRegistered: 'sources',
  RuleVersionPublished: 'ruleActs',
  RuleRetired: 'ruleActs',
} as const satisfies Record<string, keyof Setting>;

/** A setting with one more fact. */
export function withSetting(setting: Setting, fact: Known<keyof typeof settingOf>): Setting {
  const list = settingOf[fact.type];
  return { ...setting, [list]: withFact(setting[list] as readonly (typeof fact)[], fact) };
}

/** The directives that bind a unit at an instant. Without a profile every value is assumed. */
export interface Policy {
  profileId?: string;
  profileEvent?: string;
  param(name: ParameterName): Parameter;
  /** How a rule that serves some clauses is judged: by the clauses adopted, with assumed values, or not at all. */
  basis(clauses: readonly string[]): Readonly<{ mode: 'cited' | 'assumed' | 'off'; clauses: readonly string[] }>;
  /** Whether one clause was adopted. */
  cites(clause: string): boolean;
  /** Whether an experimental rule is judged here. */
  tries(code: string): boolean;
  reports: readonly Readonly<ReportDue>[];
  /** Who is told of an incident at once; empty where any one will do. */
  incidentRecipients: readonly string[];
}

/** A setting's answers. They depend on the instant asked for, never on when something became known. */
export class Settings {
  private readonly parents: ReadonlyMap<string, string | undefined>;
  private readonly policies = new Map<string, Policy>();
  private readonly ruleActs: ReadonlyMap<string, readonly RuleAct[]>;

  /** Working days and hours. */
  readonly terms: Terms;

  constructor(readonly setting: Setting) {
    this.terms = new Terms(setting.calendars);
    this.parents = new Map(setting.units.map(({ data }) => [data.unitId, data.parentUnitId]));
    this.ruleActs = byKey(setting.ruleActs, ({ data }) => data.code);
  }

  /**
   * The version of a rule that judges what occurred at an instant: the last one published of those in force by then; 0
   * where the rule was retired, none where no version was ever published. The first one judges what was before it too.
   */
  versionAt(code: string, at: string): number | undefined {
    const acts = this.ruleActs.get(code);
    if (!acts) return undefined;
    const act = acts.findLast(({ at: said, data }) => (data.effectiveFrom ?? said) <= at) ?? acts[0];
    return act.type === 'RuleRetired' ? 0 : act.data.version;
  }

  /** The profile of the nearest unit above (or that it was formed from); of several, the one in force latest. */
  policy(unitId: string | undefined, at: string): Policy {
    const inForce = this.setting.profiles.filter(({ data }) => holds(data, at));
    const key = `${unitId ?? ''}|${inForce.map(({ id }) => id).join()}`;
    let policy = this.policies.get(key);
    if (!policy) {
      policy = policyOf(unitId === undefined ? undefined : this.nearest(inForce, unitId));
      this.policies.set(key, policy);
    }
    return policy;
  }

  /** True where regulations had been issued for a unit and every one of them has ended by an instant. */
  regulationEnded(unitId: string, at: string): Known<'RegulationIssued'> | undefined {
    if (this.setting.regulations.length === 0) return undefined;
    const lineage = new Set(this.lineage(unitId));
    const begun = this.setting.regulations.filter(
      ({ data }) => data.effectiveFrom <= at && data.unitScope.some((unit) => lineage.has(unit)),
    );
    return begun.length > 0 && begun.every(({ data }) => !holds(data, at)) ? begun[begun.length - 1] : undefined;
  }

  /** What role classes may do in a unit at an instant: of the nearest unit above that has a regulation, the latest one. */
  catalogue(unitId: string, at: string): Known<'RegulationIssued'> | undefined {
    const { regulations } = this.setting;
    return this.nearest(
      regulations.filter(({ data }) => data.roleCatalogue.length > 0 && holds(data, at)),
      unitId,
    );
  }

  /** When a source began to report what is judged, as far as it is registered. */
  reportsSince(sourceId: string): string | undefined {
    const own = this.setting.sources.filter(({ data }) => data.sourceId === sourceId && data.role === 'primary');
    return earliest(...own.map(({ data }) => data.validFrom));
  }

  /** The reorganisation that made one of two units out of the other, if any. */
  merged(a: string, b: string): Known<'UnitReorganised'> | undefined {
    return this.setting.reorganisations.find(
      ({ data }) => (data.from.includes(a) && data.to.includes(b)) || (data.from.includes(b) && data.to.includes(a)),
    );
  }

  /** A unit, the units above it, then the units that it was formed from with those above them. */
  lineage(unitId: string): string[] {
    const found: string[] = [];
    const queue = [unitId];
    for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
      for (let up: string | undefined = unit; up !== undefined && !found.includes(up); up = this.parents.get(up)) {
        found.push(up);
      }
      const formedFrom = this.setting.reorganisations.filter(({ data }) => data.to.includes(unit));
      queue.push(...formedFrom.flatMap(({ data }) => data.from).filter((from) => !found.includes(from)));
    }
    return found;
  }

  /** When profiles begin, in order: the moments at which a unit's policy may change. */
  get profileStarts(): readonly string[] {
    return [...new Set(this.setting.profiles.map(({ data }) => data.effectiveFrom))].sort();
  }

  /** A unit, and the units that it had become by an instant through any number of reorganisations. */
  became(unitId: string, at: string): readonly string[] {
    const units = [unitId];
    for (const unit of units) {
      for (const { data } of this.setting.reorganisations) {
        if (data.effectiveAt > at || !data.from.includes(unit)) continue;
        units.push(...data.to.filter((to) => !units.includes(to)));
      }
    }
    return units;
  }

  /** Whether any profile has an experimental rule judged. */
  inTrial(code: string): boolean {
    return this.setting.profiles.some(({ data }) => data.inTrial?.includes(code));
  }

  /** Whether a source's facts only control another's: they are matched, never judged. */
  isControl(source: string, at: string): boolean {
    const own = this.setting.sources.filter(({ data }) => data.sourceId === source);
    return lastBegun(own, at)?.data.role === 'control';
  }

  private nearest<F extends Known<'PolicyProfileSet' | 'RegulationIssued'>>(facts: readonly F[], unitId: string) {
    for (const unit of facts.length === 0 ? [] : this.lineage(unitId)) {
      const own = facts.filter(({ data }) => data.unitScope.includes(unit));
      if (own.length > 0) return greatestBy(own, rank);
    }
    return undefined;
  }
}

/** What holds at an instant: of the facts that have begun, the one that began last. */
export function lastBegun<F extends { id: string; at: string; data: { validFrom: string } }>(
  facts: readonly F[],
  at: string,
): F | undefined {
  const order = ({ id, at: said, data }: F) => `${data.validFrom}|${said}|${id}`;
  return facts
    .filter(({ data }) => data.validFrom <= at)
    .reduce<F | undefined>((last, next) => (last && order(last) > order(next) ? last : next), undefined);
}

const rank = ({ id, at, data }: Known<'PolicyProfileSet' | 'RegulationIssued'>) => `${data.effectiveFrom}|${at}|${id}`;
const holds = ({ effectiveFrom, effectiveTo }: { effectiveFrom: string; effectiveTo?: string }, at: string) =>
  effectiveFrom <= at && (effectiveTo === undefined || at < effectiveTo);

function policyOf(profile: Known<'PolicyProfileSet'> | undefined): Policy {
  const { data } = profile ?? {};
  return {
    profileId: data?.profileId,
    profileEvent: profile?.id,
    param: (name) => data?.params[name] ?? { value: parameterDefaults[name], assumed: true },
    basis(clauses) {
      const cited = clauses.filter((clause) => data?.clauses.includes(clause));
      if (cited.length > 0) return { mode: 'cited', clauses: cited };
      return { mode: data?.otherRules === 'off' ? 'off' : 'assumed', clauses: [] };
    },
    cites: (clause) => data?.clauses.includes(clause) ?? false,
    tries: (code) => data?.inTrial?.includes(code) ?? false,
    reports: data?.reports ?? [],
    incidentRecipients: data?.incidentRecipients ?? [],
  };
}
