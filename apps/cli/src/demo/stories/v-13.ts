import { at } from '../days.js';
import { grant, holderOf } from '../accounts.js';
import { caseFor, lookUp } from '../casework.js';
import { hire } from '../officials.js';
import type { Stage } from '../stage.js';
import { dossierUnits } from '../units.js';
import { unexplained } from './v-01.js';

/** Officials who look themselves up (V-13), and who look up somebody of the same name. */
export function lookingOneselfUp(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const inspector = grant(stage, 'KNTC');
  for (const [account, words] of [
    [clerk, ['tra cứu chính mình, là người trong hồ sơ', 'oneself, being a party to the dossier']],
    [inspector, ['tra cứu chính mình, là người đứng đơn', 'oneself, being a party to the petition']],
  ] as const) {
    const time = at(stage.workday(), '15:05:00');
    const { citizen } = holderOf(stage, account);
    const served = caseFor(stage, account, time, { parties: [citizen, stage.citizen()] });
    const lookupId = lookUp(stage, account, time, { case: served, subjects: [citizen] });
    stage.plant('V-13', { lookupId }, 'medium', words);
  }
  const { citizen } = holderOf(stage, clerk);
  const bare = ['tra cứu chính mình, không có hồ sơ', 'oneself, without a dossier'] as const;
  const caseless = unexplained(stage, clerk, { case: 'none', subjects: [citizen] }, bare);
  stage.plant('V-13', { lookupId: caseless }, 'high', bare);
  const stranger = lookUp(stage, clerk, at(stage.workday(), '15:40:00'), { subjects: [citizen] });
  const others = ['tra cứu chính mình trong hồ sơ của người khác', "oneself under somebody else's dossier"] as const;
  stage.plant('V-13', { lookupId: stranger }, 'medium', others);
  stage.plant('V-02', { lookupId: stranger }, 'high', others);
  namesakes(stage);
}

function namesakes(stage: Stage): void {
  const unit = stage.random.pick(dossierUnits);
  const one = hire(stage, unit);
  const other = hire(stage, unit, { name: one.name });
  const account = grant(stage, 'TTHC', { official: one });
  const time = at(stage.workday(), '08:50:00');
  const served = caseFor(stage, account, time, { parties: [other.citizen] });
  const lookupId = lookUp(stage, account, time, { case: served, subjects: [other.citizen] });
  stage.spare('V-13', { lookupId }, ['đồng nghiệp trùng họ tên', 'a colleague of the same name']);
  const plain = lookUp(stage, account, at(stage.workday(), '09:05:00'));
  stage.spare('V-13', { lookupId: plain }, ['công dân khác', 'another citizen']);
}
