import {
  ANY,
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  NO_STREAM,
  StreamDeletedError,
  StreamNotFoundError,
  streamNameFilter,
  WrongExpectedVersionError,
  type Position,
} from '@eventstore/db-client';
import { ProtocolStub } from './protocol-stub.js';

const noted = (note: string) => binaryEvent({ type: 'Noted', data: new TextEncoder().encode(note) });

describe.each([true, false])('a protocol stub, to the real client, with BatchAppend: %s', (batchAppend) => {
  let stub: ProtocolStub;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    stub = await ProtocolStub.start({ batchAppend });
    client = EventStoreDBClient.connectionString(stub.connectionString);
  });
  afterEach(async () => {
    await client.dispose();
    await stub.stop();
  });

  const notes = async (events: AsyncIterable<{ event?: { data: unknown } }>) => {
    const texts: string[] = [];
    for await (const { event } of events) texts.push(Buffer.from(event?.data as Uint8Array).toString());
    return texts;
  };

  it('answers an append with the revision and position of its last event, and a repetition with the same', async () => {
    const events = [noted('a'), noted('b')];
    const first = await client.appendToStream('s-1', events, { expectedRevision: NO_STREAM });
    expect(first.nextExpectedRevision).toBe(1n);
    expect(await client.appendToStream('s-1', events, { expectedRevision: NO_STREAM })).toEqual(first);
    expect(await client.appendToStream('s-1', events, { expectedRevision: ANY })).toEqual(first);
    const wrong = client.appendToStream('s-1', noted('c'), { expectedRevision: 4n });
    await expect(wrong).rejects.toMatchObject({ actualVersion: 1n });
    await expect(wrong).rejects.toBeInstanceOf(WrongExpectedVersionError);
    const missing = client.appendToStream('s-2', noted('c'), { expectedRevision: 4n });
    await expect(missing).rejects.toMatchObject({ actualVersion: NO_STREAM });
  });

  it('reads streams both ways, and says what is missing or deleted', async () => {
    await client.appendToStream('s-1', ['a', 'b', 'c'].map(noted));
    expect(await notes(client.readStream('s-1', { fromRevision: 1n }))).toEqual(['b', 'c']);
    expect(await notes(client.readStream('s-1', { direction: BACKWARDS, fromRevision: END, maxCount: 2 }))).toEqual([
      'c',
      'b',
    ]);
    await expect(notes(client.readStream('s-2'))).rejects.toBeInstanceOf(StreamNotFoundError);
    await client.deleteStream('s-1');
    await expect(notes(client.readStream('s-1'))).rejects.toBeInstanceOf(StreamNotFoundError);
    await client.tombstoneStream('s-1');
    await expect(notes(client.readStream('s-1'))).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(client.appendToStream('s-1', noted('d'))).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('reads $all forwards from a position with it, backwards without it, and refuses what is no position', async () => {
    const { position } = await client.appendToStream('s-1', [noted('a'), noted('b')]);
    await client.appendToStream('s-1', noted('c'));
    const fromPosition = position as Position;
    expect(await notes(client.readAll({ fromPosition, maxCount: 2 }))).toEqual(['b', 'c']);
    expect(await notes(client.readAll({ fromPosition, maxCount: 1, direction: BACKWARDS }))).toEqual(['a']);
    const between = { commit: fromPosition.commit + 1n, prepare: fromPosition.prepare + 1n };
    await expect(notes(client.readAll({ fromPosition: between }))).rejects.toMatchObject({ code: 2 });
  });

  it('hides what a stream’s metadata truncates', async () => {
    await client.appendToStream('s-1', ['a', 'b', 'c'].map(noted));
    await client.setStreamMetadata('s-1', { truncateBefore: 2 });
    expect(await notes(client.readStream('s-1'))).toEqual(['c']);
  });

  it('feeds a subscription from behind its position, with checkpoints where the filter finds nothing', async () => {
    const { position } = await client.appendToStream('s-1', [noted('a'), noted('b')]);
    for (let i = 0; i < 100; i++) await client.appendToStream('other', noted('x'));
    await client.appendToStream('s-1', noted('c'));
    let checkpoints = 0;
    const filter = streamNameFilter({ prefixes: ['s-'], checkpointReached: () => void checkpoints++ });
    const subscription = client.subscribeToAll({ fromPosition: position, filter });
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp', () => resolve('caught up')));
    const seen: string[] = [];
    for await (const { event } of subscription) {
      seen.push(Buffer.from(event?.data as Uint8Array).toString());
      if (seen.length === 1) {
        expect(await caughtUp).toBe('caught up');
        await client.appendToStream('s-1', noted('d'));
      } else break;
    }
    await subscription.unsubscribe();
    expect(seen).toEqual(['c', 'd']);
    expect(checkpoints).toBeGreaterThanOrEqual(3);
  });
});
