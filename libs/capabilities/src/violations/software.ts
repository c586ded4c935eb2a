import { addMonthsTo, addMs } from '../time.js';
import { ofType, type Folder } from './folders.js';
import { byKey } from './lists.js';
import { sortedBy } from './order.js';
import { firstEnd, inTurn, type Span } from './spans.js';

type Device = Folder<'device'>;
interface Observed {
  id: string;
  data: { at: string };
}

/** From each observation that is good to when it is too old, or to the next one that is not good. */
const goodTimes = <T extends Observed>(
  observed: readonly T[],
  isGood: (one: T) => boolean,
  tooOld: (at: string) => string,
): Span[] =>
  inTurn(observed.map((one) => ({ from: one.data.at, by: one.id, one })))
    .filter(({ one }) => isGood(one))
    .map(({ from, by, to, endedBy }) => {
      const end = firstEnd({ at: to, by: endedBy }, { at: tooOld(from), by });
      return { from, to: end?.at, by, endedBy: end?.by };
    });

/** The times in which some product was seen to protect a device: for so many ms, unless it was seen not to before that. */
export const protectedTimes = ({ facts }: Device, ms: number): Span[] =>
  [...byKey(ofType(facts, 'EndpointProtectionObserved'), ({ data }) => data.product).values()].flatMap((observed) =>
    goodTimes(
      observed,
      ({ data }) => data.status === 'on',
      (at) => addMs(at, ms),
    ),
  );

/** The times in which a device counts as licensed: for so many months from each check that left no product unlicensed. */
export function licensedTimes({ facts }: Device, months: number): Span[] {
  const status = new Map<string, string>();
  const licensed = new Set<string>();
  const checks = sortedBy(ofType(facts, 'SoftwareLicenceChecked'), ({ data }) => data.at);
  for (const { id, data } of checks) {
    status.set(data.product, data.status);
    if ([...status.values()].every((one) => one === 'valid')) licensed.add(id);
  }
  return goodTimes(
    checks,
    ({ id }) => licensed.has(id),
    (at) => addMonthsTo(at, months),
  );
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
