import { dayOf, hour, shift } from './days.js';
import { clauses, directive, profile, regulation } from './directives.js';
import { approver } from './officials.js';
import type { Stage } from './stage.js';

/** The city's units, its rules, who answers for its accounts, and the systems that report to the ledger. */
export function foundCity(stage: Stage): void {
  const { foundedAt } = stage.term;
  const before = shift(foundedAt, -2 * hour);
  const unitScope = stage.units.map((unit) => unit.unitId);
  for (const { without: _, ...unit } of stage.units)
    stage.command('units:register', before, { ...unit, validFrom: before });
  const date = dayOf(before);
  const clauseMap = [
    { clause: '§1', duties: clauses.slice(0, 50) },
    { clause: '§2', duties: clauses.slice(50) },
  ];
  const title = 'Về quản lý tài khoản khai thác dữ liệu dân cư';
  stage.command('directives:register', before, { ...directive, date, title, clauseMap });
  const { directiveId } = directive;
  stage.command('directives:distribute', shift(before, hour), {
    directiveId,
    units: unitScope,
    at: shift(before, hour),
  });
  const mfaFrom = { value: Number(dayOf(foundedAt).replaceAll('-', '')), clause: 'R73' };
  const params = { ...profile.params, mfaFrom };
  const reports = stage.owed.map(({ handedIn: _, ...owed }) => owed);
  stage.command('policies:set', before, { ...profile, unitScope, effectiveFrom: foundedAt, params, reports });
  stage.command('regulations:issue', before, { ...regulation, effectiveFrom: foundedAt });
  registerSources(stage, before);
}

// None of them is expected to show signs of life.
function registerSources(stage: Stage, validFrom: string): void {
  const kinds = { TTHC: 'TTHC', KNTC: 'KNTC', IDP: 'IdP', HRM: 'HR', EDR: 'EP' };
  for (const [sourceId, kind] of Object.entries(kinds))
    stage.command('sources:register', validFrom, { sourceId, kind, role: 'primary', validFrom });
}

/** Each unit has the same focal point, who answers for the scope of its accounts. */
export function appointFocalPoints(stage: Stage): void {
  const validFrom = stage.term.foundedAt;
  for (const { unitId } of stage.units) appointFocalPoint(stage, unitId, approver, validFrom);
}

export function appointFocalPoint(stage: Stage, unitId: string, officialId: string, validFrom: string): void {
  const focalId = `DM-${stage.number()}`;
  const body = { focalId, unitId, officialId, decisionNo: `${focalId}/QĐ-UBND`, validFrom };
  stage.command('focalPoints:appoint', validFrom, body);
}
