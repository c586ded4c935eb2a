import { localDay } from '../time.js';
import { dossierOf, outsideOf, placeIn, wayTo, type Dossier } from './dossier.js';
import { ofType, type Known } from './folders.js';
import { useOfficial, useUnit } from './light.js';
import type { Explanation, ExplanationCode, Light, Use } from './rule.js';
import { ticketDue, ticketFor } from './tickets.js';

/** What each code says to people. */
export const explanationNames: Readonly<Record<ExplanationCode, { vi: string; en: string }>> = {
  E1: { vi: 'Công dân thuộc hồ sơ đang giải quyết của đơn vị', en: 'A party of an open dossier of the own unit' },
  E2: { vi: 'Như E1, hồ sơ được liên kết sau, trong hạn', en: 'As E1, by a dossier linked within the grace' },
  E3: { vi: 'Người đại diện, người cùng hộ ghi trong hồ sơ', en: 'A representative or household member of a dossier' },
  E4: { vi: 'Hồ sơ được chuyển đến đơn vị hoặc giao cho cán bộ', en: 'A dossier routed to the unit or delegated' },
  E5: { vi: 'Có phiếu hỗ trợ kỹ thuật', en: 'A support ticket' },
  E6: { vi: 'Đơn khiếu nại, tố cáo được giao cho cán bộ', en: 'A petition assigned to the official' },
  E7: { vi: 'Đợt kiểm tra, thử nghiệm có số', en: 'An inspection or a test with its number' },
  E8: { vi: 'Lãnh đạo đã xác nhận giải trình', en: 'A justification approved by a supervisor' },
  E0: { vi: 'Chưa giải trình được', en: 'Not explained' },
};

// What each code asks is told in docs/decisions, "how a look-up is explained".
const reasons: readonly (readonly [ExplanationCode, (use: Use, light: Light) => boolean])[] = [
  ['E1', (use, light) => named(use, light).some((dossier) => isOwn(use, dossier, light))],
  ['E2', (use, light) => linked(use, light).some((dossier) => isOwn(use, dossier, light))],
  ['E3', (use, light) => served(use, light).some((dossier) => !isParty(use, dossier, light))],
  ['E4', (use, light) => served(use, light).length > 0],
  ['E5', byTicket],
  ['E6', ofPetition],
  ['E7', atInspection],
  ['E8', bySupervisor],
];

/** Tries the lawful reasons for a look-up in their order. */
export function explain(use: Use, light: Light): Explanation {
  return explanationOf(reasons.find(([, holds]) => holds(use, light))?.[0] ?? 'E0');
}

const codes = reasons.map(([code]) => code);
/** An explanation by its code, with what was tried on the way to it. */
export function explanationOf(code: ExplanationCode): Explanation {
  return { code, tried: code === 'E0' ? codes : codes.slice(0, codes.indexOf(code) + 1) };
}

const isParty = (use: Use, dossier: Dossier, light: Light) =>
  (use.subjects ?? []).every((subject) => placeIn(dossier, subject, light) === 'party');
const isListed = (use: Use, dossier: Dossier, light: Light) =>
  (use.subjects ?? []).every((subject) => placeIn(dossier, subject, light) !== undefined);
const isOwn = (use: Use, dossier: Dossier, light: Light) =>
  isParty(use, dossier, light) && wayTo(use, dossier, light) === 'received';

/** The dossier that a look-up names, while it lives. */
function named(use: Use, light: Light): readonly Dossier[] {
  const dossier = dossierOf(use, light);
  return dossier && !outsideOf(use, dossier, light) ? [dossier] : [];
}

/** The dossiers linked to a look-up within the grace. The number may come after it: they need not be received by then. */
function linked(use: Use, light: Light): readonly Dossier[] {
  return saidInTime(use, light)
    .map(({ data }) => dossierOf(data, light))
    .filter((dossier) => dossier !== undefined)
    .filter((dossier) => outsideOf(use, dossier, light)?.side !== 'after');
}

/** The dossiers, named or linked, that list all the citizens and came to the unit or the official in some way. */
function served(use: Use, light: Light): readonly Dossier[] {
  return [...named(use, light), ...linked(use, light)].filter(
    (dossier) => isListed(use, dossier, light) && wayTo(use, dossier, light) !== undefined,
  );
}

function saidInTime(use: Use, light: Light): readonly Known<'LookupJustified'>[] {
  const said = light.justifications(use);
  if (said.length === 0) return said;
  const { due } = light.terms.due(use.at, light.policy(useUnit(use, light), use.at).param('linkGraceWd').value);
  return said.filter(({ at }) => at < due);
}

function byTicket(use: Use, light: Light): boolean {
  const grace = light.policy(useUnit(use, light), use.at).param('supportGraceHours');
  const ticket = ticketFor(use, light);
  return ticket !== undefined && ticket.data.openedAt <= ticketDue(use, grace.value);
}

function ofPetition(use: Use, light: Light): boolean {
  const petitions = [use.petitionId, ...saidInTime(use, light).map(({ data }) => data.petitionId)];
  const official = useOfficial(use, light);
  return petitions
    .filter((petitionId) => petitionId !== undefined)
    .flatMap((petitionId) => light.petition(petitionId)?.observed ?? [])
    .some(({ data }) => official !== undefined && data.assignees.includes(official));
}

// Once there are minutes they must name the account or its official; until then the plan must have the unit and the day.
function atInspection(use: Use, light: Light): boolean {
  if (use.inspectionId === undefined) return false;
  const { facts } = light.folder('inspection', use.inspectionId);
  const [minutes] = ofType(facts, 'InspectionConducted');
  if (minutes) {
    const official = useOfficial(use, light);
    const { accountsChecked, team } = minutes.data;
    return accountsChecked.includes(use.accountId) || team.some(({ officialId }) => officialId === official);
  }
  const plan = ofType(facts, 'InspectionPlanned').at(-1)?.data;
  const day = localDay(use.at);
  return (
    plan !== undefined && plan.unitId === useUnit(use, light) && plan.planned.from <= day && day <= plan.planned.to
  );
}

function bySupervisor(use: Use, light: Light): boolean {
  const official = useOfficial(use, light);
  return light.justifications(use).some(({ data }) => data.role === 'supervisor' && data.by !== official);
}
