import { at, minute, shift } from '../days.js';
import { grant } from '../accounts.js';
import { lookUp, receiveDossier } from '../casework.js';
import type { Account } from '../cast.js';
import { hire } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits } from '../units.js';
import { mergedWard } from '../wards.js';

/** Look-ups for a dossier of another unit (V-04), and for one that was passed on, shared or inherited. */
export function dossiersOfOtherUnits(stage: Stage): void {
  const [own, other, third] = stage.random.shuffled(dossierUnits);
  const clerk = grant(stage, 'TTHC', { official: hire(stage, own) });
  const colleague = grant(stage, 'TTHC', { official: hire(stage, other) });
  const asked = (words: Words, units: readonly string[], assignees: readonly string[]) => {
    const lookupId = look(stage, clerk, units, assignees);
    stage.plant('V-04', { lookupId }, 'medium', words);
  };
  asked(['hồ sơ của đơn vị khác', "another unit's dossier"], [other.unitId], [colleague.officialId]);
  asked(['hồ sơ của hai đơn vị khác', 'a dossier of two other units'], [other.unitId, third.unitId], []);
  asked(['hồ sơ đơn vị khác, chưa phân công ai', 'of another unit, assigned to nobody'], [third.unitId], []);

  const lawful = (words: Words, units: readonly string[], assignees: readonly string[]) =>
    stage.spare('V-04', { lookupId: look(stage, clerk, units, assignees) }, words);
  lawful(['hồ sơ đơn vị khác, được phân công', 'of another unit, yet assigned'], [other.unitId], [clerk.officialId]);
  lawful(
    ['hồ sơ của hai đơn vị, có đơn vị mình', 'shared by two units'],
    [other.unitId, own.unitId],
    [colleague.officialId],
  );
  const { old, ward } = mergedWard(stage);
  const heir = grant(stage, 'TTHC', { official: hire(stage, ward) });
  const inherited = [
    'hồ sơ của phường đã sáp nhập vào đơn vị',
    'a dossier of a ward that became part of the unit',
  ] as const;
  stage.spare('V-04', { lookupId: look(stage, heir, [old.unitId], [colleague.officialId]) }, inherited);
}

/** A look-up for a dossier of some units. */
function look(stage: Stage, account: Account, handlingUnits: readonly string[], assignees: readonly string[]): string {
  const time = at(stage.workday(), '14:05:00');
  const served = receiveDossier(stage, handlingUnits[0], assignees, shift(time, -50 * minute), { handlingUnits });
  return lookUp(stage, account, time, { case: served });
}
