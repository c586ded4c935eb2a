import { LogUnavailable } from '@app/ledger';
import { writeTo } from '@app/ledger/event-log.contract.js';
import { logOnStub, type LogOnStub } from '../../../test/eventstore-stub/log-on-stub.js';
import { until } from '../../../test/eventstore-stub/until.js';
import { LogBroken } from './failure.js';
import { positionOf } from './logged.js';

const system = { id: '00000000-0000-4000-8000-000000000001', contentType: 'application/json', type: '$any' };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('reads from a protocol stub that fails', () => {
  let on: LogOnStub;
  beforeEach(async () => {
    on = await logOnStub();
    await on.log.append([writeTo('s-1', 0, 10)]);
  });
  afterEach(() => on.dispose());

  it.each([
    ['read', () => on.log.read('s-1')],
    ['readAll', () => on.log.readAll(0, 100)],
  ])('%s asks again when it has no answer, and when the connection breaks in the middle', async (_, read) => {
    on.stub.faults.silent.reads = 1;
    expect(await read()).toHaveLength(10);
    on.stub.faults.cutReadAfter = 3;
    expect(await read()).toHaveLength(10);
  });

  it('reject with LogUnavailable when the server stops in the middle each time, or is away', async () => {
    on.stub.faults.stallReadsAfter = 3;
    await expect(on.log.read('s-1')).rejects.toThrow(LogUnavailable);
    on.stub.faults.stallReadsAfter = Infinity;
    await on.stub.stop();
    await expect(on.log.readAll(0, 100)).rejects.toThrow(LogUnavailable);
  });

  it('are not taken for whole when the log is closed in the middle', async () => {
    const patient = await on.open({ deadlineMs: 10_000 });
    on.stub.faults.stallReadsAfter = 3;
    const before = on.stub.reads.given;
    const read = patient.read('s-1');
    await until(() => on.stub.reads.given === before + 3);
    await on.dispose();
    await expect(read).rejects.toThrow(LogUnavailable);
  });

  it('are not taken for whole when the client is replaced in the middle', async () => {
    const patient = await on.open({ deadlineMs: 10_000 });
    on.stub.faults.stallReadsAfter = 3;
    const before = on.stub.reads.given;
    const read = patient.read('s-1');
    await until(() => on.stub.reads.given === before + 3);
    on.stub.faults.stallReadsAfter = Infinity;
    on.stub.faults.appends = ['unanswered', 'unanswered', 'unanswered'];
    await expect(on.log.append([writeTo('s-2', 0)])).rejects.toThrow(LogUnavailable);
    expect(await read).toHaveLength(10);
  });

  it('leave no call open on the server', async () => {
    on.stub.faults.stallReadsAfter = 3;
    await expect(on.log.read('s-1')).rejects.toThrow(LogUnavailable);
    await until(() => on.stub.reads.open.size === 0);
  });

  it('find the events of the log behind thousands of system events, a bounded number at a time', async () => {
    for (let i = 0; i < 3_000; i++)
      on.stub.log.append('$noise', 'any', [{ ...system, id: `${i}`, data: bytes('{}'), metadata: bytes('') }]);
    await on.log.append([writeTo('s-2', 0, 2)]);
    const [, , ...rest] = await on.log.readAll(0, 12);
    expect(rest.map(({ stream }) => stream)).toEqual([...Array<string>(8).fill('s-1'), 's-2', 's-2']);
    expect(await on.log.readAll(rest[rest.length - 1].position, 5)).toEqual([]);
    expect(on.stub.reads.mostAskedOfAll).toBeLessThanOrEqual(1024);
  });

  it('pass over what stands in streams of the server and of others', async () => {
    const noted = { ...system, type: 'Noted', data: bytes('{}'), metadata: bytes('') };
    on.stub.log.append('$by-someone', 'any', [noted]);
    on.stub.log.append('Someone-1', 'any', [{ ...noted, id: '00000000-0000-4000-8000-000000000002' }]);
    expect(await on.log.readAll(0, 100)).toHaveLength(10);
  });

  it('throw LogBroken where a stream was truncated: its history is gone', async () => {
    on.stub.log.truncate('s-1', 4n);
    await expect(on.log.read('s-1')).rejects.toThrow(LogBroken);
    expect(await on.log.read('s-1', 4)).toHaveLength(6);
  });

  it('throw LogBroken at an event of a stream of ours that is no bytes', async () => {
    const json = { ...system, type: 'Noted', data: bytes('{}'), metadata: bytes('') };
    on.stub.log.append('s-json', 'no_stream', [json]);
    await expect(on.log.read('s-json')).rejects.toThrow(LogBroken);
    await expect(on.log.readAll(0, 100)).rejects.toThrow(LogBroken);
  });

  it('throw LogBroken at a position that a number cannot hold', () => {
    const last = BigInt(Number.MAX_SAFE_INTEGER) - 1n;
    expect(positionOf({ commit: last, prepare: last })).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => positionOf({ commit: last + 1n, prepare: last + 1n })).toThrow(LogBroken);
    expect(() => positionOf({ commit: 7n, prepare: 5n })).toThrow(LogBroken);
    expect(() => positionOf(undefined)).toThrow(LogBroken);
  });
});
