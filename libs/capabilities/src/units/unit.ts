import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { UnitClosed, UnitRegistered, UnitReorganised } from './events.js';

/** Makes a unit known (R33), from a day on. */
export class RegisterUnit extends stating(UnitRegistered) {}

/** Units become others. It stands in the stream of the first one named in `from`. */
export class ReorganiseUnits extends stating(UnitReorganised) {}

/** Ends a unit; what it becomes is said by a reorganisation. */
export class CloseUnit extends stating(UnitClosed) {}

/** What the rules need of a unit: since when it exists, since when not, and which reorganisations it saw. */
export type Unit = Readonly<{ validFrom?: string; closedAt?: string; reorganisations: readonly string[] }>;

const commands = { RegisterUnit, ReorganiseUnits, CloseUnit };
const events = { UnitRegistered, UnitReorganised, UnitClosed };

/** The rules of one unit. Of a reorganisation only its first unit is looked at; circles over units are not seen here. */
export const unit: Decider<Unit, typeof commands, typeof events> = {
  category: 'unit',
  commands,
  events,
  idOf: (command) => ('from' in command ? command.from[0] : command.unitId),
  initial: { reorganisations: [] },
  decide: {
    RegisterUnit(command, unit) {
      if (unit.validFrom !== undefined) throw new Refused('this unit is already registered', 'already-registered');
      if (command.parentUnitId === command.unitId) throw new Refused('a unit is not its own parent', 'own-parent');
      if (command.validTo !== undefined && command.validTo <= command.validFrom) {
        throw new Refused('the unit would end before it begins', 'ends-before-it-begins');
      }
      return [{ type: 'UnitRegistered', data: statedBy(command) }];
    },
    ReorganiseUnits(command, unit) {
      inForce(unit, command.effectiveAt);
      if (unit.reorganisations.includes(command.reorganisationId)) {
        throw new Refused('this reorganisation is already recorded', 'already-reorganised');
      }
      const before = new Set(command.from);
      if (before.size === new Set(command.to).size && command.to.every((to) => before.has(to))) {
        throw new Refused('this reorganisation changes nothing: the units stay the same', 'nothing-changes');
      }
      return [{ type: 'UnitReorganised', data: statedBy(command) }];
    },
    CloseUnit(command, unit) {
      inForce(unit, command.effectiveAt);
      return [{ type: 'UnitClosed', data: statedBy(command) }];
    },
  },
  evolve: {
    UnitRegistered: (unit, { validFrom }) => ({ ...unit, validFrom }),
    UnitReorganised: (unit, { reorganisationId }) => ({
      ...unit,
      reorganisations: [...unit.reorganisations, reorganisationId],
    }),
    UnitClosed: (unit, { effectiveAt }) => ({ ...unit, closedAt: effectiveAt }),
  },
};

function inForce({ validFrom, closedAt }: Unit, at: string): void {
  if (validFrom === undefined) throw new Refused('this unit is not registered', 'unit-unknown');
  if (closedAt !== undefined) throw new Refused('this unit is already closed', 'unit-closed');
  if (at < validFrom) throw new Refused('the unit did not exist then', 'before-unit');
}
