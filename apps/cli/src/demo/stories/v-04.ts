import { at, hour, minute, shift } from '../days.js';
import { lookUp, receiveDossier, type Case } from '../casework.js';
import { grant } from '../staff.js';
import type { Account, Stage } from '../stage.js';
import { dossierUnits } from '../units.js';

/** Dossiers of other units (V-04), and those that were routed or delegated. */
export function dossiersOfOtherUnits(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const [theirs, others] = dossierUnits.map(({ unitId }) => unitId).filter((unitId) => unitId !== clerk.unitId);
  const dossier = (assignees: readonly string[], ...handlingUnits: string[]) =>
    receiveDossier(stage, theirs, assignees, at(stage.workday(), '08:15:00'), { handlingUnits });
  plant(stage, clerk, dossier([], theirs), 'hồ sơ của đơn vị khác', 'a dossier of another unit');
  plant(stage, clerk, dossier(['CB-0001'], theirs), 'giao cho cán bộ khác', 'assigned to somebody else');
  plant(stage, clerk, dossier([], theirs, others), 'chuyển giữa hai đơn vị khác', 'routed between two other units');
  spare(
    stage,
    clerk,
    dossier([clerk.officialId], theirs),
    'được giao hồ sơ của đơn vị khác',
    'delegated to the official',
  );
  spare(stage, clerk, dossier([], theirs, clerk.unitId), 'đơn vị được chuyển hồ sơ', 'routed to the own unit');
  spare(stage, clerk, routedLater(stage, clerk, theirs), 'chuyển đến ghi nhận sau', 'routed, as is told an hour later');
}

const look = (stage: Stage, clerk: Account, dossier: Case) =>
  lookUp(stage, clerk, shift(dossier.receivedAt, stage.random.whole(5, 90) * minute), { case: dossier });
const plant = (stage: Stage, clerk: Account, dossier: Case, vi: string, en: string) =>
  stage.plant({ rule: 'V-04', lookupId: look(stage, clerk, dossier), severity: 'medium', state: 'standing', vi, en });
const spare = (stage: Stage, clerk: Account, dossier: Case, vi: string, en: string) =>
  stage.boundary({ rule: 'V-04', lookupId: look(stage, clerk, dossier), vi, en });

function routedLater(stage: Stage, clerk: Account, unitId: string): Case {
  const dossier = receiveDossier(stage, unitId, [], at(stage.workday(), '08:20:00'));
  const { id: dossierId, parties, receivedAt } = dossier;
  const data = { system: 'TTHC', dossierId, procedureCode: '1.001193', parties, assignees: [], receivedAt };
  stage.observe('DossierObserved', shift(receivedAt, 2 * hour), { ...data, handlingUnits: [unitId, clerk.unitId] });
  return dossier;
}
