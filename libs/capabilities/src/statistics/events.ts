import { streamName } from '@app/ledger';
import { inStream } from '../facts.js';
import { Id, Instant, Part, Parts, Text, Whole } from '../fields.js';
import { Period } from '../period.js';

/** How many dossiers of a procedure a unit took in and resolved in a period (R102), as their system counts them. */
export class DossierStatsImported {
  @Id() system!: string;
  @Id() unitId!: string;
  @Id() procedureCode!: string;
  @Part(Period) period!: Period;
  @Whole(0, 100_000_000) received!: number;
  @Whole(0, 100_000_000) resolved!: number;
}
export class Procedure {
  @Id() procedureCode!: string;
  @Text(1000) name!: string;
}
/** A system's list of administrative procedures (R102); long lists come in numbered parts. */
export class ProcedureCatalogueUpdated {
  @Id() catalogueId!: string;
  @Id() system!: string;
  @Instant() asOf!: string;
  @Parts(Procedure, 100) procedures!: Procedure[];
  @Whole(1, 100_000) part!: number;
  @Whole(1, 100_000) of!: number;
}

const monthly = ({ system, unitId, period }: DossierStatsImported) =>
  streamName('statistics', `${system}-${unitId}-${period.to.slice(0, 7).replace('-', '')}`);
export const statisticsEvents = {
  DossierStatsImported: { of: DossierStatsImported, streamOf: monthly, observed: true },
  ProcedureCatalogueUpdated: inStream(ProcedureCatalogueUpdated, 'procedures', ({ system }) => system),
};
