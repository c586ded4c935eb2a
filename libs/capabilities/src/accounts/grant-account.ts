import {
  Contended,
  fold,
  handle,
  Refused,
  streamName,
  type Act,
  type Decided,
  type EventLog,
  type RecordedEvent,
} from '@app/ledger';
import { eventsOf, isOf, step, unlessStale } from '../steps.js';
import { account, claimOf, type GrantAccount, type RevokeAccount } from './account.js';
import { reservationId, type AccountReserved } from './events.js';
import { reservation } from './reservation.js';
import { assertServing } from './serving.js';

/** How long a reservation without its grant keeps others out: the time that a slow writer has. */
export const reservationHoldMs = 60_000;
const tries = 5;

/**
 * Grants an account so that an official has one per system (R95), across three streams: the official must be serving;
 * the reservation is written first, at its exact version; then the grant, which cites it. After a crash between the two
 * a re-send goes on, and 60 s later anyone may take over: a contender first writes the lapse into the holder's account
 * stream, so that a holder who was only slow can no longer grant. Imported accounts have no reservation and are not
 * seen here. A re-send answers with what was stored. Throws what `handle` throws.
 */
export async function grantAccount(log: EventLog, command: GrantAccount, act: Act): Promise<Decided> {
  const history = await eventsOf(log, streamName('account', command.accountId));
  if (history.some((event) => isOf(act, event))) return handle(log, account, 'GrantAccount', command, act);
  account.decide.GrantAccount(command, fold(account, history)); // a grant that would be refused reserves nothing
  const official = await eventsOf(log, streamName('official', command.officialId));
  assertServing(official, act.occurredAt > command.validFrom ? act.occurredAt : command.validFrom);
  const reservedAt = await reserve(log, command, act);
  return handle(log, citing(reservedAt), 'GrantAccount', command, act);
}

/**
 * Revokes a grant, then gives its reservation back unless the end still lies ahead. A crash in between holds nobody up:
 * the next grant sees that the holder's grant has ended. Throws what `handle` throws.
 */
export async function revokeAccount(log: EventLog, command: RevokeAccount, act: Act): Promise<Decided> {
  const decided = await handle(log, account, 'RevokeAccount', command, act);
  const { grantId, effectiveAt } = decided.events[0].data as RevokeAccount & { grantId: string };
  if (effectiveAt <= act.recordedAt) await release(log, command.accountId, grantId, act);
  return decided;
}

/** The account's rules for a grant under one reservation: it is cited, and must not have lapsed. */
const citing = (reservedAt: number): typeof account => ({
  ...account,
  decide: {
    ...account.decide,
    GrantAccount(command, state) {
      if (state.lapsed.has(claimOf({ officialId: command.officialId, reservedAt }))) {
        throw new Refused('another grant took over the reservation; try again', 'reservation-lapsed');
      }
      return account.decide
        .GrantAccount(command, state)
        .map((event) => (event.type === 'AccountGranted' ? { ...event, data: { ...event.data, reservedAt } } : event));
    },
  },
});

/** Makes this grant the holder and answers the version to cite. */
async function reserve(log: EventLog, command: GrantAccount, act: Act): Promise<number> {
  const { officialId, system, accountId, grantId } = command;
  const claim = { officialId, system, accountId, grantId };
  for (let attempt = 0; attempt < tries; attempt++) {
    const held = await eventsOf(log, streamName('reservation', reservationId(claim)));
    const holder = holderOf(held);
    if (holder) {
      const claimed = await claimState(log, holder);
      const own = holder.accountId === accountId && holder.grantId === grantId;
      if (own && claimed.state !== 'lapsed') return holder.reservedAt;
      if (claimed.state === 'granted') throw taken();
      if (claimed.state === 'ended' && claimed.endedAt > command.validFrom) throw taken();
      if (claimed.state === 'waiting') {
        if (Date.parse(act.recordedAt) - Date.parse(holder.recordedAt) < reservationHoldMs) throw taken();
        const { recordedAt: _, ...lapsing } = holder;
        const lapse = step(act, 'LapseReservation', 2 * holder.reservedAt - 1, claimed.version);
        if (!(await unlessStale(handle(log, account, 'LapseReservation', lapsing, lapse)))) continue;
      }
    }
    const reserving = step(act, 'ReserveAccount', 2 * held.length, held.length);
    const reserved = handle(log, reservation, 'ReserveAccount', { ...claim, over: holder?.grantId }, reserving);
    const done = await unlessStale(reserved);
    if (done) return done.version;
  }
  throw new Contended('other grants keep changing this reservation; try again');
}

async function release(log: EventLog, accountId: string, grantId: string, act: Act): Promise<void> {
  const history = await eventsOf(log, streamName('account', accountId));
  const grant = fold(account, history).grants.get(grantId);
  if (!grant) return;
  const claim = { officialId: grant.officialId, system: grant.system, accountId, grantId };
  for (let attempt = 0; attempt < tries; attempt++) {
    const held = await eventsOf(log, streamName('reservation', reservationId(claim)));
    const holder = holderOf(held);
    if (holder?.accountId !== accountId || holder.grantId !== grantId) return;
    const releasing = step(act, 'ReleaseReservation', 2 * held.length, held.length);
    if (await unlessStale(handle(log, reservation, 'ReleaseReservation', claim, releasing))) return;
  }
}

/** Who holds a reservation, with the version that a grant under it cites. */
function holderOf(held: readonly RecordedEvent[]) {
  if (!fold(reservation, held).holder) return undefined;
  const last = held[held.length - 1];
  return { ...(last.data as AccountReserved), reservedAt: last.version + 1, recordedAt: last.recordedAt };
}

/** What became of a holder's grant; `version` is how many events its account stream held then. */
async function claimState(log: EventLog, holder: NonNullable<ReturnType<typeof holderOf>>) {
  const history = await eventsOf(log, streamName('account', holder.accountId));
  const { lapsed, grants, ended } = fold(account, history);
  const endedAt = ended.get(holder.grantId);
  if (lapsed.has(claimOf(holder))) return { state: 'lapsed' } as const;
  if (endedAt !== undefined) return { state: 'ended', endedAt } as const;
  if (grants.has(holder.grantId)) return { state: 'granted' } as const;
  return { state: 'waiting', version: history.length } as const;
}

const taken = () => new Refused('this official already has an account in this system (R95)', 'second-account');
