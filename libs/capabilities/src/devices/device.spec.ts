import { given } from '@app/ledger/given.js';
import { device } from './device.js';

const at = (hour: string) => `2025-03-01T${hour}:00:00.000Z`;
const pc = { deviceId: 'd1', unitId: 'u1', serialHash: 's1' };
const registered = { type: 'DeviceRegistered', data: pc } as const;
const replacement = { ...pc, oldDeviceId: 'd0' };
const replaced = { type: 'DeviceReplaced', data: replacement } as const;
const end = { deviceId: 'd1', reason: 'broken' };
const over = { type: 'DeviceDecommissioned', data: end } as const;
const notice = { deviceId: 'd1', to: 'CATP', channel: 'van ban', sentAt: at('08') };
const request = { scanRequestId: 'y1', deviceId: 'd1', to: 'CATP', sentAt: at('08') };
const requested = { type: 'ScanRequested', data: request } as const;
const scan = { deviceId: 'd1', by: 'ca-1', result: 'pass', findings: [], reportHash: 'a'.repeat(64) };
const scanned = { type: 'DeviceScanned', data: scan } as const;

describe('a device', () => {
  it('is registered', () => {
    given(device)
      .when('RegisterDevice', { ...pc, occurredAt: at('07') })
      .then(registered);
  });
  it('is registered in the place of another', () => {
    given(device).when('ReplaceDevice', replacement).then(replaced);
  });
  it.each([registered, replaced])('is registered once: %j', (known) => {
    given(device, known).when('RegisterDevice', pc).refused('already registered');
    given(device, known).when('ReplaceDevice', replacement).refused('already registered');
  });
  it('is not its own replacement', () => {
    given(device)
      .when('ReplaceDevice', { ...replacement, oldDeviceId: 'd1' })
      .refused('does not replace itself');
  });
  it.each([registered, replaced])('is decommissioned after %j', (known) => {
    given(device, known).when('DecommissionDevice', end).then(over);
  });
  it('is decommissioned once', () => {
    given(device, registered, over).when('DecommissionDevice', end).refused('was decommissioned');
  });
  it('never comes back under its id', () => {
    given(device, registered, over).when('RegisterDevice', pc).refused('has a new id');
    given(device, registered, over).when('ReplaceDevice', replacement).refused('has a new id');
  });
  it('is registered when it was only seen before', () => {
    const seen = { deviceId: 'd1', product: 'EDR', status: 'on', at: at('07') };
    given(device, { type: 'EndpointProtectionObserved', data: seen }).when('RegisterDevice', pc).then(registered);
  });
});

describe('the police', () => {
  it('are told of a change', () => {
    given(device, registered)
      .when('NotifyDeviceChange', { ...notice, occurredAt: at('09') })
      .then({ type: 'DeviceChangeNotified', data: notice });
  });
  it('are told of the end of a device too', () => {
    given(device, registered, over)
      .when('NotifyDeviceChange', notice)
      .then({ type: 'DeviceChangeNotified', data: notice });
  });
  it('are told by one notice once', () => {
    const told = { type: 'DeviceChangeNotified', data: notice } as const;
    const other = { ...notice, sentAt: at('10') };
    given(device, registered, told).when('NotifyDeviceChange', notice).refused('already recorded');
    given(device, registered, told)
      .when('NotifyDeviceChange', other)
      .then({ type: 'DeviceChangeNotified', data: other });
  });
  it('are asked for a scan once', () => {
    given(device, registered).when('RequestScan', request).then(requested);
    given(device, registered, requested).when('RequestScan', request).refused('already requested');
  });
});

describe('a scan', () => {
  it('is recorded, asked for or not', () => {
    const answer = { ...scan, scanRequestId: 'y1', byUnitId: 'ca', result: 'fail', findings: ['browserPasswordStore'] };
    given(device, registered)
      .when('ScanDevice', { ...scan, occurredAt: at('09') })
      .then(scanned);
    given(device, registered, requested).when('ScanDevice', answer).then({ type: 'DeviceScanned', data: answer });
  });
  it('answers no request that was not made', () => {
    given(device, registered)
      .when('ScanDevice', { ...scan, scanRequestId: 'y1' })
      .refused('was not requested');
  });
  it('is recorded once by its report', () => {
    given(device, registered, scanned).when('ScanDevice', scan).refused('already recorded');
  });
  it('is not made by the unit itself', () => {
    given(device, registered)
      .when('ScanDevice', { ...scan, byUnitId: 'u1' })
      .refused('their own unit');
  });
  it('is not made by an official who is known to be of the unit', () => {
    const knowing: typeof device = { ...device, initial: { ...device.initial, scannerUnitId: 'u1' } };
    given(knowing, registered)
      .when('ScanDevice', { ...scan, byUnitId: 'u2' })
      .refused('their own unit');
  });
});

describe('what is seen of a device', () => {
  const seen = { deviceId: 'd1', product: 'EDR', at: at('08') };
  it('is its protection, its licence, its lock', () => {
    const protection = { ...seen, status: 'on' };
    given(device, registered)
      .when('ObserveEndpointProtection', { ...protection, occurredAt: at('09') })
      .then({ type: 'EndpointProtectionObserved', data: protection });
    const licence = { ...seen, status: 'valid' };
    given(device, registered)
      .when('CheckSoftwareLicence', { ...licence, occurredAt: at('09') })
      .then({ type: 'SoftwareLicenceChecked', data: licence });
    const lock = { ...seen, status: 'locked' };
    given(device, registered)
      .when('ObserveDeviceLock', { ...lock, occurredAt: at('09') })
      .then({ type: 'DeviceLockObserved', data: lock });
  });
});

describe('what has not happened yet', () => {
  it.each([
    ['NotifyDeviceChange', notice],
    ['RequestScan', request],
    ['ObserveEndpointProtection', { deviceId: 'd1', product: 'EDR', status: 'on', at: at('08') }],
    ['CheckSoftwareLicence', { deviceId: 'd1', product: 'Windows', status: 'valid', at: at('08') }],
    ['ObserveDeviceLock', { deviceId: 'd1', status: 'locked', at: at('08') }],
  ] as const)('is not recorded of a device: %s', (name, command) => {
    given(device, registered)
      .when(name, { ...command, occurredAt: at('07') })
      .refused('before it happened');
  });
});

describe('of a device that is not registered', () => {
  it.each([
    ['DecommissionDevice', end],
    ['NotifyDeviceChange', notice],
    ['RequestScan', request],
    ['ScanDevice', scan],
    ['ObserveEndpointProtection', { deviceId: 'd1', product: 'EDR', status: 'on', at: at('08') }],
    ['CheckSoftwareLicence', { deviceId: 'd1', product: 'Windows', status: 'valid', at: at('08') }],
    ['ObserveDeviceLock', { deviceId: 'd1', status: 'locked', at: at('08') }],
  ] as const)('nothing is decided: %s', (name, command) => {
    given(device).when(name, command).refused('not registered');
  });
});
