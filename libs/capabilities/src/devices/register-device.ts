import { Contended, fold, handle, streamName, type Act, type Decided, type EventLog } from '@app/ledger';
import { eventsOf, isOf, step, unlessStale } from '../steps.js';
import { device, type RegisterDevice, type ReplaceDevice } from './device.js';
import type { DeviceDecommissioned } from './events.js';
import { serial, serialInUse } from './serial.js';

const tries = 5;

/**
 * Registers a device so that a serial number has one: the serial number is claimed first, at its exact version, then the
 * device is registered. After a crash between the two the claim waits for the same device, whoever registers it. Observed
 * devices have no claim and are not seen here. Throws what `handle` throws.
 */
export async function registerDevice(log: EventLog, command: RegisterDevice, act: Act): Promise<Decided> {
  const history = await eventsOf(log, streamName('device', command.deviceId));
  if (!history.some((event) => isOf(act, event))) {
    device.decide.RegisterDevice(command, fold(device, history)); // what would be refused claims nothing
    await claim(log, command, act);
  }
  return handle(log, device, 'RegisterDevice', command, act);
}

/**
 * Puts a device in the place of another. The serial number, which may be that of the old one set up anew, is claimed; the
 * old device is decommissioned in its own stream; then the new one is registered. So there is never more than one of a
 * serial number, and a crash in between leaves none: sent again, it goes on. Throws what `handle` throws.
 */
export async function replaceDevice(log: EventLog, command: ReplaceDevice, act: Act): Promise<Decided> {
  const history = await eventsOf(log, streamName('device', command.deviceId));
  if (!history.some((event) => isOf(act, event))) {
    device.decide.ReplaceDevice(command, fold(device, history));
    const old = await eventsOf(log, streamName('device', command.oldDeviceId));
    if (!isReplacedBy(old, command.deviceId)) device.decide.DecommissionDevice(ending(command), fold(device, old));
    await claim(log, command, act, command.oldDeviceId);
    await retire(log, command, act);
  }
  return handle(log, device, 'ReplaceDevice', command, act);
}

type Claimed = Pick<RegisterDevice, 'deviceId' | 'serialHash'>;

/** Makes a device the holder of its serial number, in the place of `giving` where that holds it. */
async function claim(log: EventLog, { serialHash, deviceId }: Claimed, act: Act, giving?: string): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const held = await eventsOf(log, streamName('serial', serialHash));
    const { holder } = fold(serial, held);
    if (holder === deviceId) return;
    if (holder !== undefined && holder !== giving && (await mayHave(log, holder, serialHash))) throw serialInUse();
    const claiming = step(act, 'ClaimSerial', 2 * held.length, held.length);
    const claimed = { serialHash, deviceId, ...(holder !== undefined && { over: holder }) };
    if (await unlessStale(handle(log, serial, 'ClaimSerial', claimed, claiming))) return;
  }
  throw new Contended('other registrations keep changing this serial number; try again');
}

// A device is registered once and never again after its end. So one that is over, or registered with another serial
// number, will not come back to this one; one that is not registered yet still may.
async function mayHave(log: EventLog, deviceId: string, serialHash: string): Promise<boolean> {
  const holder = fold(device, await eventsOf(log, streamName('device', deviceId)));
  return !holder.over && (holder.serialHash === undefined || holder.serialHash === serialHash);
}

async function retire(log: EventLog, command: ReplaceDevice, act: Act): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const old = await eventsOf(log, streamName('device', command.oldDeviceId));
    if (isReplacedBy(old, command.deviceId)) return;
    const retiring = step(act, 'DecommissionDevice', 1, old.length);
    if (await unlessStale(handle(log, device, 'DecommissionDevice', ending(command), retiring))) return;
  }
  throw new Contended('the old device keeps changing; try again');
}

const ending = ({ oldDeviceId, deviceId, docNo }: ReplaceDevice) => ({
  deviceId: oldDeviceId,
  reason: 'replaced',
  replacedBy: deviceId,
  ...(docNo !== undefined && { docNo }),
});

const isReplacedBy = (old: Awaited<ReturnType<typeof eventsOf>>, deviceId: string) =>
  old.some(
    ({ type, data }) =>
      type === 'DeviceDecommissioned' && (data as Readonly<DeviceDecommissioned>).replacedBy === deviceId,
  );
