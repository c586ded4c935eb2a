import { stating } from '../fields.js';
import { happened, statement } from '../statements.js';
import { InspectionTeamEstablished } from './events.js';

/** Says that an inspection team was set up, by which decision, and who is in it (R35). */
export class EstablishInspectionTeam extends stating(InspectionTeamEstablished) {}

/** A team is set up once; another decision makes another team. */
export const inspectionTeam = statement(
  'inspectionteam',
  { EstablishInspectionTeam },
  { InspectionTeamEstablished },
  ({ teamId }) => teamId,
  (command) => happened(command, command.establishedAt),
);
