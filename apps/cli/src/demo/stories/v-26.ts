import { at, dayAfter, dayOf, hour, monthsAfter, shift, workdayAfter } from '../days.js';
import { grant } from '../accounts.js';
import { lookUp } from '../casework.js';
import type { Account, Official } from '../cast.js';
import { acknowledge, hire } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits } from '../units.js';

/** Look-ups by officials who were not briefed or did not sign (V-26), and by those who did in time. */
export function notBriefed(stage: Stage): void {
  const never = newcomer(stage);
  look(stage, never.account);
  plant(stage, never.official, 'standing', ['tra cứu, chưa được quán triệt', 'looked up without having been briefed']);
  plant(stage, never.official, 'standing', ['tra cứu, chưa cam kết', 'looked up without having signed']);
  const late = newcomer(stage);
  const lookedUpAt = look(stage, late.account);
  acknowledge(stage, late.official, at(workdayAfter(dayOf(lookedUpAt), 2), '09:00:00'));
  plant(stage, late.official, 'remedied', ['quán triệt sau khi đã tra cứu', 'briefed after looking up']);
  plant(stage, late.official, 'remedied', ['cam kết sau khi đã tra cứu', 'signed after looking up']);
  const unsigned = newcomer(stage);
  acknowledge(stage, unsigned.official, shift(unsigned.official.since, 3 * hour), [
    'acknowledgeBriefing',
    'acknowledgeMonitoring',
  ]);
  look(stage, unsigned.account);
  plant(stage, unsigned.official, 'standing', ['chưa ký cam kết bảo mật', 'did not sign the undertaking']);
  expired(stage);

  const just = newcomer(stage);
  acknowledge(stage, just.official, shift(just.account.validFrom, -hour));
  look(stage, just.account);
  spare(stage, just.official, [
    'quán triệt một giờ trước khi có tài khoản',
    'briefed an hour before the account was valid',
  ]);
  const idle = hire(stage, stage.random.pick(dossierUnits), { without: ['briefing', 'device'] });
  spare(stage, idle, ['chưa quán triệt, không có tài khoản', 'not briefed, and without an account']);
}

const plant = (stage: Stage, { officialId }: Official, state: 'standing' | 'remedied', words: Words) =>
  stage.plant('V-26', { officialId }, 'medium', words, { state });
const spare = (stage: Stage, { officialId }: Official, words: Words) => stage.spare('V-26', { officialId }, words);

/** An official whom nobody briefs, with an account that they use once. */
function newcomer(stage: Stage, since?: string): { official: Official; account: Account } {
  const official = hire(stage, stage.random.pick(dossierUnits), { since, without: ['briefing'] });
  return { official, account: grant(stage, 'TTHC', { official, ordinary: false }) };
}
function look(stage: Stage, account: Account, time = at(stage.workday(), '10:50:00')): string {
  lookUp(stage, account, time);
  return time;
}

/** In a term that is long enough: an acknowledgement that was not renewed after twelve months, and one that was. */
function expired(stage: Stage): void {
  const { foundedAt } = stage.term;
  const since = at(workdayAfter(dayOf(foundedAt), 3), '08:00:00');
  const signed = shift(since, 3 * hour);
  const anniversary = monthsAfter(dayOf(signed), 12);
  if (dayAfter(anniversary, 5) > stage.day(10)) return;
  const lapsed = newcomer(stage, since);
  acknowledge(stage, lapsed.official, signed);
  look(stage, lapsed.account);
  plant(stage, lapsed.official, 'standing', ['cam kết đã quá 12 tháng', 'signed more than twelve months before']);
  plant(stage, lapsed.official, 'standing', ['quán triệt đã quá 12 tháng', 'briefed more than twelve months before']);
  const renewed = newcomer(stage, since);
  acknowledge(stage, renewed.official, signed);
  acknowledge(stage, renewed.official, at(dayAfter(anniversary, -1), '09:00:00'));
  look(stage, renewed.account);
  spare(stage, renewed.official, ['cam kết lại trước khi hết 12 tháng', 'signed again before twelve months were over']);
}
