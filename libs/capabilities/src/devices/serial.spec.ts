import { given } from '@app/ledger/given.js';
import { serial } from './serial.js';

const claim = { serialHash: 's1', deviceId: 'd1' };
const claimed = { type: 'DeviceSerialClaimed', data: claim } as const;

describe('a serial number', () => {
  it('is claimed for a device', () => {
    given(serial).when('ClaimSerial', claim).then(claimed);
  });
  it('has one holder', () => {
    given(serial, claimed)
      .when('ClaimSerial', { ...claim, deviceId: 'd2' })
      .refused('another device');
  });
  it('passes on from the holder that is named, and from no other', () => {
    const next = { serialHash: 's1', deviceId: 'd2' };
    given(serial, claimed)
      .when('ClaimSerial', { ...next, over: 'd1' })
      .then({ type: 'DeviceSerialClaimed', data: next });
    given(serial, claimed)
      .when('ClaimSerial', { ...next, over: 'd0' })
      .refused('another device');
  });
});
