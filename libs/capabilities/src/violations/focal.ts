import type { Known } from './folders.js';
import { greatestBy } from './order.js';
import type { Light } from './rule.js';

type Appointment = Known<'FocalPointAppointed'>;

/** Of some appointments the one in force at an instant: it ends with its days, or when the next begins. */
function inForce(appointments: readonly Appointment[], at: string): Appointment | undefined {
  const begun = appointments.filter(({ data }) => data.validFrom <= at);
  const last = greatestBy(begun, ({ data, at: decided, id }) => `${data.validFrom}|${decided}|${id}`);
  return last?.data.validTo !== undefined && last.data.validTo <= at ? undefined : last;
}

/**
 * The appointments of those who answer at an instant for the scope of a unit's accounts in a system (R67, R68): of the
 * unit and of those above it, each unit's own for the system before its general one. Empty where there are none.
 */
export function focalPoints(unitId: string, system: string, at: string, light: Light): Appointment[] {
  const found = light.lineage(unitId).map((unit) => {
    const { facts } = light.folder('focal', unit);
    const named = facts.filter(({ data }) => data.system === system);
    const general = facts.filter(({ data }) => data.system === undefined);
    return inForce(named, at) ?? inForce(general, at);
  });
  return found.filter((appointment) => appointment !== undefined);
}
