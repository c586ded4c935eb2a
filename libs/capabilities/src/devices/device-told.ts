import { dataOf, type Thing } from '../thing.js';
import type { DeviceDecommissioned, DeviceRegistered, DeviceReplaced, DeviceScanned } from './events.js';

/** `GET /v1/devices/{id}`: where a look-up computer stands, whether it is in use, how its last scan ended. */
export const deviceTold: Thing = {
  collection: 'devices',
  id: 'deviceId',
  category: 'device',
  summary: 'One look-up computer: its registration, its last scan, and its events in order of recording',
  told(events) {
    const registrations = events.filter(({ type }) => type === 'DeviceRegistered' || type === 'DeviceReplaced');
    const registration = registrations.at(-1)?.data as DeviceRegistered | DeviceReplaced | undefined;
    const [end] = dataOf<DeviceDecommissioned>(events, 'DeviceDecommissioned');
    const scans = events.filter(({ type }) => type === 'DeviceScanned');
    const last = scans.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1)).at(-1);
    return {
      status: end ? 'decommissioned' : registration ? 'registered' : 'unregistered',
      registration: registration ?? null,
      replacedBy: end?.replacedBy ?? null,
      lastScan: last ? { ...(last.data as DeviceScanned), at: last.occurredAt } : null,
    };
  },
};
