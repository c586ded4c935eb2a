import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { FocalPointAppointed } from './events.js';

/** Makes an official answer for the scope of a unit's accounts (R67, R68), by a decision. */
export class AppointFocalPoint extends stating(FocalPointAppointed) {}

/** The appointments of one unit. */
export type FocalPoints = Readonly<{ appointments: readonly Readonly<FocalPointAppointed>[] }>;

const commands = { AppointFocalPoint };
const events = { FocalPointAppointed };

/**
 * One focal point at most at any instant for a unit and system (R67). An appointment without an end ends when the next
 * begins, so a successor needs no dismissal; one whose days are set is never cut short.
 */
export const focalPoint: Decider<FocalPoints, typeof commands, typeof events> = {
  category: 'focal',
  commands,
  events,
  idOf: (command) => command.unitId,
  initial: { appointments: [] },
  decide: {
    AppointFocalPoint(command, { appointments }) {
      if (appointments.some(({ focalId }) => focalId === command.focalId)) {
        throw new Refused('this appointment is already recorded', 'focal-appointed');
      }
      if (command.validTo !== undefined && command.validTo <= command.validFrom) {
        throw new Refused('the appointment would end before it begins', 'ends-before-it-begins');
      }
      if (appointments.some((other) => other.system === command.system && overlap(other, command))) {
        throw new Refused('this unit has another focal point in those days', 'focal-points-overlap');
      }
      return [{ type: 'FocalPointAppointed', data: statedBy(command) }];
    },
  },
  evolve: {
    FocalPointAppointed: ({ appointments }, appointed) => ({ appointments: [...appointments, appointed] }),
  },
};

type Days = Pick<FocalPointAppointed, 'validFrom' | 'validTo'>;
function overlap(a: Days, b: Days): boolean {
  if (a.validFrom === b.validFrom) return true;
  const [first, then] = a.validFrom < b.validFrom ? [a, b] : [b, a];
  return first.validTo !== undefined && first.validTo > then.validFrom;
}
