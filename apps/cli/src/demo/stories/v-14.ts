import { at, minute, shift } from '../days.js';
import { lookUp, receiveDossier, type Oddity } from '../casework.js';
import { grant } from '../staff.js';
import type { Account, Stage } from '../stage.js';

/** Look-ups of relatives and colleagues as the source flags them (V-14, on trial), and of those without a flag. */
export function relatives(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const plant = (lookupId: string, severity: 'low' | 'high', vi: string, en: string) =>
    stage.plant({ rule: 'V-14', lookupId, severity, state: 'standing', vi, en });
  const spare = (lookupId: string, vi: string, en: string) => stage.boundary({ rule: 'V-14', lookupId, vi, en });
  plant(
    look(stage, clerk, { relatedFlags: ['household'] }),
    'low',
    'người cùng hộ, có hồ sơ',
    'of the household, with a case',
  );
  plant(look(stage, clerk, { relatedFlags: ['sameUnit'] }), 'low', 'đồng nghiệp, có hồ sơ', 'a colleague, with a case');
  const bare = lookUp(stage, clerk, at(stage.workday(), '15:05:00'), {
    case: 'none',
    relatedFlags: ['declaredRelative'],
  });
  plant(bare, 'high', 'người thân, không có hồ sơ', 'a relative, without a case');
  const told = { vi: 'người thân, không có mã hồ sơ', en: 'a relative, no dossier named' };
  stage.plant({ rule: 'V-01', lookupId: bare, severity: 'high', state: 'standing', ...told });
  spare(look(stage, clerk, {}), 'không có cờ quan hệ', 'no flag');
  spare(look(stage, clerk, { relatedFlags: ['sameVillage'] }), 'chỉ cùng xã', 'of the same village only');
  const turnedDown = { relatedFlags: ['household'], denied: 'citizen-mismatch' };
  spare(look(stage, clerk, turnedDown), 'hệ thống đã từ chối', 'an attempt that was turned down');
}

function look(stage: Stage, clerk: Account, odd: Oddity): string {
  const receivedAt = at(stage.workday(), '08:35:00');
  const dossier = receiveDossier(stage, clerk.unitId, [clerk.officialId], receivedAt);
  return lookUp(stage, clerk, shift(receivedAt, stage.random.whole(5, 90) * minute), { case: dossier, ...odd });
}
