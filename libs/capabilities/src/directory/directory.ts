import { table, type Rows, type View, type ViewedEvent } from '@app/ledger';
import { factOf, lifeTable, relive } from '../life.js';
import type { UnitReorganised } from '../units/events.js';
import { serviceOf, type Service } from './service.js';
import { existenceOf, type Unit } from './existence.js';

/** Units as they existed from an instant on. */
export const unit = table<Unit>('unit', 'temporal', {
  key: ['unitId', 'validFrom'],
  columns: {
    unitId: 'text',
    validFrom: 'text',
    validTo: 'text',
    status: 'text',
    name: 'text',
    folded: 'text',
    kind: 'text',
    parentUnitId: 'text',
    successors: 'json',
    statedBy: 'text',
    statedPosition: 'integer',
  },
  indexes: [['parentUnitId', 'unitId']],
});
const unitLife = lifeTable('unit_life');

/** Officials in their service as it was from an instant on. */
export const official = table<Service>('official', 'temporal', {
  key: ['officialId', 'validFrom'],
  columns: {
    officialId: 'text',
    validFrom: 'text',
    validTo: 'text',
    status: 'text',
    displayName: 'text',
    folded: 'text',
    holderType: 'text',
    unitId: 'text',
    duty: 'text',
    managerId: 'text',
    statedBy: 'text',
    statedPosition: 'integer',
  },
  indexes: [['unitId', 'officialId']],
});
const officialLife = lifeTable('official_life');

/** Who is where: units and officials at every instant, as known at every position. */
export const directoryView: View = {
  name: 'directory',
  version: 1,
  tables: [unit, unitLife, official, officialLife],
  apply: {
    UnitRegistered: (rows, event) => exist(rows, event, unitOf(event), (event.data as { validFrom: string }).validFrom),
    UnitClosed: (rows, event) => exist(rows, event, unitOf(event), effectOf(event)),
    UnitReorganised(rows, event) {
      const { from, to } = event.data as UnitReorganised;
      for (const unitId of new Set(from)) if (!to.includes(unitId)) exist(rows, event, unitId, effectOf(event));
    },
    OfficialRegistered: (rows, event) => serve(rows, event, event.occurredAt),
    HolderChanged: (rows, event) => serve(rows, event, effectOf(event)),
  },
};

const unitOf = ({ data }: ViewedEvent) => (data as { unitId: string }).unitId;
const effectOf = ({ data }: ViewedEvent) => (data as { effectiveAt: string }).effectiveAt;

function exist(rows: Rows, event: ViewedEvent, unitId: string, effectiveAt: string): void {
  relive(rows, unitLife, unit, unitId, factOf(event, effectiveAt), (facts) => existenceOf(unitId, facts));
}

function serve(rows: Rows, event: ViewedEvent, effectiveAt: string): void {
  const { officialId } = event.data as { officialId: string };
  relive(rows, officialLife, official, officialId, factOf(event, effectiveAt), (facts) => serviceOf(officialId, facts));
}
