import { Refused, type Decider } from '@app/ledger';
import { AccountId, Decision, Id, Optional, statedBy } from '../fields.js';
import { AccountReservationReleased, AccountReserved, reservationId } from './events.js';

/** Claims an official's only account in a system. Given by `grantAccount` only. */
export class ReserveAccount extends Decision {
  @Id() officialId!: string;
  @Id() system!: string;
  @AccountId() accountId!: string;
  @Id() grantId!: string;
  /** The grant that holds it and is known to have ended, or never to come about. */
  @Optional() @Id() over?: string;
}

/** Gives the claim back after the revocation. Given by `revokeAccount` only. */
export class ReleaseReservation extends Decision {
  @Id() officialId!: string;
  @Id() system!: string;
  @AccountId() accountId!: string;
  @Id() grantId!: string;
}

/** Who holds it, if anybody. */
export type Reservation = Readonly<{ holder?: Readonly<{ accountId: string; grantId: string }> }>;

const commands = { ReserveAccount, ReleaseReservation };
const events = { AccountReserved, AccountReservationReleased };

/** One account per official and system (R95): the stream `reservation-<system>-<officialId>` names the holder. */
export const reservation: Decider<Reservation, typeof commands, typeof events> = {
  category: 'reservation',
  commands,
  events,
  idOf: reservationId,
  initial: {},
  decide: {
    ReserveAccount(command, { holder }) {
      if (holder && holder.grantId !== command.over) {
        throw new Refused('this official already has an account in this system (R95)', 'second-account');
      }
      const { over: _, ...claim } = statedBy(command);
      return [{ type: 'AccountReserved', data: claim }];
    },
    ReleaseReservation(command, { holder }) {
      if (holder?.grantId !== command.grantId || holder.accountId !== command.accountId) {
        throw new Refused('this grant does not hold the reservation', 'not-holder');
      }
      return [{ type: 'AccountReservationReleased', data: statedBy(command) }];
    },
  },
  evolve: {
    AccountReserved: (_, { accountId, grantId }) => ({ holder: { accountId, grantId } }),
    AccountReservationReleased: () => ({}),
  },
};
