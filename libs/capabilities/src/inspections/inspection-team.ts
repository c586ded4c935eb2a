import type { Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import { InspectionTeamEstablished } from './events.js';

/** Says that an inspection team was set up, by which decision, and who is in it (R35). */
export class EstablishInspectionTeam extends stating(InspectionTeamEstablished) {}

const commands = { EstablishInspectionTeam };
const events = { InspectionTeamEstablished };
const { states, ...memory } = statements(events);

/** A team is set up once; another decision makes another team. */
export const inspectionTeam: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'inspectionteam',
  commands,
  events,
  idOf: (command) => command.teamId,
  ...memory,
  decide: {
    EstablishInspectionTeam: states(
      'InspectionTeamEstablished',
      (command) => happened(command, command.establishedAt),
      ({ teamId }) => teamId,
    ),
  },
};
