import type { LoggedEvent } from '@app/ledger';
import { freshId, writeTo } from '@app/ledger/event-log.contract.js';
import { logOnStub, type LogOnStub } from '../../../test/eventstore-stub/log-on-stub.js';
import { until } from '../../../test/eventstore-stub/until.js';
import { LogBroken } from './failure.js';

describe('a follower of a protocol stub that fails', () => {
  let on: LogOnStub;
  let abort: AbortController;
  let seen: LoggedEvent[];
  beforeEach(async () => {
    on = await logOnStub();
    abort = new AbortController();
    seen = [];
  });
  afterEach(() => on.dispose());

  const follow = async (after = 0) => {
    for await (const batch of on.log.follow(after, abort.signal)) seen.push(...batch);
  };
  const versions = (count: number) => Array.from({ length: count }, (_, i) => i);

  it.each<[string, () => void | Promise<void>]>([
    ['the connection breaks', () => on.stub.cut()],
    ['the server restarts', () => on.stub.restart()],
    ['the server drops it as too slow', () => on.stub.reads.dropSubscriptions()],
    [
      'its next start is not answered',
      () => {
        on.stub.faults.silent.subscriptions = 1;
        on.stub.cut();
      },
    ],
    [
      'the end of the log cannot be read at first',
      () => {
        on.stub.faults.silent.reads = 4;
        on.stub.cut();
      },
    ],
  ])('sees each event once and in order when %s', async (_, fail) => {
    const following = follow();
    await on.log.append([writeTo('s-1', 0, 3)]);
    await until(() => seen.length === 3);
    await fail();
    await on.log.append([writeTo('s-1', 3, 3)]).catch(() => on.log.append([writeTo('s-1', 3, 3)]));
    await until(() => seen.length === 6);
    expect(on.stub.reads.subscribed).toBeGreaterThan(1);
    abort.abort();
    await following;
    expect(seen.map((event) => event.version)).toEqual(versions(6));
  });

  it.each(['drop', 'fall behind'] as const)('sees each event once when bursts make the server %s it', async (mode) => {
    on.stub.faults.slowConsumer = mode;
    const following = follow();
    await on.log.append([writeTo('s-1', 0)]);
    await until(() => seen.length === 1);
    for (let i = 1; i < 1_001; i += 200) await on.log.append([writeTo('s-1', i, 200)]);
    await until(() => seen.length === 1_001);
    abort.abort();
    await following;
    expect(seen.map((event) => event.version)).toEqual(versions(1_001));
    expect(on.stub.reads.subscribed > 1).toBe(mode === 'drop');
  });

  it('goes on when the client is replaced', async () => {
    const following = follow();
    await on.log.append([writeTo('s-1', 0)]);
    await until(() => seen.length === 1);
    on.stub.faults.appends = ['unanswered', 'unanswered', 'unanswered'];
    await expect(on.log.append([writeTo('s-2', 0)])).rejects.toThrow();
    await on.log.append([writeTo('s-1', 1)]);
    await until(() => seen.length === 2);
    abort.abort();
    await following;
  });

  it('starts when the server comes, and ends at once when it is told to while the server is away', async () => {
    await on.log.append([writeTo('s-1', 0)]);
    await on.stub.stop();
    const following = follow();
    await on.stub.restart();
    await until(() => seen.length === 1);
    await on.stub.stop();
    abort.abort();
    await following;
  });

  it('ends at once when it is told to while it waits for the end of the log', async () => {
    await on.log.append([writeTo('s-1', 0)]);
    const patient = await on.open({ deadlineMs: 60_000 });
    on.stub.faults.silent.reads = Infinity;
    const before = on.stub.reads.arrived;
    const following = patient.follow(1, abort.signal)[Symbol.asyncIterator]().next();
    await until(() => on.stub.reads.arrived > before);
    abort.abort();
    expect((await following).done).toBe(true);
  });

  it('throws when its position lies beyond the end of the log', async () => {
    const [answer] = await on.log.append([writeTo('s-1', 0)]);
    await expect(follow((answer.ok ? answer.position : 0) + 10_000)).rejects.toThrow(LogBroken);
  });

  it('throws when the server comes back from an older backup', async () => {
    await on.log.append([writeTo('s-1', 0)]);
    const { position } = on.stub.log.all[on.stub.log.all.length - 1];
    const following = follow();
    await on.log.append([writeTo('s-1', 1)]);
    await until(() => seen.length === 2);
    on.stub.log.restoreTo(position);
    on.stub.cut();
    await expect(following).rejects.toThrow('older backup');
  });

  it('holds the server back while it is slow', async () => {
    const proposed = { type: 'Noted', contentType: 'application/octet-stream', metadata: new Uint8Array() };
    const many = Array.from({ length: 6_000 }, () => ({ ...proposed, id: freshId(), data: new Uint8Array(300) }));
    on.stub.log.append('s-1', 'no_stream', many);
    const before = on.stub.reads.given;
    const batches = on.log.follow(0, abort.signal)[Symbol.asyncIterator]();
    expect((await batches.next()).done).toBe(false);
    for (let rounds = 0; rounds < 2_000; rounds++) await new Promise((resolve) => setImmediate(resolve));
    expect(on.stub.reads.given - before).toBeLessThan(2_000);
    await batches.return?.();
  });

  it('leaves no call open on the server when its reader stops or throws', async () => {
    await on.log.append([writeTo('s-1', 0, 3)]);
    for await (const batch of on.log.follow(0, abort.signal)) if (batch.length > 0) break;
    const throwing = (async () => {
      for await (const batch of on.log.follow(0, abort.signal)) throw new Error(`no use for ${batch.length}`);
    })();
    await expect(throwing).rejects.toThrow('no use');
    await until(() => on.stub.reads.open.size === 0);
  });

  it('ends when the log is closed, and goes on when another log on the same client is', async () => {
    const other = await on.open();
    const following = follow();
    await other.close();
    await on.log.append([writeTo('s-1', 0)]);
    await until(() => seen.length === 1);
    await on.log.close();
    await following;
  });

  it('sees no system event, while the reader of traces sees what deletes, hides and truncates', async () => {
    for (const stream of ['s-1', 's-2', 's-3']) await on.log.append([writeTo(stream, 0)]);
    on.stub.log.truncate('s-1', 1n);
    on.stub.log.softDelete('s-2');
    on.stub.log.tombstone('s-3');
    await on.log.append([writeTo('s-4', 0)]);
    const traces: string[] = [];
    for await (const batch of on.log.followTraces(0, abort.signal)) {
      traces.push(...batch.map(({ stream, type, revision }) => `${stream} ${type} ${revision}`));
      if (traces.includes('s-4 Noted 0')) break;
    }
    expect(traces).toEqual([
      's-1 Noted 0',
      's-2 Noted 0',
      's-3 Noted 0',
      '$$s-1 $metadata 0',
      '$$s-2 $metadata 0',
      's-3 $streamDeleted 9223372036854775807',
      's-4 Noted 0',
    ]);
    const read: string[] = [];
    for await (const page of on.log.traces()) read.push(...page.map(({ stream, type }) => `${stream} ${type}`));
    expect(read).toEqual(['$$s-1 $metadata', '$$s-2 $metadata', 's-3 $streamDeleted']);
    expect((await on.log.readAll(0, 10)).map(({ stream }) => stream)).toEqual(['s-1', 's-2', 's-3', 's-4']);
    const following = follow();
    await until(() => seen.length === 4);
    abort.abort();
    await following;
    expect(seen.map(({ stream }) => stream)).toEqual(['s-1', 's-2', 's-3', 's-4']);
  });
});
