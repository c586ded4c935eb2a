import { useUnit } from './light.js';
import type { CaseFile, Explanation, Light, Use } from './rule.js';

/**
 * Tries the lawful reasons for a look-up in their order: E1 a party of the open dossier at the own unit, E2 the same by
 * a dossier linked within the grace, E6 a petition assigned to the official, E8 a supervisor's justification.
 */
export function explain(use: Use, light: Light): Explanation {
  const reasons = { E1: ofDossier, E2: linkedLater, E6: ofPetition, E8: bySupervisor };
  const tried: string[] = [];
  for (const [code, holds] of Object.entries(reasons)) {
    tried.push(code);
    if (holds(use, light)) return { code: code as Explanation['code'], tried };
  }
  return { code: 'E0', tried };
}

const partiesOf = (file: CaseFile) => new Set(file.observed.flatMap(({ data }) => data.parties));
const isParty = (use: Use, file: CaseFile) => {
  const parties = partiesOf(file);
  return (use.subjects ?? []).every((subject) => parties.has(subject));
};

function openAtOwnUnit(use: Use, file: CaseFile, light: Light): boolean {
  const unit = useUnit(use, light);
  const lineage = unit === undefined ? [] : light.lineage(unit);
  const dossiers = file.observed.filter((fact) => fact.type === 'DossierObserved');
  const received = dossiers.some(({ data }) => data.receivedAt <= use.at);
  const closings = [...dossiers.map(({ data }) => data.closedAt), ...file.closed.map(({ data }) => data.closedAt)];
  const open = closings.every((closedAt) => closedAt === undefined || use.at < closedAt);
  return (
    received && open && dossiers.some(({ data }) => data.handlingUnits.some((handling) => lineage.includes(handling)))
  );
}

function ofDossier(use: Use, light: Light): boolean {
  const file = light.dossier(use.dossierId);
  return file !== undefined && isParty(use, file) && openAtOwnUnit(use, file, light);
}

function linkedLater(use: Use, light: Light): boolean {
  const { due } = light.terms.due(use.at, light.policy(useUnit(use, light), use.at).param('linkGraceWd').value);
  return light.justifications(use).some(({ at, data }) => {
    const file = at >= due ? undefined : light.dossier(data.dossierId);
    return file !== undefined && isParty(use, file);
  });
}

function ofPetition(use: Use, light: Light): boolean {
  const file = light.petition(use.petitionId);
  const official = use.officialId ?? light.account(use.accountId).grants[0]?.data.officialId;
  return file?.observed.some(({ data }) => official !== undefined && data.assignees.includes(official)) ?? false;
}

const bySupervisor = (use: Use, light: Light) =>
  light.justifications(use).some(({ data }) => data.role === 'supervisor' && data.by !== use.officialId);
