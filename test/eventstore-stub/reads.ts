import { status, type ServerWritableStream } from '@grpc/grpc-js';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Faults } from './faults.js';
import { Feed, sent } from './feed.js';
import type { StoredLog, StubEvent } from './stored-log.js';
import { failure, identifierOf, nameOf, readResp } from './wire.js';

type Call = ServerWritableStream<ReadReq, ReadResp>;

/** The reading call of the protocol stub: streams and `$all`, both ways, and subscriptions to `$all`. */
export class Reads {
  /** How many reads arrived, and how many subscriptions. */
  arrived = 0;
  subscribed = 0;
  /** How many events were sent to all of them, and the most that one read asked of `$all`. */
  given = 0;
  mostAskedOfAll = 0;
  /** The reads and subscriptions whose caller has not left yet. */
  readonly open = new Set<Call>();
  private readonly feeds = new Map<Call, Feed>();

  constructor(
    private readonly log: StoredLog,
    private readonly faults: Faults,
    private readonly host: { cut(): void },
  ) {}

  readonly read = (call: Call): void => {
    const options = call.request.getOptions();
    if (!options) return;
    this.open.add(call);
    const left = () => this.open.delete(call) && this.feeds.delete(call);
    call.once('cancelled', left).once('finish', left);
    if (options.hasSubscription()) void this.subscribe(call, options);
    else void this.readOnce(call, options);
  };

  /** Every subscription ends with ABORTED, as the server drops a consumer that is too slow. */
  dropSubscriptions(): void {
    for (const feed of this.feeds.values()) feed.drop('Consumer too slow to handle event while live.');
  }

  private async subscribe(call: Call, options: ReadReq.Options): Promise<void> {
    this.subscribed++;
    if (this.faults.takeSilence('subscriptions')) return;
    const feed = new Feed(call, this.log, this.faults, options.getFilter(), () => this.given++);
    this.feeds.set(call, feed);
    const position = options.getAll()?.getPosition();
    await feed.run(position ? BigInt(position.getCommitPosition()) : -1n);
  }

  private async readOnce(call: Call, options: ReadReq.Options): Promise<void> {
    this.arrived++;
    if (this.faults.takeSilence('reads')) return;
    if (options.hasAll()) this.mostAskedOfAll = Math.max(this.mostAskedOfAll, Number(options.getCount()));
    const events = options.hasStream() ? this.ofStream(call, options) : this.ofAll(call, options);
    if (!events) return;
    const cutAfter = this.faults.cutReadAfter;
    let given = 0;
    for (const event of events.slice(0, Number(options.getCount()))) {
      if (given === this.faults.stallReadsAfter || call.cancelled) return;
      if (given === cutAfter) {
        this.faults.cutReadAfter = Infinity;
        return this.host.cut();
      }
      this.given++;
      await sent(call, readResp(event));
      given++;
    }
    call.end();
  }

  private ofStream(call: Call, options: ReadReq.Options): readonly StubEvent[] | undefined {
    const stream = options.getStream();
    const name = nameOf(stream?.getStreamIdentifier());
    const visible = this.log.visible(name);
    if (visible === 'not found') {
      call.write(
        new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(name))),
      );
      call.end();
    } else if (visible === 'deleted') {
      const trailers = { exception: 'stream-deleted', 'stream-name': name };
      call.emit('error', failure(status.FAILED_PRECONDITION, `Event stream '${name}' is deleted.`, trailers));
    } else {
      const from = stream?.hasRevision() ? BigInt(stream.getRevision()) : undefined;
      if (options.getReadDirection() === ReadReq.Options.ReadDirection.FORWARDS)
        return stream?.hasEnd() ? [] : visible.filter((event) => event.revision >= (from ?? 0n));
      const last = stream?.hasStart() ? 0n : from;
      return visible.filter((event) => last === undefined || event.revision <= last).reverse();
    }
  }

  private ofAll(call: Call, options: ReadReq.Options): readonly StubEvent[] | undefined {
    const all = options.getAll();
    const given = all?.getPosition();
    const forwards = options.getReadDirection() === ReadReq.Options.ReadDirection.FORWARDS;
    if (!given) {
      if (forwards) return all?.hasStart() ? this.log.all : [];
      return all?.hasStart() ? [] : this.log.all.toReversed();
    }
    const position = BigInt(given.getCommitPosition());
    const end = this.log.all.at(-1)?.position ?? -1n;
    if (position <= end && !this.log.all.some((event) => event.position === position)) {
      call.emit('error', failure(status.UNKNOWN, 'Unexpected error: the position is not the start of a record'));
      return;
    }
    if (forwards) return this.log.all.filter((event) => event.position >= position);
    return this.log.all.filter((event) => event.position < position).reverse();
  }
}
