import { handle, Refused, type Act, type Decided, type Decider, type EventLog } from '@app/ledger';
import { stating } from '../fields.js';
import { statements, type Stated } from '../statements.js';
import { MaintenancePlanned, SourceRegistered } from './events.js';

/** Says which system is going to report facts, whether they are judged, and how often it shows that it lives (R70). */
export class RegisterSource extends stating(SourceRegistered) {}
/** Makes known, before it begins, a time in which a source is going to be silent. */
export class PlanMaintenance extends stating(MaintenancePlanned) {}

const commands = { RegisterSource, PlanMaintenance };
const events = { SourceRegistered, MaintenancePlanned };
const { states, ...memory } = statements(events);

/** The rules of one source. Its facts are taken whether it is registered or not. */
export const source: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'source',
  commands,
  events,
  idOf: (command) => command.sourceId,
  ...memory,
  decide: {
    RegisterSource: states('SourceRegistered', (command, { SourceRegistered: registered }) => {
      if (registered.some(({ validFrom }) => validFrom === command.validFrom)) {
        throw new Refused('this source is already registered as from this moment', 'source-registered-then');
      }
    }),
    PlanMaintenance: states(
      'MaintenancePlanned',
      (command, { SourceRegistered: registered }) => {
        if (registered.length === 0) throw new Refused('this source is not registered', 'source-unknown');
        if (command.to <= command.from) {
          throw new Refused('the maintenance would end before it begins', 'ends-before-it-begins');
        }
        if (command.occurredAt !== undefined && command.from < command.occurredAt) {
          throw new Refused('maintenance is made known before it begins', 'maintenance-begun');
        }
      },
      ({ maintenanceId }) => maintenanceId,
    ),
  },
};

/**
 * Plans maintenance by the time of recording: silence is explained by what the ledger held before it, never by a paper
 * with an earlier date. Throws what `handle` throws.
 */
export function planMaintenance(log: EventLog, command: PlanMaintenance, act: Act): Promise<Decided> {
  return handle(log, source, 'PlanMaintenance', { ...command, occurredAt: act.recordedAt }, act);
}
