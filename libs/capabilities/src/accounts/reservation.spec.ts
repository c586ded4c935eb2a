import { given } from '@app/ledger/given.js';
import { reservation } from './reservation.js';

const claim = { officialId: 'o1', system: 'TTHC', accountId: 'TTHC:an', grantId: 'g1' };
const other = { ...claim, accountId: 'TTHC:an2', grantId: 'g2' };
const reserved = { type: 'AccountReserved', data: claim } as const;
const released = { type: 'AccountReservationReleased', data: claim } as const;

describe('the reservation of an official in a system', () => {
  it('goes to the first who asks', () => {
    given(reservation).when('ReserveAccount', claim).then(reserved);
  });
  it('goes to nobody else while it is held', () => {
    given(reservation, reserved).when('ReserveAccount', other).refused('already has an account');
  });
  it('passes over a holder who is named as ended', () => {
    given(reservation, reserved)
      .when('ReserveAccount', { ...other, over: 'g1' })
      .then({ type: 'AccountReserved', data: other });
  });
  it('does not pass over a holder who has changed meanwhile', () => {
    given(reservation, reserved, { type: 'AccountReserved', data: other })
      .when('ReserveAccount', { ...claim, grantId: 'g3', over: 'g1' })
      .refused('already has an account');
  });
  it('is free again after its release', () => {
    given(reservation, reserved, released).when('ReserveAccount', other).then({ type: 'AccountReserved', data: other });
  });
  it('is released by its holder', () => {
    given(reservation, reserved).when('ReleaseReservation', claim).then(released);
  });
  it.each([
    ['another grant', { ...claim, grantId: 'g2' }],
    ['another account', { ...claim, accountId: 'TTHC:an2' }],
  ])('is not released by %s', (_, stranger) => {
    given(reservation, reserved).when('ReleaseReservation', stranger).refused('does not hold');
  });
  it('is not released twice', () => {
    given(reservation, reserved, released).when('ReleaseReservation', claim).refused('does not hold');
  });
});
