import { at } from '../days.js';
import { grant } from '../accounts.js';
import { lookUp, type Oddity } from '../casework.js';
import type { Severity } from '../manifest.js';
import type { Stage, Words } from '../stage.js';
import { unexplained } from './v-01.js';

/** Relatives and colleagues looked up (V-14, in trial), and people of whom no such relation is told. */
export function relativesAndColleagues(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const time = () => at(stage.workday(), '13:50:00');
  const plant = (odd: Oddity, severity: Severity, words: Words) =>
    stage.plant('V-14', { lookupId: lookUp(stage, clerk, time(), odd) }, severity, words);
  plant({ relatedFlags: ['household'] }, 'low', ['người cùng hộ, có hồ sơ', 'one of the household, with a dossier']);
  plant({ relatedFlags: ['sameUnit'] }, 'low', ['đồng nghiệp cùng đơn vị, có hồ sơ', 'a colleague, with a dossier']);
  plant({ relatedFlags: ['declaredRelative'] }, 'low', [
    'người thân đã kê khai, có hồ sơ',
    'a declared relative, with a dossier',
  ]);
  const bare = ['người cùng hộ, không có hồ sơ', 'one of the household, without a dossier'] as const;
  const caseless = unexplained(stage, clerk, { case: 'none', relatedFlags: ['household'] }, bare);
  stage.plant('V-14', { lookupId: caseless }, 'high', bare);
  const strange = ['đồng nghiệp, dưới hồ sơ của người khác', "a colleague, under somebody else's dossier"] as const;
  const stranger = lookUp(stage, clerk, time(), { subjects: [stage.citizen()], relatedFlags: ['sameUnit'] });
  stage.plant('V-02', { lookupId: stranger }, 'high', strange);
  stage.plant('V-14', { lookupId: stranger }, 'high', strange);
  const none = lookUp(stage, clerk, time(), { relatedFlags: [] });
  stage.spare('V-14', { lookupId: none }, ['không có quan hệ nào', 'no relation at all']);
  const neighbour = lookUp(stage, clerk, time(), { relatedFlags: ['sameWard'] });
  stage.spare('V-14', { lookupId: neighbour }, [
    'cùng phường, không phải quan hệ thân thuộc',
    'of the same ward, which is no relation',
  ]);
}
