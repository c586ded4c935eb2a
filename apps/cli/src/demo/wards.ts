import type { Stage } from './stage.js';
import { type CareOfUnit, under, type Unit } from './units.js';

/** Another ward joins the city, for a story of its own. */
export function addWard(stage: Stage, without: readonly CareOfUnit[] = []): Unit {
  const number = stage.number();
  const ward = { ...under(`PH-${number}`, `UBND phường Sen Hồng ${number}`, 'commune'), without };
  stage.units.push(ward);
  return ward;
}
