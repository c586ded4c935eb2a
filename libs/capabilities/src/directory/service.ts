import type { Fact, Interval } from '../life.js';
import type { HolderChanged, OfficialRegistered } from '../officials/events.js';
import { folded } from './folded.js';

export type ServiceStatus = 'active' | 'absent' | 'dutyEnded' | 'left';

/** An official's service from an instant on. What was never stated is left out. */
export interface Service extends Interval {
  officialId: string;
  status: ServiceStatus;
  displayName?: string;
  folded?: string;
  holderType?: string;
  unitId?: string;
  duty?: string;
  managerId?: string;
  /** The event that made it so. */
  statedBy: string;
  statedPosition: number;
}

/**
 * An official's service over all time, from their registrations and changes sorted `byEffect`. A registration counts
 * from its occurrence on; a name first registered later stands over the earlier intervals too. An absence ends by
 * itself at its `until`, unless something else has happened by then. Nothing throws.
 */
export function serviceOf(officialId: string, facts: readonly Fact[]): readonly Service[] {
  const first = facts.find(({ type }) => type === 'OfficialRegistered')?.data as OfficialRegistered | undefined;
  const services: Service[] = [];
  const add = (next: Service) => {
    const last = services.at(-1);
    if (last?.validFrom === next.validFrom) services.pop();
    else if (last) last.validTo = next.validFrom;
    services.push(next);
  };
  for (const [i, fact] of facts.entries()) {
    const before = services.at(-1);
    const next = after(before ?? { officialId, status: 'active', ...(first && nameOf(first)) }, fact);
    add(next);
    const { kind, until } = fact.data as HolderChanged;
    const following = facts[i + 1]?.effectiveAt;
    if (kind !== 'absence' || until === undefined || until <= next.validFrom || next.status !== 'absent') continue;
    if (following === undefined || until < following) add({ ...next, validFrom: until, status: 'active' });
  }
  return services;
}

type Known = Omit<Service, 'validFrom' | 'statedBy' | 'statedPosition'>;

function after({ validTo: _, ...was }: Known, { type, data, effectiveAt, eventId, position }: Fact): Service {
  const stated = { validFrom: effectiveAt, statedBy: eventId, statedPosition: position };
  if (type === 'OfficialRegistered') {
    const { unitId, duty, managerId, ...registered } = data as OfficialRegistered;
    const manager = managerId === undefined ? {} : { managerId };
    return { officialId: was.officialId, status: 'active', ...nameOf(registered), unitId, duty, ...manager, ...stated };
  }
  const { kind, unitId, duty } = data as HolderChanged;
  const place = { ...(unitId !== undefined && { unitId }), ...(duty !== undefined && { duty }) };
  switch (kind) {
    case 'left':
    case 'dutyEnded':
      return { ...was, ...stated, status: kind };
    case 'absence':
      return { ...was, ...stated, status: was.status === 'active' ? 'absent' : was.status };
    default:
      return { ...was, ...place, ...stated, status: 'active' };
  }
}

const nameOf = ({ displayName, holderType }: Pick<OfficialRegistered, 'displayName' | 'holderType'>) => ({
  displayName,
  folded: folded(displayName),
  holderType,
});
