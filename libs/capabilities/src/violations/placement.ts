import { localDay } from '../time.js';
import { ofType, type Folder, type FolderFacts, type Known } from './folders.js';
import { grantAt } from './life.js';
import { isIn, type Span, type Time } from './spans.js';
import type { Light } from './rule.js';

type Device = Folder<'device'>;
type Place = Known<'DeviceRegistered' | 'DeviceReplaced'>;

/** A time in which a device stood registered in one place, or in none. */
export interface Placement extends Span {
  place?: Place;
}

const known = new WeakMap<Device['facts'], readonly Placement[]>();
/** A device's life from the beginning of time, cut where it is registered, replaced or taken out of use. */
export function placementsOf(device: Device): readonly Placement[] {
  // Devices of which nothing is known may share one empty list.
  let placements = known.get(device.facts);
  if (placements?.[0].by !== device.id) known.set(device.facts, (placements = cut(device)));
  return placements;
}

function cut({ id, facts }: Device): Placement[] {
  const placements: Placement[] = [{ from: '', by: id }];
  for (const fact of facts) {
    const isPlaced = fact.type === 'DeviceRegistered' || (fact.type === 'DeviceReplaced' && fact.data.deviceId === id);
    if (!isPlaced && fact.type !== 'DeviceReplaced' && fact.type !== 'DeviceDecommissioned') continue;
    Object.assign(placements[placements.length - 1], { to: fact.at, endedBy: fact.id });
    placements.push({ from: fact.at, by: fact.id, ...(isPlaced && { place: fact }) });
  }
  return placements;
}

/** Where a device was registered at an instant. */
export const placeAt = (device: Device, at: string): Place | undefined =>
  placementsOf(device).findLast(({ from }) => from <= at)?.place;

/** A session as a device's day keeps it. */
export type SessionThere = FolderFacts['deviceDay'];

/** The first session begun on a device within a span. */
export function firstSession(device: Device, time: Time, light: Light): SessionThere | undefined {
  const { from, to } = time;
  const [firstDay, lastDay] = [from && localDay(from), to === undefined ? '~' : localDay(to)];
  for (const { data } of ofType(device.facts, 'UsedOn')) {
    if (data.day < firstDay || data.day > lastDay) continue;
    const { facts } = light.folder('deviceDay', `${data.day}|${device.id}`);
    const first = facts.find(({ at }) => isIn(time, at));
    if (first) return first;
  }
  return undefined;
}

/** Whose session it was, as its account's grant then says. */
export function aboutSession({ at, data: { accountId } }: SessionThere, light: Light) {
  const grant = grantAt(light.account(accountId), at)?.data;
  return { accountId, officialId: grant?.officialId, unitId: grant?.unitId };
}

/** The same of a session on a device; its unit is the one that the device is registered to, where it is. */
export function aboutUseOf(device: Device, session: SessionThere, light: Light) {
  const about = aboutSession(session, light);
  return { ...about, unitId: placeAt(device, session.at)?.data.unitId ?? about.unitId };
}
