import { setMaxListeners } from 'node:events';
import { EventStoreDBClient } from '@eventstore/db-client';
import { LogUnavailable } from '@app/ledger';
import { Late, within } from './deadline.js';
import { checkedConnectionString } from './connection-string.js';
import { isRaw } from './failure.js';
import { Gate } from './gate.js';

/**
 * Below the 16 messages at which the client starts to queue appends: a queue that meets a broken connection ends in
 * an unhandled rejection (BackpressureQueue of 6.2.1), which would end the process.
 */
const maxAppendsAtOnce = 12;
const maxUnanswered = 3;
const disposeMs = 2_000;

/** The client of the moment; a call that outlives its client has no answer, even when it seems to have ended. */
export type Lease = Readonly<{ client: EventStoreDBClient; generation: number }>;

let current: Connection | undefined;

/**
 * The process's one client object: its table of pending appends is global to the module, so a second client's failure
 * rejects the appends of the first. Opening the same connection string again shares it, another one is refused.
 */
export class Connection {
  readonly appends = new Gate(maxAppendsAtOnce);
  private readonly closer = new AbortController();
  private client: EventStoreDBClient;
  private generation = 0;
  private unanswered = 0;
  private users = 1;
  private closed: Promise<void> | undefined;
  private replacing: Promise<void> | undefined;

  private constructor(private readonly connectionString: string) {
    this.client = EventStoreDBClient.connectionString(connectionString);
    setMaxListeners(0, this.closing);
  }

  static async open(connectionString: string): Promise<Connection> {
    const checked = checkedConnectionString(connectionString);
    while (current?.closed) await current.closed;
    if (!current) return (current = new Connection(checked));
    if (current.connectionString !== checked)
      throw new Error('this process has a client for another EventStoreDB: close that one first');
    current.users++;
    return current;
  }

  /** Aborts when the last user has left. */
  get closing(): AbortSignal {
    return this.closer.signal;
  }

  async lease(): Promise<Lease> {
    await this.replacing;
    if (this.closing.aborted) throw new LogUnavailable('the connection to EventStoreDB is closed');
    return { client: this.client, generation: this.generation };
  }

  isCurrent({ generation }: Lease): boolean {
    return generation === this.generation && !this.closing.aborted;
  }

  /**
   * Takes note of a failed append. The client is replaced when it keeps appends that were never answered, or when its
   * first call failed: it remembers that failure for ever.
   */
  blame(lease: Lease, error: unknown): void {
    if (!this.isCurrent(lease)) return;
    if (error instanceof Late) this.unanswered++;
    else if (!isRaw(error)) return;
    if (error instanceof Late && this.unanswered < maxUnanswered) return;
    this.generation++;
    this.unanswered = 0;
    this.replacing = this.replace().finally(() => (this.replacing = undefined));
  }

  /** Leaves the client to its other users; the last one disposes of it. */
  async release(): Promise<void> {
    if (--this.users > 0) return;
    this.closer.abort();
    this.closed = this.dispose().finally(() => (current = undefined));
    await this.closed;
  }

  private async replace(): Promise<void> {
    await this.dispose();
    this.client = EventStoreDBClient.connectionString(this.connectionString);
  }

  private async dispose(): Promise<void> {
    await within(disposeMs, 'the end of the open calls', this.client.dispose()).catch((error: unknown) => {
      if (!(error instanceof Late)) throw error;
    });
  }
}
