import { addMonths, addMs, startOfDay } from '../time.js';
import { ofType, type Folder } from './folders.js';
import type { Span } from './life.js';
import { placementsOf } from './placement.js';
import { inOrder } from './lists.js';
type Device = Folder<'device'>;

/** The times in which a device counts as protected: so many ms from each time at which its protection was seen on. */
export const protectedTimes = ({ facts }: Device, ms: number): Span[] =>
  ofType(facts, 'EndpointProtectionObserved')
    .filter(({ data }) => data.status === 'on')
    .map(({ id, data }) => ({ from: data.at, to: addMs(data.at, ms), by: id }));

/**
 * The times in which a device may do without another licence check: so many months from each check after which all that
 * was checked so far is licensed, from each registration, and from its first use where that comes before all of these.
 */
export function licensedTimes(device: Device, months: number): Span[] {
  const status = new Map<string, string>();
  const valid = inOrder(ofType(device.facts, 'SoftwareLicenceChecked'), ({ data }) => data.at).filter(({ data }) => {
    status.set(data.product, data.status);
    return [...status.values()].every((one) => one === 'valid');
  });
  const begun = [
    ...valid.map(({ id, data }) => ({ from: data.at, by: id })),
    ...placementsOf(device).filter(({ place }) => place),
  ];
  for (const { data } of ofType(device.facts, 'UsedOn').slice(0, 1)) {
    const firstUsed = startOfDay(data.day);
    if (begun.every(({ from }) => firstUsed < from)) begun.push({ from: firstUsed, by: device.id });
  }
  return begun.map(({ from, by }) => ({ from, to: addMonths(from, months), by }));
}

/** The times in which a browser on a device was known to keep passwords: from a scan that says so to the next that does not. */
export function passwordsKept({ facts }: Device): Span[] {
  const found: Span[] = [];
  for (const { id, at, data } of ofType(facts, 'DeviceScanned')) {
    const last = found.at(-1);
    const isOpen = last !== undefined && last.to === undefined;
    const isKept = data.findings.includes('browserPasswordStore');
    if (isKept && !isOpen) found.push({ from: at, by: id });
    else if (!isKept && isOpen) Object.assign(last, { to: at, endedBy: id });
  }
  return found;
}
