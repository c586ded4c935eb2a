import { inStream } from '../facts.js';
import { Id, Ids, Instant, Optional, OneOf, Parts } from '../fields.js';
import { roleClasses } from '../accounts/events.js';

/** What a role class may do under a regulation. */
export class RoleRights {
  @OneOf(roleClasses) roleClass!: string;
  @Ids(100) functions!: string[];
  @Ids(200) fields!: string[];
  @Ids(100) duties!: string[];
}
/** A regulation on who may look up what (R51, R72), in force for units over a time. */
export class RegulationIssued {
  @Id() regulationId!: string;
  @Id() number!: string;
  @Ids(200, 1) unitScope!: string[];
  @Instant() effectiveFrom!: string;
  @Optional() @Instant() effectiveTo?: string;
  @Parts(RoleRights, 20) roleCatalogue!: RoleRights[];
}
export const regulationEvents = {
  RegulationIssued: inStream(RegulationIssued, 'regulation', (data) => data.regulationId),
};
