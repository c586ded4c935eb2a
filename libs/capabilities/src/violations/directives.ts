import { earliest } from './order.js';
import type { Light } from './rule.js';
import type { Time } from './spans.js';

/** When a directive bound a unit: from its distribution to it or to one above, until one that replaces it came there. */
export function boundBy(directiveId: string, unitId: string, light: Light): Time | undefined {
  const from = reached(directiveId, unitId, light);
  if (from === undefined) return undefined;
  const successors = light.setting.directives.filter(({ data }) => data.supersedes === directiveId);
  return { from, to: earliest(...successors.map(({ data }) => reached(data.directiveId, unitId, light))) };
}

function reached(directiveId: string, unitId: string, light: Light): string | undefined {
  const lineage = light.lineage(unitId);
  const there = light.setting.distributions.filter(
    ({ data }) => data.directiveId === directiveId && data.units.some((unit) => lineage.includes(unit)),
  );
  return earliest(...there.map(({ data }) => data.at));
}

/** The directives that were distributed to anybody, in the order of their ids. */
export const distributed = (light: Light): string[] =>
  [...new Set(light.setting.distributions.map(({ data }) => data.directiveId))].sort();

/** Whether a directive lays down one of some duties (R-ids). */
export const laysDown = (directiveId: string, duties: readonly string[], light: Light): boolean =>
  light.setting.directives.some(
    ({ data }) =>
      data.directiveId === directiveId &&
      data.clauseMap.some((clause) => clause.duties.some((id) => duties.includes(id))),
  );
