import { Refused, canonical, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { happened } from '../statements.js';
import {
  DeviceChangeNotified,
  DeviceDecommissioned,
  DeviceLockObserved,
  DeviceRegistered,
  DeviceReplaced,
  DeviceScanned,
  EndpointProtectionObserved,
  ScanRequested,
  SoftwareLicenceChecked,
} from './events.js';

/** Makes a look-up computer known (R31, R37). */
export class RegisterDevice extends stating(DeviceRegistered) {}
/** A computer takes the place of another, which is decommissioned with it (R31). */
export class ReplaceDevice extends stating(DeviceReplaced) {}
/** A computer is no longer used for look-ups, for ever under this id. */
export class DecommissionDevice extends stating(DeviceDecommissioned) {}
/** The police were told of a change of this computer (R31). */
export class NotifyDeviceChange extends stating(DeviceChangeNotified) {}
/** The police were asked to scan this computer (R32, R45). */
export class RequestScan extends stating(ScanRequested) {}
/** A computer was scanned; `occurredAt` is when (R32, R36). */
export class ScanDevice extends stating(DeviceScanned) {}
/** Somebody saw whether a computer is protected against malware (R76). */
export class ObserveEndpointProtection extends stating(EndpointProtectionObserved) {}
/** Somebody looked whether a computer's software is licensed (R84). */
export class CheckSoftwareLicence extends stating(SoftwareLicenceChecked) {}
/** Somebody saw whether a computer left alone was locked (R94). */
export class ObserveDeviceLock extends stating(DeviceLockObserved) {}

/** What the rules need of a device. */
export type Device = Readonly<{
  /** Where it was registered last, and with which serial number; none of both before. */
  unitId?: string;
  serialHash?: string;
  over: boolean;
  scanRequests: ReadonlySet<string>;
  reports: ReadonlySet<string>;
  /** What the police were told, as `noticeOf` writes it. */
  notified: ReadonlySet<string>;
  /** The unit that the scanner belongs to, where a flow has found it out. */
  scannerUnitId?: string;
}>;

const commands = {
  RegisterDevice,
  ReplaceDevice,
  DecommissionDevice,
  NotifyDeviceChange,
  RequestScan,
  ScanDevice,
  ObserveEndpointProtection,
  CheckSoftwareLicence,
  ObserveDeviceLock,
};
const events = {
  DeviceRegistered,
  DeviceReplaced,
  DeviceDecommissioned,
  DeviceChangeNotified,
  ScanRequested,
  DeviceScanned,
  EndpointProtectionObserved,
  SoftwareLicenceChecked,
  DeviceLockObserved,
};

/** The rules of one look-up computer. That a serial number has one device is kept by `registerDevice`. */
export const device: Decider<Device, typeof commands, typeof events> = {
  category: 'device',
  commands,
  events,
  idOf: (command) => command.deviceId,
  initial: { over: false, scanRequests: new Set(), reports: new Set(), notified: new Set() },
  decide: {
    RegisterDevice(command, device) {
      assertNew(device);
      return [{ type: 'DeviceRegistered', data: statedBy(command) }];
    },
    ReplaceDevice(command, device) {
      if (command.oldDeviceId === command.deviceId) {
        throw new Refused('a device does not replace itself', 'replaces-itself');
      }
      assertNew(device);
      return [{ type: 'DeviceReplaced', data: statedBy(command) }];
    },
    DecommissionDevice(command, device) {
      assertKnown(device);
      assertNotOver(device);
      return [{ type: 'DeviceDecommissioned', data: statedBy(command) }];
    },
    NotifyDeviceChange(command, device) {
      assertKnown(device);
      if (device.notified.has(noticeOf(command))) {
        throw new Refused('this notice is already recorded', 'device-change-notified');
      }
      happened(command, command.sentAt);
      return [{ type: 'DeviceChangeNotified', data: statedBy(command) }];
    },
    RequestScan(command, device) {
      assertKnown(device);
      if (device.scanRequests.has(command.scanRequestId)) {
        throw new Refused('this scan is already requested', 'scan-requested');
      }
      happened(command, command.sentAt);
      return [{ type: 'ScanRequested', data: statedBy(command) }];
    },
    ScanDevice(command, device) {
      assertKnown(device);
      if (command.scanRequestId !== undefined && !device.scanRequests.has(command.scanRequestId)) {
        throw new Refused('this scan of the device was not requested', 'scan-request-unknown');
      }
      if (device.reports.has(command.reportHash)) {
        throw new Refused('the scan of this report is already recorded', 'scan-recorded');
      }
      if ([command.byUnitId, device.scannerUnitId].includes(device.unitId)) {
        throw new Refused('nobody scans the devices of their own unit', 'scanner-of-unit');
      }
      return [{ type: 'DeviceScanned', data: statedBy(command) }];
    },
    ObserveEndpointProtection(command, device) {
      assertKnown(device);
      happened(command, command.at);
      return [{ type: 'EndpointProtectionObserved', data: statedBy(command) }];
    },
    CheckSoftwareLicence(command, device) {
      assertKnown(device);
      happened(command, command.at);
      return [{ type: 'SoftwareLicenceChecked', data: statedBy(command) }];
    },
    ObserveDeviceLock(command, device) {
      assertKnown(device);
      happened(command, command.at);
      return [{ type: 'DeviceLockObserved', data: statedBy(command) }];
    },
  },
  evolve: {
    DeviceRegistered: (device, { unitId, serialHash }) => ({ ...device, unitId, serialHash }),
    DeviceReplaced: (device, { unitId, serialHash }) => ({ ...device, unitId, serialHash }),
    DeviceDecommissioned: (device) => ({ ...device, over: true }),
    DeviceChangeNotified: (device, notice) => ({ ...device, notified: new Set(device.notified).add(noticeOf(notice)) }),
    ScanRequested: (device, { scanRequestId }) => ({
      ...device,
      scanRequests: new Set(device.scanRequests).add(scanRequestId),
    }),
    DeviceScanned: (device, { reportHash }) => ({ ...device, reports: new Set(device.reports).add(reportHash) }),
    EndpointProtectionObserved: (device) => device,
    SoftwareLicenceChecked: (device) => device,
    DeviceLockObserved: (device) => device,
  },
};

function assertNew(device: Device): void {
  assertNotOver(device);
  if (device.unitId !== undefined) throw new Refused('this device is already registered', 'already-registered');
}
function assertNotOver({ over }: Device): void {
  if (over)
    throw new Refused('this device was decommissioned; one that comes back has a new id', 'device-decommissioned');
}
function assertKnown({ unitId }: Device): void {
  if (unitId === undefined) throw new Refused('this device is not registered', 'device-unknown');
}
const noticeOf = ({ to, channel, sentAt }: DeviceChangeNotified) => canonical([to, channel, sentAt]);
