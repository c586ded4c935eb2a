import type { LedgerApi } from '../ledger-api.js';
import type { Entry } from './entry.js';
import type { FieldFault, Outcome } from './outcome.js';

/** How many lines came to what. `bad` were never sent. */
export interface Counts {
  recorded: number;
  duplicate: number;
  conflict: number;
  refused: number;
  bad: number;
}

interface Answer {
  counts: Omit<Counts, 'bad'>;
  position: string | null;
  items: readonly { index: number; status: string; code?: string; errors?: readonly FieldFault[] }[];
}

const linesAtOnce = 500;
const bytesAtOnce = 4 * 1024 * 1024;
const lineFeed = Buffer.from('\n');

/**
 * Sends entries to the server in the order of the file, 500 at a time or 4 MiB, one request after the other; meanwhile
 * the next 500 are read, never more. What is said to be delivered is durable.
 */
export class Delivery {
  readonly counts: Counts = { recorded: 0, duplicate: 0, conflict: 0, refused: 0, bad: 0 };
  /** The last position recorded by it. */
  position: string | null = null;

  private waiting: Entry[] = [];
  private bytes = 0;
  private sending: Promise<void> = Promise.resolve();

  /** `delivered` is told, in order, of each 500: what was not recorded, and how far in the file they end. */
  constructor(
    private readonly api: LedgerApi,
    private readonly delivered: (outcomes: readonly Outcome[], end: number) => void,
  ) {}

  /** Takes one entry; resolves when there is room for the next. */
  async add(entry: Entry): Promise<void> {
    this.waiting.push(entry);
    if ('event' in entry) this.bytes += entry.event.length;
    if (this.waiting.length >= linesAtOnce || this.bytes >= bytesAtOnce) await this.pass();
  }

  /** Sends what is left; resolves when all is delivered. */
  async finish(): Promise<void> {
    if (this.waiting.length > 0) await this.pass();
    await this.sending;
  }

  private async pass(): Promise<void> {
    const entries = this.waiting;
    this.waiting = [];
    this.bytes = 0;
    await this.sending;
    this.sending = this.send(entries);
    this.sending.catch(() => undefined); // the next `pass` or `finish` meets it
  }

  private async send(entries: readonly Entry[]): Promise<void> {
    const sent = entries.filter((entry): entry is Extract<Entry, { event: Buffer }> => 'event' in entry);
    const outcomes = entries.flatMap((entry): Outcome[] =>
      'wrong' in entry ? [{ line: entry.line, status: 'bad', code: entry.wrong.code, told: toldOf(entry.wrong) }] : [],
    );
    this.counts.bad += outcomes.length;
    if (sent.length > 0) {
      const { counts, items, position } = await this.post(sent.map(({ event }) => event));
      for (const name of ['recorded', 'duplicate', 'conflict', 'refused'] as const) this.counts[name] += counts[name];
      this.position = position ?? this.position;
      for (const { index, status, code = '', errors } of items) {
        if (status !== 'conflict' && status !== 'refused') continue;
        outcomes.push({ line: sent[index].line, status, code, ...(errors && { errors }) });
      }
    }
    outcomes.sort((a, b) => a.line - b.line);
    this.delivered(outcomes, entries[entries.length - 1].end);
  }

  private post(events: readonly Buffer[]): Promise<Answer> {
    const body = Buffer.concat(events.flatMap((event) => [event, lineFeed]));
    return this.api.post('/v1/events', 'application/x-ndjson', body, { Prefer: 'return=minimal' });
  }
}

const toldOf = ({ vi, en }: { vi: string; en: string }) => ({ vi, en });
