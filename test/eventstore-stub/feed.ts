import { status, type ServerWritableStream } from '@grpc/grpc-js';
import { ReadResp, type ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Faults } from './faults.js';
import type { StoredLog, StubEvent } from './stored-log.js';
import { failure, readResp } from './wire.js';

type Call = ServerWritableStream<ReadReq, ReadResp>;
const liveBuffer = 32;

/** A subscription to `$all` on the server's side: catches up, goes live, and treats a slow consumer as told. */
export class Feed {
  private unsent: StubEvent[] = [];
  private live = false;
  private overflowed = false;
  private considered = 0;
  private dropped = false;
  private wake = () => {};

  constructor(
    private readonly call: Call,
    private readonly log: StoredLog,
    private readonly faults: Faults,
    private readonly filter: ReadReq.Options.FilterOptions | undefined,
    private readonly given: () => void,
  ) {}

  /** Sends what lies behind `after` until the call ends. */
  async run(after: bigint): Promise<void> {
    const forget = this.log.onWritten((event) => this.take(event));
    this.call.once('cancelled', () => this.wake());
    await this.send(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId('feed')));
    let from = after;
    while (!this.over) {
      from = await this.catchUp(from);
      from = await this.goLive(from);
      if (this.over) break;
      this.overflowed = this.live = false;
      this.unsent = [];
      if (this.faults.slowConsumer === 'drop') {
        this.drop('Consumer too slow to handle event while live. Client resubscription required.');
        break;
      }
      await this.send(new ReadResp().setFellBehind(new ReadResp.FellBehind()));
    }
    forget();
  }

  drop(details: string): void {
    this.dropped = true;
    this.wake();
    this.call.emit('error', failure(status.ABORTED, details));
  }

  private get over(): boolean {
    return this.dropped || this.call.cancelled;
  }

  private take(event: StubEvent): void {
    if (!this.live) return;
    if (this.unsent.length < liveBuffer) this.unsent.push(event);
    else this.overflowed = true;
    this.wake();
  }

  private async catchUp(after: bigint): Promise<bigint> {
    let last = after;
    let i = this.log.all.findIndex((event) => event.position > after);
    for (; i >= 0 && i < this.log.all.length && !this.over; i++) {
      last = this.log.all[i].position;
      await this.consider(this.log.all[i]);
    }
    this.live = true;
    await this.send(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
    return last;
  }

  private async goLive(after: bigint): Promise<bigint> {
    let last = after;
    while (!this.overflowed && !this.over) {
      const event = this.unsent.shift();
      if (!event) {
        await new Promise<void>((resolve) => (this.wake = resolve));
      } else if (event.position > last) {
        last = event.position;
        await this.consider(event);
      }
    }
    return last;
  }

  private async consider(event: StubEvent): Promise<void> {
    if (matches(this.filter, event)) {
      this.given();
      await this.send(readResp(event));
    }
    const window = (this.filter?.getMax() || 32) * (this.filter?.getCheckpointintervalmultiplier() || 1);
    if (!this.filter || ++this.considered % window !== 0) return;
    const checkpoint = new ReadResp.Checkpoint().setCommitPosition(String(event.position));
    await this.send(new ReadResp().setCheckpoint(checkpoint.setPreparePosition(String(event.position))));
  }

  private async send(message: ReadResp): Promise<void> {
    if (!this.over) await sent(this.call, message);
  }
}

/** Writes to the call and waits while its consumer is behind. */
export async function sent(call: Call, message: ReadResp): Promise<void> {
  if (call.cancelled || call.write(message)) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      call.off('drain', go);
      call.off('cancelled', go);
      resolve();
    };
    call.on('drain', go);
    call.on('cancelled', go);
  });
}

function matches(filter: ReadReq.Options.FilterOptions | undefined, event: StubEvent): boolean {
  if (!filter) return true;
  const expression = filter.hasStreamIdentifier() ? filter.getStreamIdentifier() : filter.getEventType();
  const value = filter.hasStreamIdentifier() ? event.stream : event.type;
  const regex = expression?.getRegex();
  if (regex) return new RegExp(regex).test(value);
  return (expression?.getPrefixList() ?? []).some((prefix) => value.startsWith(prefix));
}
