import { at, daySpan, minute, shift } from '../days.js';
import { lookUp, receiveDossier, type Case } from '../casework.js';
import { citizenNumber } from '../names.js';
import { grant } from '../staff.js';
import type { Account, Stage } from '../stage.js';

/** Look-ups of citizens whom the dossier does not list (V-02), and of those whom it lists in some way. */
export function citizensOutsideDossier(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const stranger = citizenNumber(stage.random);
  const dossier = ownDossier(stage, clerk);
  plant(stage, clerk, dossier, [stranger], 'công dân không có trong hồ sơ', 'a citizen whom the dossier does not list');
  const mixed = [dossier.parties[0], stranger];
  plant(stage, clerk, dossier, mixed, 'hai công dân, một người ngoài hồ sơ', 'two citizens, one of them not listed');
  const other = ownDossier(stage, clerk);
  plant(stage, clerk, dossier, [...other.parties], 'công dân của hồ sơ khác', 'the parties of another dossier');
  spare(stage, clerk, dossier, [...dossier.parties], 'đúng các bên của hồ sơ', 'just the parties of the dossier');
  actingForAParty(stage, clerk);
  addedLater(stage, clerk);
  underTheFormerNumber(stage, clerk);
}

function ownDossier(stage: Stage, clerk: Account, how: { parties?: string[]; representatives?: string[] } = {}): Case {
  return receiveDossier(stage, clerk.unitId, [clerk.officialId], at(stage.workday(), '08:10:00'), how);
}
const look = (stage: Stage, clerk: Account, dossier: Case, subjects: readonly string[]) =>
  lookUp(stage, clerk, shift(dossier.receivedAt, stage.random.whole(5, 90) * minute), { case: dossier, subjects });

function plant(stage: Stage, clerk: Account, dossier: Case, subjects: readonly string[], vi: string, en: string): void {
  const lookupId = look(stage, clerk, dossier, subjects);
  stage.plant({ rule: 'V-02', lookupId, severity: 'high', state: 'standing', vi, en });
}
function spare(stage: Stage, clerk: Account, dossier: Case, subjects: readonly string[], vi: string, en: string): void {
  stage.boundary({ rule: 'V-02', lookupId: look(stage, clerk, dossier, subjects), vi, en });
}

function actingForAParty(stage: Stage, clerk: Account): void {
  const mother = citizenNumber(stage.random);
  const dossier = ownDossier(stage, clerk, { representatives: [mother] });
  spare(stage, clerk, dossier, [mother], 'người đại diện ghi trong hồ sơ', 'a representative whom the dossier lists');
}

function addedLater(stage: Stage, clerk: Account): void {
  const owner = citizenNumber(stage.random);
  const dossier = ownDossier(stage, clerk);
  const time = shift(dossier.receivedAt, 3 * daySpan);
  const { id: dossierId, receivedAt } = dossier;
  const data = { system: 'TTHC', dossierId, procedureCode: '1.004859', parties: [owner], assignees: [], receivedAt };
  stage.observe('DossierObserved', time, { ...data, handlingUnits: [clerk.unitId] });
  spare(stage, clerk, dossier, [owner], 'đồng sở hữu được bổ sung ba ngày sau', 'a co-owner added three days later');
}

function underTheFormerNumber(stage: Stage, clerk: Account): void {
  const [tokenOld, tokenNew] = [citizenNumber(stage.random).slice(-9), citizenNumber(stage.random)];
  const dossier = ownDossier(stage, clerk, { parties: [tokenOld] });
  stage.observe('SubjectAliasLinked', shift(dossier.receivedAt, daySpan), { tokenOld, tokenNew, reason: 'cmndToCccd' });
  spare(stage, clerk, dossier, [tokenNew], 'hồ sơ ghi số CMND cũ của công dân', 'the dossier has the former number');
}
