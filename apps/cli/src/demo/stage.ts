import { at, dayAfter, isWorkday, minute, shift, workdays } from './days.js';
import type { Boundary, Key, Planted, Severity, State } from './manifest.js';
import { citizenNumber } from './names.js';
import type { Account, Official, Owed } from './cast.js';
import type { Random } from './random.js';
import type { Term } from './term.js';
import { type Unit, units } from './units.js';

/** A CloudEvents 1.0 event as a source system sends it. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  time: string;
  data: Readonly<Record<string, unknown>>;
}
/** A finding as somebody names it who does not know its id: by the rule and whom or what it is about. */
export interface FindingMeant {
  rule: string;
  accountId: string;
  lookupId?: string;
}
/**
 * A command of the HTTP API; `ofAccount` is the account whose ETag goes into `If-Match`, `ofFinding` the finding whose id
 * goes into the body.
 */
export interface Command {
  path: string;
  actor: string;
  key: string;
  body: Readonly<Record<string, unknown>>;
  ofAccount?: string;
  ofFinding?: FindingMeant;
}

/** What a fact may say of its way to the ledger. */
interface Delivery {
  source?: string;
  id?: string;
  deliveredAt?: string;
}

/** What a story says of a case, for the tables. */
export type Words = readonly [vi: string, en: string];

/** Where a city takes shape: what it sends, in which order, and what of it is planted. */
export class Stage {
  readonly commands: { command: Command; sentAt: string }[] = [];
  readonly facts: { event: CloudEvent; deliveredAt: string }[] = [];
  readonly planted: Planted[] = [];
  readonly boundaries: Boundary[] = [];
  readonly units: Unit[] = [...units];
  readonly owed: Owed[] = [];
  readonly officials: Official[] = [];
  readonly accounts: Account[] = [];
  /** The first day of the month in which stories are being told. */
  scene: string;
  /** The official whose history is worth replaying. */
  hero = '';
  private count = 0;
  private readonly citizens = new Set<string>();

  constructor(
    readonly random: Random,
    readonly seed: number,
    readonly term: Term,
  ) {
    this.scene = term.months[0];
  }

  /** A number that nothing else of the city has. */
  number(): number {
    return ++this.count;
  }

  /** The number of a citizen whom nothing else of the city is about. */
  citizen(): string {
    for (;;) {
      const one = citizenNumber(this.random);
      if (this.citizens.has(one)) continue;
      this.citizens.add(one);
      return one;
    }
  }

  /** A command, dated `occurredAt` and sent then, or later where it is recorded late. */
  command(
    path: string,
    occurredAt: string,
    body: object,
    how: { sentAt?: string } & Pick<Command, 'ofAccount' | 'ofFinding'> = {},
  ): void {
    const { sentAt = occurredAt, ...of } = how;
    const key = `sen-hong-${this.seed}-${this.number()}`;
    const actor = 'admin:quan-tri-tai-khoan';
    this.commands.push({ command: { path, actor, key, body: { ...body, occurredAt }, ...of }, sentAt });
  }

  /** A fact that a source system reports, some minutes later unless it says when. Answers the source's id of it. */
  observe(type: string, time: string, data: object, how: Delivery = {}): string {
    const { source = 'TTHC', deliveredAt = shift(time, this.random.whole(1, 10 * minute)) } = how;
    const id = how.id ?? `${source.toLowerCase()}-${this.number()}`;
    const event: CloudEvent = {
      specversion: '1.0',
      id,
      source,
      type: `vn.accessledger.${type}.v1`,
      time,
      data: { ...data },
    };
    this.facts.push({ event, deliveredAt });
    return id;
  }

  /** A violation that a rule finds. */
  plant(
    rule: string,
    key: Key,
    severity: Severity,
    [vi, en]: Words,
    how: { state?: State; since?: string } = {},
  ): void {
    const { state = 'standing', since } = how;
    this.planted.push({ rule, key, severity, state, since, vi, en });
  }

  /** A lawful case, close to a violation, that a rule does not find. */
  spare(rule: string, key: Key, [vi, en]: Words): void {
    this.boundaries.push({ rule, key, vi, en });
  }

  /** The start of the month in which stories are being told. */
  get sceneOpens(): string {
    return at(this.scene, '00:00:00');
  }
  /** A day of that month by its number. */
  day(number: number): string {
    return dayAfter(this.scene, number - 1);
  }
  /** A working day of that month, by default one whose clocks all end within it. */
  workday(from = 3, to = 19): string {
    return this.random.pick(workdays(this.day(from), this.day(to)));
  }
  /** A Friday that is followed by a working Monday and a whole week. */
  friday(): string {
    const fridays = workdays(this.day(3), this.day(19)).filter((day) => new Date(day).getUTCDay() === 5);
    return this.random.pick(fridays.filter((day) => isWorkday(dayAfter(day, 3))));
  }
}
