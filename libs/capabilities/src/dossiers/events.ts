import { inStream } from '../facts.js';
import { Citizens, Id, Ids, Instant, Optional } from '../fields.js';

/** An administrative dossier as its system shows it (R60). Observed again whenever it changes; parties may grow. */
export class DossierObserved {
  @Id() system!: string;
  @Id() dossierId!: string;
  @Id() procedureCode!: string;
  @Citizens() parties!: string[];
  /** Who acts for a party, as the dossier lists them. */
  @Optional() @Citizens() representatives?: string[];
  /** Who lives with a party, as the dossier lists them. */
  @Optional() @Citizens() householdMembers?: string[];
  @Ids(50, 1) handlingUnits!: string[];
  @Ids(100) assignees!: string[];
  @Instant() receivedAt!: string;
  @Optional() @Instant() closedAt?: string;
}
export class DossierClosed {
  @Id() system!: string;
  @Id() dossierId!: string;
  @Instant() closedAt!: string;
}
/** A complaint or denunciation in its own database; protected by default. */
export class PetitionObserved {
  @Id() system!: string;
  @Id() petitionId!: string;
  @Citizens() parties!: string[];
  @Ids(100) assignees!: string[];
  @Instant() receivedAt!: string;
}

const dossier = (data: { system: string; dossierId: string }) => `${data.system}-${data.dossierId}`;
export const dossierEvents = {
  DossierObserved: inStream(DossierObserved, 'dossier', dossier),
  DossierClosed: inStream(DossierClosed, 'dossier', dossier),
  PetitionObserved: inStream(PetitionObserved, 'petition', (data) => `${data.system}-${data.petitionId}`),
};
