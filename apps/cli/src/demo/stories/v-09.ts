import { at, closesAt, dayAfter, dayOf, daySpan, opensAt, second, shift } from '../days.js';
import { lookUp } from '../casework.js';
import { change, grant } from '../staff.js';
import type { Stage } from '../stage.js';

/** Look-ups in the evening, at the weekend or during a leave (V-09), and those just within the hours. */
export function outOfHours(stage: Stage): void {
  const late = grant(stage, 'TTHC');
  lookUp(stage, late, at(stage.workday(), '18:00:00'));
  lookUp(stage, late, at(dayAfter(stage.friday(), 1), '09:00:00'));
  const early = grant(stage, 'KNTC');
  const day = stage.workday();
  lookUp(stage, early, at(day, '06:59:59'));
  lookUp(stage, early, at(day, '19:00:00'));
  onLeave(stage);
  within(stage);
}

function onLeave(stage: Stage): void {
  const day = stage.workday('2025-12-08', '2025-12-09');
  const [from, until] = [at(day, '07:00:00'), at(dayAfter(day, 7), '07:00:00')];
  const lawful = [{ from: opensAt, to: from }, { from: until, to: closesAt }]; // prettier-ignore
  const used = grant(stage, 'TTHC', { lawful });
  change(stage, used, 'absence', from, { until });
  lookUp(stage, used, shift(from, daySpan + 3 * 3600 * second));
  const told = { vi: 'tra cứu trong thời gian nghỉ phép', en: 'looked up while on leave' };
  stage.plant({ rule: 'V-09', accountId: used.accountId, severity: 'medium', state: 'standing', ...told });
  const back = grant(stage, 'TTHC', { lawful });
  change(stage, back, 'absence', from, { until });
  lookUp(stage, back, until);
  spare(stage, back.accountId, 'đúng lúc hết phép', 'at the very moment at which the leave ends');
}

function within(stage: Stage): void {
  const early = grant(stage, 'TTHC');
  lookUp(stage, early, at(stage.workday(), '07:00:00'));
  spare(stage, early.accountId, 'đúng bảy giờ sáng', 'at seven in the morning');
  const late = grant(stage, 'TTHC');
  const six = at(stage.workday(), '18:00:00');
  lookUp(stage, late, shift(six, -second));
  lookUp(stage, late, at(dayOf(six), '12:00:00'), { denied: 'citizen-mismatch' });
  spare(stage, late.accountId, 'một giây trước 18 giờ', 'a second before six in the evening');
}

const spare = (stage: Stage, accountId: string, vi: string, en: string) =>
  stage.boundary({ rule: 'V-09', accountId, vi, en });
