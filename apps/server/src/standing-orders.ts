import { commandOf, commands, ordersDue, type Order } from '@app/capabilities';
import { Contended, Refused, type Act, type EventLog, type Queries, type Seal } from '@app/ledger';
import { nameId, sha256Hex } from '@app/merkle';
import type { Fault } from '@app/nest';
import { carryOut } from './commands/bus.js';
import type { Gate } from './gate.js';
import { ledger } from './own-event.js';

/** What the orders are looked for in, and carried out on. */
export interface OrderSources {
  log: EventLog;
  queries: Queries;
  gate: Gate;
  seal: Seal;
  now: () => string;
  /** How often it is looked, in ms. */
  everyMs: number;
}

/** What was found may grow graver by time alone: it is looked at again after so long though no view has moved. */
const mostMs = 60_000;

/**
 * Carries out what the profiles order to be done without anybody deciding it, once for each finding: also again after a
 * stop, since an order's key and ids follow from the finding. What is refused, such as an account that is suspended
 * already, needs no act.
 */
export class StandingOrders {
  private readonly carriedOut = new Set<string>();
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | undefined;
  private looked = { knownAt: -1, at: 0 };
  /** Why orders could not be looked for or carried out; nothing once they were again. */
  private trouble: string | undefined;

  constructor(private readonly sources: OrderSources) {
    this.timer = setInterval(() => {
      this.running ??= this.look().finally(() => (this.running = undefined));
    }, sources.everyMs).unref();
  }

  get faults(): readonly Fault[] {
    const { trouble: message } = this;
    return message === undefined ? [] : [{ pointer: '/orders', code: 'orders-fail', message }];
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    const looked = { knownAt: this.sources.gate.reached(), at: performance.now() };
    if (looked.knownAt === this.looked.knownAt && looked.at - this.looked.at < mostMs) return;
    try {
      await this.lookAt(looked.knownAt);
      this.looked = looked;
      this.trouble = undefined;
    } catch (error) {
      this.trouble = String(error);
    }
  }

  private async lookAt(knownAt: number): Promise<void> {
    const { log, queries, now } = this.sources;
    for (const order of await ordersDue(queries, log, { asOf: now(), knownAt })) {
      const key = `${order.name}:${order.findingId}`;
      if (this.carriedOut.has(key)) continue;
      await this.carriedOutOrRefused(order, key);
      this.carriedOut.add(key);
    }
  }

  private async carriedOutOrRefused(order: Order, key: string): Promise<void> {
    const at = this.sources.now();
    const { name, body } = commandOf(order, at);
    const command = commands.find((one) => one.name === name)!;
    const act: Act = {
      actor: ledger,
      command: { name, key, hash: sha256Hex(key) },
      ...{ occurredAt: at, recordedAt: at },
      eventId: (index) => nameId(`standing order\n${key}\n${index}`),
    };
    try {
      await carryOut(command, body, act, this.sources);
    } catch (error) {
      if (error instanceof Contended) return this.carriedOutOrRefused(order, key);
      if (!(error instanceof Refused)) throw error;
    }
  }
}
