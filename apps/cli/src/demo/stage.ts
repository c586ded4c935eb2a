import { dayAfter, dayOf, minute, opensAt, shift, workdays } from './days.js';
import type { Boundary, Planted } from './manifest.js';
import type { Random } from './random.js';
import type { System } from './units.js';

/** A CloudEvents 1.0 event as a source system sends it. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  time: string;
  data: Readonly<Record<string, unknown>>;
}
/** A command of the HTTP API; `ofAccount` is the account whose ETag goes into `If-Match`. */
export interface Command {
  path: string;
  actor: string;
  key: string;
  body: Readonly<Record<string, unknown>>;
  ofAccount?: string;
}
export interface Official {
  officialId: string;
  name: string;
  unitId: string;
  holderType: string;
  /** Their own number as a citizen. */
  citizen: string;
}
export interface Span {
  from: string;
  to: string;
}
/** An account of the city; `lawful` is when its holder may go about ordinary work with it. */
export interface Account {
  accountId: string;
  grantId: string;
  officialId: string;
  unitId: string;
  system: System;
  functions: readonly string[];
  /** What it was granted with, before any change of its scope. */
  functionsAtFirst: readonly string[];
  fields: readonly string[];
  validFrom: string;
  lawful: readonly Span[];
}

/** What a fact may say of its way to the ledger. */
interface Delivery {
  source?: string;
  id?: string;
  deliveredAt?: string;
}

/** Where a city takes shape: what it sends, in which order, and what of it is planted. */
export class Stage {
  readonly commands: { command: Command; sentAt: string }[] = [];
  readonly facts: { event: CloudEvent; deliveredAt: string }[] = [];
  readonly planted: Planted[] = [];
  readonly boundaries: Boundary[] = [];
  readonly officials: Official[] = [];
  readonly accounts: Account[] = [];
  /** The official whose history is worth replaying. */
  hero = '';
  private count = 0;

  constructor(
    readonly random: Random,
    readonly seed: number,
  ) {}

  /** A number that nothing else of the city has. */
  number(): number {
    return ++this.count;
  }

  /** A command, dated `occurredAt` and sent then, or later where it is recorded late. */
  command(path: string, occurredAt: string, body: object, how: { sentAt?: string; ofAccount?: string } = {}): void {
    const { sentAt = occurredAt, ofAccount } = how;
    const key = `sen-hong-${this.seed}-${this.number()}`;
    const actor = 'admin:quan-tri-tai-khoan';
    this.commands.push({ command: { path, actor, key, body: { ...body, occurredAt }, ofAccount }, sentAt });
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

  plant(planted: Planted): void {
    this.planted.push(planted);
  }

  boundary(boundary: Boundary): void {
    this.boundaries.push(boundary);
  }

  /** A working day of the month, by default one whose clocks all end within it. */
  workday(from = '2025-12-03', to = '2025-12-19'): string {
    return this.random.pick(workdays(from, to));
  }

  /** A Friday with a whole week after it. */
  friday(): string {
    return this.random.pick(['2025-12-05', '2025-12-12', '2025-12-19']);
  }
}

/** The days within which an account is at ordinary work, from one local day's start to another's. */
export const wholeDays = (spans: readonly Span[]): string[] =>
  spans.flatMap(({ from, to }) => {
    const first = from > opensAt ? dayAfter(dayOf(shift(from, -1)), 1) : dayOf(opensAt);
    const last = dayAfter(dayOf(to), -1);
    return workdays(first, last);
  });
