import { inStream } from '../facts.js';
import { Flag, Hash, Id, Instant, OneOf, Optional, SomeOf, Text } from '../fields.js';

/** What stands at a place where citizens are looked up. */
abstract class Placed {
  @Id() deviceId!: string;
  @Id() unitId!: string;
  /** Of the hardware's serial number: one device, whatever it is called after it was set up anew. */
  @Id() serialHash!: string;
  /** A counter that several officials use in turn by design. */
  @Optional() @Flag() sharedCounter?: boolean;
  @Optional() @Id() docNo?: string;
}
/** A computer is to be used for look-ups, from `occurredAt` on (R31, R37). */
export class DeviceRegistered extends Placed {}
/** A computer takes the place of another, which ends with it (R31). */
export class DeviceReplaced extends Placed {
  @Id() oldDeviceId!: string;
}
export const decommissionReasons = ['replaced', 'broken', 'lost', 'unused', 'other'];
/** A computer is no longer used for look-ups. It does not come back under this id. */
export class DeviceDecommissioned {
  @Id() deviceId!: string;
  @OneOf(decommissionReasons) reason!: string;
  @Optional() @Id() replacedBy?: string;
  @Optional() @Id() docNo?: string;
}
/** The claim of a device on being the only one of its serial number. */
export class DeviceSerialClaimed {
  @Id() serialHash!: string;
  @Id() deviceId!: string;
}

/** The police were told that a look-up computer changed (R31). */
export class DeviceChangeNotified {
  @Id() deviceId!: string;
  @Id() to!: string;
  @Id() channel!: string;
  @Instant() sentAt!: string;
  @Optional() @Hash() evidenceHash?: string;
  @Optional() @Id() docNo?: string;
}
/** The police were asked to scan a computer (R32, R45). */
export class ScanRequested {
  @Id() scanRequestId!: string;
  @Id() deviceId!: string;
  @Id() to!: string;
  @Instant() sentAt!: string;
  @Optional() @Id() by?: string;
  @Optional() @Text(500) reason?: string;
}
export const scanFindings = [
  'browserPasswordStore',
  'malware',
  'noEndpointProtection',
  'unlicensedSoftware',
  'outdatedSystem',
  'remoteAccess',
  'other',
];
/** A computer was scanned at `occurredAt`, by somebody who does not use it (R32, R36, R37). */
export class DeviceScanned {
  @Id() deviceId!: string;
  /** The request that it answers. */
  @Optional() @Id() scanRequestId?: string;
  /** The official or the police officer who scanned. */
  @Id() by!: string;
  @Optional() @Id() byUnitId?: string;
  @OneOf(['pass', 'fail']) result!: string;
  @SomeOf(scanFindings) findings!: string[];
  @Hash() reportHash!: string;
}

/** Whether a computer was protected against malware at a moment (R76). */
export class EndpointProtectionObserved {
  @Id() deviceId!: string;
  @Id() product!: string;
  @OneOf(['on', 'off', 'outdated', 'missing']) status!: string;
  @Instant() at!: string;
}
/** Whether a computer's software was licensed at a moment (R84). */
export class SoftwareLicenceChecked {
  @Id() deviceId!: string;
  @Id() product!: string;
  @OneOf(['valid', 'expired', 'missing']) status!: string;
  @Instant() at!: string;
  /** The end of the licence. */
  @Optional() @Instant() validTo?: string;
  @Optional() @Id() by?: string;
}
/** Whether a computer left alone was locked at a moment (R94). */
export class DeviceLockObserved {
  @Id() deviceId!: string;
  @Optional() @Id() product?: string;
  @OneOf(['locked', 'off', 'unlocked']) status!: string;
  @Instant() at!: string;
}

const device = (data: { deviceId: string }) => data.deviceId;
export const deviceEvents = {
  DeviceRegistered: inStream(DeviceRegistered, 'device', device),
  DeviceReplaced: inStream(DeviceReplaced, 'device', device),
  DeviceDecommissioned: inStream(DeviceDecommissioned, 'device', device),
  DeviceSerialClaimed: inStream(DeviceSerialClaimed, 'serial', (data) => data.serialHash, 'decided'),
  DeviceChangeNotified: inStream(DeviceChangeNotified, 'device', device, 'decided'),
  ScanRequested: inStream(ScanRequested, 'device', device, 'decided'),
  DeviceScanned: inStream(DeviceScanned, 'device', device, 'decided'),
  EndpointProtectionObserved: inStream(EndpointProtectionObserved, 'device', device),
  SoftwareLicenceChecked: inStream(SoftwareLicenceChecked, 'device', device),
  DeviceLockObserved: inStream(DeviceLockObserved, 'device', device),
};
