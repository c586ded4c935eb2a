import { at, minute, shift } from '../days.js';
import { justify, lookUp, receiveDossier } from '../casework.js';
import { grant } from '../staff.js';
import type { Account, Stage } from '../stage.js';

/** Officials who look themselves up (V-13), and those who look up a colleague or somebody else. */
export function lookingThemselvesUp(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const own = citizenOf(stage, clerk);
  plant(stage, look(stage, clerk, [own]), 'medium', 'tự tra cứu với hồ sơ của mình', 'for a dossier of their own');
  const other = grant(stage, 'TTHC');
  const both = look(stage, other, [citizenOf(stage, other), own]);
  plant(stage, both, 'medium', 'tự tra cứu cùng người khác', 'with somebody else');
  const bare = lookUp(stage, other, at(stage.workday(), '10:05:00'), {
    case: 'none',
    subjects: [citizenOf(stage, other)],
  });
  plant(stage, bare, 'high', 'tự tra cứu không có hồ sơ', 'without a dossier');
  const told = { vi: 'tự tra cứu, không có hồ sơ', en: 'themselves, and without a dossier' };
  stage.plant({ rule: 'V-01', lookupId: bare, severity: 'high', state: 'standing', ...told });
  spare(stage, look(stage, other, [own]), 'tra cứu đồng nghiệp có hồ sơ', 'a colleague, who has a dossier');
  spare(stage, look(stage, clerk, undefined), 'tra cứu công dân khác', 'another citizen');
  const time = at(stage.workday(), '10:15:00');
  const turnedDown = lookUp(stage, clerk, time, { subjects: [own], denied: 'citizen-mismatch' });
  spare(stage, turnedDown, 'hệ thống đã từ chối', 'an attempt that was turned down');
  laterExplained(stage, clerk, own);
}

const citizenOf = (stage: Stage, { officialId }: Account) =>
  stage.officials.find((official) => official.officialId === officialId)!.citizen;

function look(stage: Stage, clerk: Account, parties: readonly string[] | undefined): string {
  const receivedAt = at(stage.workday(), '08:25:00');
  const dossier = receiveDossier(stage, clerk.unitId, [clerk.officialId], receivedAt, { parties });
  const time = shift(receivedAt, stage.random.whole(5, 90) * minute);
  return lookUp(stage, clerk, time, { case: dossier, subjects: dossier.parties });
}
const plant = (stage: Stage, lookupId: string, severity: 'medium' | 'high', vi: string, en: string) =>
  stage.plant({ rule: 'V-13', lookupId, severity, state: 'standing', vi, en });
const spare = (stage: Stage, lookupId: string, vi: string, en: string) =>
  stage.boundary({ rule: 'V-13', lookupId, vi, en });

function laterExplained(stage: Stage, clerk: Account, own: string): void {
  const time = at(stage.workday(), '14:05:00');
  const lookupId = lookUp(stage, clerk, time, { case: 'none', subjects: [own] });
  const dossier = receiveDossier(stage, clerk.unitId, [], shift(time, 10 * minute), { parties: [own] });
  justify(stage, clerk, lookupId, shift(time, 30 * minute), { by: 'official', case: dossier });
  plant(stage, lookupId, 'medium', 'hồ sơ được liên kết ngay sau đó', 'the dossier was linked soon after');
}
