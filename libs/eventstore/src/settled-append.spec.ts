import { LogUnavailable, type Write } from '@app/ledger';
import { eventAt, writeTo } from '@app/ledger/event-log.contract.js';
import type { AppendFault } from '../../../test/eventstore-stub/faults.js';
import { logOnStub, type LogOnStub } from '../../../test/eventstore-stub/log-on-stub.js';
import { until } from '../../../test/eventstore-stub/until.js';
import { LogBroken } from './failure.js';

const written = { ok: true, position: expect.any(Number) as number };
const passing: AppendFault[] = [
  'unanswered',
  'answer lost',
  'cut before the write',
  'cut after the write',
  'timeout after the write',
  'not leader',
  'too busy',
];

describe.each([
  ['batch appends', true],
  ['single appends', false],
])('an append to a protocol stub that fails, with %s', (_, batchAppend) => {
  let on: LogOnStub;
  beforeEach(async () => (on = await logOnStub({ batchAppend })));
  afterEach(() => on.dispose());

  const idsOf = (write: Write) => write.events.map((event) => event.eventId);
  const stored = (stream: string) => {
    const events = on.stub.log.visible(stream);
    return typeof events === 'string' ? [] : events.map((event) => event.id);
  };

  it.each(passing)('is written once and answered when it is %s', async (fault) => {
    on.stub.faults.appends = [fault];
    const write = writeTo('s-1', 0, 3);
    const [answer] = await on.log.append([write]);
    expect(answer).toEqual(written);
    expect(stored('s-1')).toEqual(idsOf(write));
    expect(await on.log.append([writeTo('s-1', 3)])).toEqual([written]);
    expect(await on.log.readAll(0, 10)).toHaveLength(4);
  });

  it.each(passing)('is written once when it is %s twice and the server forgets recent ids', async (fault) => {
    on.stub.faults.appends = [fault, fault];
    const write = writeTo('s-1', 0, 2);
    const answer = on.log.append([write]);
    await until(() => on.stub.writes.arrived === 1);
    on.stub.log.forgetRecentIds();
    expect(await answer).toEqual([written]);
    expect(stored('s-1')).toEqual(idsOf(write));
  });

  it('is written once when the server restarts before it has answered', async () => {
    on.stub.faults.appends = ['answer lost'];
    const write = writeTo('s-1', 0, 2);
    const answer = on.log.append([write]);
    await until(() => on.stub.writes.arrived === 1);
    await on.stub.restart();
    expect(await answer).toEqual([written]);
    expect(stored('s-1')).toEqual(idsOf(write));
  });

  it('is settled when its original was not replicated yet and the retry went unanswered', async () => {
    on.stub.faults.appends = ['answer lost'];
    on.stub.faults.idempotentNotReady = 1;
    const write = writeTo('s-1', 0, 2);
    expect(await on.log.append([write])).toEqual([written]);
    expect(stored('s-1')).toEqual(idsOf(write));
  });

  it('is settled by reading the stream when no try is answered but one was written', async () => {
    on.stub.faults.everyAppend = 'answer lost';
    const write = writeTo('s-1', 0, 2);
    expect(await on.log.append([write])).toEqual([written]);
    expect(stored('s-1')).toEqual(idsOf(write));
  });

  it('rejects with LogUnavailable when its outcome stays unknown, and a later retry finds out', async () => {
    on.stub.faults.everyAppend = 'answer lost';
    on.stub.faults.silent.reads = Infinity;
    const write = writeTo('s-1', 0, 2);
    await expect(on.log.append([write])).rejects.toThrow(LogUnavailable);
    on.stub.faults.everyAppend = undefined;
    on.stub.faults.silent.reads = 0;
    expect(await on.log.append([write])).toEqual([written]);
    expect(stored('s-1')).toEqual(idsOf(write));
  });

  it('rejects with LogUnavailable while the server is away, and works when it is back', async () => {
    await on.stub.stop();
    const write = writeTo('s-1', 0);
    await expect(on.log.append([write])).rejects.toThrow(LogUnavailable);
    await on.stub.restart();
    expect(await on.log.append([write])).toEqual([written]);
    expect(stored('s-1')).toEqual(idsOf(write));
  });

  it.each([
    ['other bytes', eventAt('s-1', 0)],
    ['the same bytes under another id', undefined],
  ])('is refused when another writer put %s in its place while it was unanswered', async (_what, other) => {
    on.stub.faults.appends = ['unanswered'];
    const write = writeTo('s-1', 0);
    const answer = on.log.append([write]);
    await until(() => on.stub.writes.arrived === 1);
    const { type, body: data } = other ?? write.events[0];
    const id = '00000000-0000-4000-8000-00000000ffff';
    const metadata = new Uint8Array();
    on.stub.log.append('s-1', 'no_stream', [{ id, type, contentType: 'application/octet-stream', data, metadata }]);
    expect(await answer).toEqual([{ ok: false, actual: 1 }]);
    expect(stored('s-1')).toEqual([id]);
  });

  it('is not called written when the stream holds the same ids with another payload', async () => {
    const write = writeTo('s-1', 0, 2);
    await on.log.append([write]);
    const changed = write.events.map((event, i) => eventAt('s-1', i, 'changed', event.eventId));
    expect(await on.log.append([{ ...write, events: changed }])).toEqual([{ ok: false, actual: 2 }]);
    const [kept] = await on.log.read('s-1');
    expect(kept.body).toEqual(write.events[0].body);
  });

  it('is called written, at its first position, when it is a retry', async () => {
    const write = writeTo('s-1', 0, 2);
    const first = await on.log.append([write]);
    await on.log.append([writeTo('s-1', 2)]);
    expect(await on.log.append([write])).toEqual(first);
    expect(stored('s-1')).toHaveLength(3);
  });

  it('rejects with the reason when access is denied or the write is too large, and does not try again', async () => {
    on.stub.faults.appends = ['access denied'];
    await expect(on.log.append([writeTo('s-1', 0)])).rejects.toThrow('refuses to append to s-1');
    const large = Array.from({ length: 30 }, (_, i) => eventAt('s-1', i, 'x'.repeat(50_000)));
    const refused = on.log.append([{ stream: 's-1', expected: 0, events: large }]);
    await expect(refused).rejects.not.toBeInstanceOf(LogUnavailable);
    expect(on.stub.writes.arrived).toBe(2);
    expect(stored('s-1')).toEqual([]);
  });

  it('does not take what a deleted stream makes of it for a success', async () => {
    await on.log.append([writeTo('s-1', 0, 2), writeTo('s-2', 0)]);
    on.stub.log.softDelete('s-1');
    on.stub.log.tombstone('s-2');
    await expect(on.log.append([writeTo('s-1', 0)])).rejects.toThrow(LogBroken);
    await expect(on.log.append([writeTo('s-2', 1)])).rejects.toThrow('refuses to append to s-2');
  });

  it('lets the other writes of the call through when one is refused, and then rejects', async () => {
    on.stub.log.tombstone('s-gone');
    const writes = [0, 1, 2, 3].map((expected) => writeTo('s-1', expected));
    const answer = on.log.append([writeTo('s-gone', 0), ...writes]);
    await expect(answer).rejects.toThrow('s-gone');
    expect(stored('s-1')).toEqual(writes.flatMap(idsOf));
  });

  it.each([
    ['a system stream', writeTo('$s-1', 0)],
    ['no event', writeTo('s-1', 0, 0)],
    ['an id that is no UUID', { stream: 's-1', expected: 0, events: [eventAt('s-1', 0, 'x', 'A')] }],
    ['a version it does not have', { stream: 's-1', expected: 0, events: [eventAt('s-1', 1)] }],
    ['a type of the server', { stream: 's-1', expected: 0, events: [{ ...eventAt('s-1', 0), type: '$metadata' }] }],
  ])('is refused before it is sent: %s', async (_what, write) => {
    await expect(on.log.append([write])).rejects.toThrow(TypeError);
    expect(on.stub.writes.arrived).toBe(0);
  });

  it('leaves the process alive and loses nothing when the connection breaks under 300 others', async () => {
    on.stub.faults.answerDelay = 5;
    const log = await on.open({ deadlineMs: 10_000 });
    const writes = Array.from({ length: 300 }, (_, i) => writeTo(`s-${i}`, 0, 2));
    const answers = Promise.all(writes.map((write) => log.append([write])));
    await until(() => on.stub.writes.arrived > 30);
    on.stub.cut();
    await until(() => on.stub.writes.arrived > 100);
    on.stub.cut();
    expect((await answers).flat()).toEqual(writes.map(() => written));
    for (const write of writes) expect(stored(write.stream)).toEqual(idsOf(write));
  });
});

describe('the connection to a protocol stub, under appends', () => {
  let on: LogOnStub;
  beforeEach(async () => (on = await logOnStub({}, { tries: 5 })));
  afterEach(() => on.dispose());

  it('never has more unanswered appends than the client can queue safely', async () => {
    const patient = await on.open({ deadlineMs: 20_000 });
    on.stub.faults.everyAppend = 'unanswered';
    const answers = patient.append(Array.from({ length: 60 }, (_, i) => writeTo(`s-${i}`, 0)));
    await until(() => on.stub.writes.arrived >= 12);
    for (let rounds = 0; rounds < 500; rounds++) await new Promise((resolve) => setImmediate(resolve));
    expect(on.stub.writes.arrived).toBe(12);
    on.stub.faults.everyAppend = undefined;
    on.stub.cut();
    expect(await answers).toEqual(Array(60).fill(written));
  });

  it('survives a first call that is never answered: the client would wait for it for ever', async () => {
    on.stub.faults.silent.features = 1;
    expect(await on.log.append([writeTo('s-1', 0)])).toEqual([written]);
  });

  it('does not let an append wait without end for its turn', async () => {
    on.stub.faults.everyAppend = 'unanswered';
    const impatient = await on.open({ deadlineMs: 20, tries: 1 });
    const long = await on.open({ deadlineMs: 2_000, tries: 1 });
    const blocked = Promise.allSettled(Array.from({ length: 12 }, (_, i) => long.append([writeTo(`s-${i}`, 0)])));
    await until(() => on.stub.writes.arrived === 12);
    await expect(impatient.append([writeTo('s-late', 0)])).rejects.toThrow(LogUnavailable);
    expect(on.stub.writes.arrived).toBe(12);
    await on.dispose();
    expect((await blocked).every(({ status }) => status === 'rejected')).toBe(true);
  });
});
