import { at, hour, minute, shift } from '../days.js';
import { grant } from '../accounts.js';
import { lookUp, receiveDossier } from '../casework.js';
import type { Account } from '../cast.js';
import { hire } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits, type Unit } from '../units.js';

/** Many accounts of several units that look one citizen up within a day (V-16, in trial), and those with a reason in common. */
export function convergence(stage: Stage): void {
  const [one, other, third] = stage.random.shuffled(dossierUnits);
  const accounts = (units: readonly Unit[]) =>
    units.map((unit) => grant(stage, 'TTHC', { official: hire(stage, unit) }));
  const here = accounts([one, one, one, one]);
  const there = accounts([other, other, third, third]);
  plant(stage, [...here.slice(0, 2), ...there.slice(0, 2)], 'medium', [
    'bốn tài khoản của hai đơn vị',
    'four accounts of two units',
  ]);
  plant(stage, [...here.slice(2), there[0], there[2]], 'medium', [
    'bốn tài khoản của ba đơn vị',
    'four accounts of three units',
  ]);
  plant(stage, [...here, ...there], 'high', ['tám tài khoản trong một ngày', 'eight accounts within a day']);
  spare(stage, [here[0], here[1], there[0]], ['ba tài khoản', 'three accounts']);
  spare(stage, here, ['bốn tài khoản của một đơn vị', 'four accounts of one unit']);
  common(stage, [...here.slice(0, 2), ...there.slice(0, 2)]);
}

/** Each looks the same citizen up for a dossier of their own, half an hour apart. Answers the look-ups. */
function converge(stage: Stage, accounts: readonly Account[]): string[] {
  const citizen = stage.citizen();
  const start = at(stage.workday(), '08:20:00');
  return accounts.map((account, i) => {
    const time = shift(start, i * 0.5 * hour);
    const parties = [citizen];
    const served = receiveDossier(stage, account.unitId, [account.officialId], shift(time, -15 * minute), { parties });
    return lookUp(stage, account, time, { case: served, subjects: parties });
  });
}
function plant(stage: Stage, accounts: readonly Account[], severity: 'medium' | 'high', words: Words): void {
  const lookups = converge(stage, accounts);
  stage.plant('V-16', { lookupId: lookups[0] }, severity, words);
}
function spare(stage: Stage, accounts: readonly Account[], words: Words): void {
  for (const lookupId of converge(stage, accounts)) stage.spare('V-16', { lookupId }, words);
}

function common(stage: Stage, accounts: readonly Account[]): void {
  const start = at(stage.workday(), '13:40:00');
  const handlingUnits = [...new Set(accounts.map(({ unitId }) => unitId))];
  const assignees = accounts.map(({ officialId }) => officialId);
  const served = receiveDossier(stage, handlingUnits[0], assignees, shift(start, -hour), { handlingUnits });
  const subjects = served.parties.slice(0, 1);
  const words = [
    'bốn tài khoản của hai đơn vị, cùng một hồ sơ liên thông',
    'four accounts of two units for one dossier in common',
  ] as const;
  accounts.forEach((account, i) => {
    const lookupId = lookUp(stage, account, shift(start, i * 20 * minute), { case: served, subjects });
    stage.spare('V-16', { lookupId }, words);
  });
}
