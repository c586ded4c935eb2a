import { fold, LogUnavailable, MemoryLog, Refused, streamName, toStored, type Act, type EventLog } from '@app/ledger';
import { CrashingLog, everySchedule, interleaved } from '../interleaved.fixture.js';
import { eventsOf } from '../steps.js';
import { device } from './device.js';
import { registerDevice, replaceDevice } from './register-device.js';
import { scanDevice } from './scan-device.js';

const t0 = '2025-03-01T00:00:00.000Z';
const actOf = (key: string): Act => ({
  actor: { kind: 'admin', id: 'a1' },
  command: { name: 'any', key, hash: key },
  occurredAt: t0,
  recordedAt: t0,
  eventId: (index) => `${key}#${index}`,
});
const registers = (deviceId: string, serialHash: string) => (log: EventLog) =>
  registerDevice(log, { deviceId, unitId: 'u1', serialHash }, actOf(`register ${deviceId} ${serialHash}`));
const replaces = (deviceId: string, serialHash: string, oldDeviceId: string) => (log: EventLog) =>
  replaceDevice(log, { deviceId, unitId: 'u1', serialHash, oldDeviceId }, actOf(`replace ${deviceId} ${oldDeviceId}`));

/** Writes an event as it might have been observed, without any flow. */
async function note(log: EventLog, stream: string, type: string, data: object): Promise<void> {
  const version = (await log.read(stream)).length;
  const actor = { kind: 'system', id: 'EP' } as const;
  const eventId = `${stream}@${version}`;
  const event = { eventId, stream, version, type, schemaVersion: 1, occurredAt: t0, recordedAt: t0, actor, data };
  await log.append([{ stream, expected: version, events: [toStored(event)] }]);
}
const ends = (log: EventLog, deviceId: string) =>
  note(log, streamName('device', deviceId), 'DeviceDecommissioned', { deviceId, reason: 'broken' });

/** The devices that are registered and not over, with their serial numbers; asserts that no event id occurs twice. */
async function active(log: EventLog): Promise<string[]> {
  const logged = await log.readAll(0, 1000);
  expect(new Set(logged.map(({ eventId }) => eventId)).size).toBe(logged.length);
  const streams = [...new Set(logged.map(({ stream }) => stream))].filter((stream) => stream.startsWith('device-'));
  const states = await Promise.all(
    streams.map(async (stream) => ({ stream, ...fold(device, await eventsOf(log, stream)) })),
  );
  return states
    .filter(({ over, serialHash }) => !over && serialHash !== undefined)
    .map(({ stream, serialHash }) => `${stream.slice('device-'.length)} ${serialHash}`)
    .sort();
}
const typesOf = async (log: EventLog) => (await log.readAll(0, 100)).map(({ type }) => type);

describe('a device is registered', () => {
  it('after its serial number was claimed', async () => {
    const log = new MemoryLog();
    const decided = await registers('d1', 's1')(log);
    expect(decided.events.map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'DeviceRegistered', data: { deviceId: 'd1', unitId: 'u1', serialHash: 's1' } },
    ]);
    expect(await typesOf(log)).toEqual(['DeviceSerialClaimed', 'DeviceRegistered']);
    expect(await registers('d1', 's1')(log)).toEqual({ ...decided, replayed: true });
  });
  it('not under the serial number of another', async () => {
    const log = new MemoryLog();
    await registers('d1', 's1')(log);
    await expect(registers('d2', 's1')(log)).rejects.toMatchObject({ code: 'serial-in-use' });
    expect(await active(log)).toEqual(['d1 s1']);
  });
  it('under the serial number of one that was decommissioned', async () => {
    const log = new MemoryLog();
    await registers('d1', 's1')(log);
    await ends(log, 'd1');
    await registers('d2', 's1')(log);
    expect(await active(log)).toEqual(['d2 s1']);
  });
  it('and claims nothing when its own rules refuse it', async () => {
    const log = new MemoryLog();
    await registers('d1', 's1')(log);
    await expect(registers('d1', 's2')(log)).rejects.toMatchObject({ code: 'already-registered' });
    await registers('d2', 's2')(log);
    expect(await active(log)).toEqual(['d1 s1', 'd2 s2']);
  });
  it('under a serial number that was claimed for one which was registered with another', async () => {
    const log = new MemoryLog();
    await expect(registers('d1', 's1')(new CrashingLog(log, 1, 'before'))).rejects.toThrow(LogUnavailable);
    await registers('d1', 's2')(log);
    await registers('d2', 's1')(log);
    expect(await active(log)).toEqual(['d1 s2', 'd2 s1']);
  });
});

describe('a device is replaced', () => {
  it('and the old one decommissioned before the new one is registered', async () => {
    const log = new MemoryLog();
    await registers('d1', 's1')(log);
    await replaces('d2', 's2', 'd1')(log);
    expect(await typesOf(log)).toEqual([
      'DeviceSerialClaimed', 'DeviceRegistered', 'DeviceSerialClaimed', 'DeviceDecommissioned', 'DeviceReplaced',
    ]); // prettier-ignore
    const [, end] = await eventsOf(log, 'device-d1');
    expect(end.data).toEqual({ deviceId: 'd1', reason: 'replaced', replacedBy: 'd2' });
    expect(await active(log)).toEqual(['d2 s2']);
  });
  it('by itself under a new id, keeping its serial number', async () => {
    const log = new MemoryLog();
    await registers('d1', 's1')(log);
    await replaces('d2', 's1', 'd1')(log);
    expect(await active(log)).toEqual(['d2 s1']);
  });
  it('not when it is unknown, over, or the new one has the serial number of a third', async () => {
    const log = new MemoryLog();
    await expect(replaces('d2', 's2', 'd1')(log)).rejects.toMatchObject({ code: 'device-unknown' });
    await registers('d1', 's1')(log);
    await registers('d3', 's3')(log);
    await expect(replaces('d2', 's3', 'd1')(log)).rejects.toMatchObject({ code: 'serial-in-use' });
    expect(await active(log)).toEqual(['d1 s1', 'd3 s3']);
    await ends(log, 'd1');
    await expect(replaces('d2', 's2', 'd1')(log)).rejects.toMatchObject({ code: 'device-decommissioned' });
  });
});

describe('whatever is interleaved', () => {
  const races: Record<string, readonly ((log: EventLog) => Promise<unknown>)[]> = {
    'two devices of one serial number': [registers('d2', 's2'), registers('d3', 's2')],
    'two replacements of one device': [replaces('d2', 's2', 'd1'), replaces('d3', 's3', 'd1')],
    'a replacement that keeps the serial number, and another device of it': [
      replaces('d2', 's1', 'd1'),
      registers('d3', 's1'),
    ],
  };
  it.each(Object.entries(races))('%s are not both active', async (_, racers) => {
    const runs = await everySchedule(3, async (schedule) => {
      const log = new MemoryLog();
      await registers('d1', 's1')(log);
      const run = await interleaved(log, racers, schedule);
      for (const outcome of run.outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Refused);
      }
      const won = (await active(log)).filter((one) => !one.startsWith('d1'));
      expect(won).toHaveLength(run.outcomes.filter(({ status }) => status === 'fulfilled').length);
      expect(won.length).toBeLessThanOrEqual(1);
      return run;
    });
    expect(runs).toBeGreaterThan(20);
  });
  it('one act sent twice at once replaces once and answers both alike', async () => {
    await everySchedule(3, async (schedule) => {
      const log = new MemoryLog();
      await registers('d1', 's1')(log);
      const run = await interleaved(log, [replaces('d2', 's1', 'd1'), replaces('d2', 's1', 'd1')], schedule);
      const answers = run.outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.events : outcome));
      expect(answers[0]).toEqual(answers[1]);
      expect(await active(log)).toEqual(['d2 s1']);
      return run;
    });
  });
});

describe('a crash', () => {
  it.each([
    [0, 'before'],
    [0, 'after'],
    [1, 'before'],
    [1, 'after'],
    [2, 'before'],
    [2, 'after'],
  ] as const)('at append %s, %s it, leaves at most one device, and a re-send goes on', async (nth, when) => {
    const log = new MemoryLog();
    await registers('d1', 's1')(log);
    const crashing = replaces('d2', 's1', 'd1')(new CrashingLog(log, nth, when));
    await expect(crashing).rejects.toThrow(LogUnavailable);
    expect((await active(log)).length).toBeLessThanOrEqual(1);
    await replaces('d2', 's1', 'd1')(log);
    expect(await active(log)).toEqual(['d2 s1']);
  });
  it('between claim and registration keeps the serial number for the same device, whoever registers it', async () => {
    const log = new MemoryLog();
    await expect(registers('d1', 's1')(new CrashingLog(log, 1, 'before'))).rejects.toThrow(LogUnavailable);
    await expect(registers('d2', 's1')(log)).rejects.toMatchObject({ code: 'serial-in-use' });
    await registerDevice(log, { deviceId: 'd1', unitId: 'u2', serialHash: 's1' }, actOf('another'));
    expect(await active(log)).toEqual(['d1 s1']);
  });
});

describe('a scan', () => {
  const scan = { deviceId: 'd1', by: 'o1', result: 'pass', findings: [], reportHash: 'a'.repeat(64) };
  const scannedBy = async (...moves: { unitId: string; effectiveAt: string }[]) => {
    const log = new MemoryLog();
    await registers('d1', 's1')(log);
    await note(log, 'official-o1', 'OfficialRegistered', { officialId: 'o1', unitId: 'u1' });
    for (const move of moves) await note(log, 'official-o1', 'HolderChanged', { kind: 'transferred', ...move });
    return scanDevice(log, scan, actOf('scan'));
  };
  it('is refused to an official of the unit', async () => {
    await expect(scannedBy()).rejects.toMatchObject({ code: 'scanner-of-unit' });
    const back = { unitId: 'u1', effectiveAt: t0 };
    await expect(scannedBy(back, { unitId: 'u2', effectiveAt: '2024-01-01T00:00:00.000Z' })).rejects.toThrow(
      'own unit',
    );
  });
  it('is taken from an official who belonged to another unit then', async () => {
    await expect(scannedBy({ unitId: 'u2', effectiveAt: t0 })).resolves.toMatchObject({ stream: 'device-d1' });
  });
  it('is refused to an official who moves away only later', async () => {
    const later = { unitId: 'u2', effectiveAt: '2025-03-01T00:00:00.001Z' };
    await expect(scannedBy(later)).rejects.toMatchObject({ code: 'scanner-of-unit' });
  });
});
