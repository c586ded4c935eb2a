import { at, hour, minute, shift } from '../days.js';
import { closeIncident, drawMinutes, fileForm, incident, type Incident, notifyAll } from '../incidents.js';
import type { Stage, Words } from '../stage.js';

/** Incidents of which somebody was told too late, or never (V-39), and incidents told at the last moment. */
export function incidentClocks(stage: Stage): void {
  const slow = reported(stage, 'lost');
  notifyAll(stage, slow, { 'CA-TP': 121 });
  closeIncident(stage, slow);
  plant(stage, slow, ['báo Công an thành phố trễ một phút', 'the city police told a minute late'], 'remedied');
  const forgotten = reported(stage, 'lost');
  notifyAll(stage, forgotten, { 'CA-TINH': Infinity });
  closeIncident(stage, forgotten);
  plant(stage, forgotten, ['không báo Công an tỉnh', 'the provincial police never told']);
  const unexplained = reported(stage, 'lost');
  notifyAll(stage, unexplained);
  closeIncident(stage, unexplained, 73);
  plant(stage, unexplained, ['báo cáo nguyên nhân sau 73 giờ', 'the cause reported after 73 hours'], 'remedied');
  breaches(stage);
  inTime(stage);
}

const plant = (stage: Stage, { incidentId }: Incident, words: Words, state: 'standing' | 'remedied' = 'standing') =>
  stage.plant('V-39', { subject: incidentId }, 'critical', words, { state });
const spare = (stage: Stage, { incidentId }: Incident, words: Words) =>
  stage.spare('V-39', { subject: incidentId }, words);
const reported = (stage: Stage, of: 'leak' | 'lost') => incident(stage, of, at(stage.workday(), '09:15:00'));

function breaches(stage: Stage): void {
  const bare = reported(stage, 'leak');
  notifyAll(stage, bare);
  closeIncident(stage, bare);
  plant(stage, bare, ['lộ dữ liệu, không lập biên bản', 'a breach without minutes']);
  plant(stage, bare, ['lộ dữ liệu, không gửi Mẫu 08', 'a breach without its form']);
  const late = reported(stage, 'leak');
  notifyAll(stage, late);
  closeIncident(stage, late);
  drawMinutes(stage, late, shift(late.detectedAt, 50 * hour));
  fileForm(stage, late, shift(late.detectedAt, 72 * hour + minute));
  plant(stage, late, ['gửi Mẫu 08 trễ một phút', 'the form filed a minute late'], 'remedied');
}

function inTime(stage: Stage): void {
  const last = reported(stage, 'lost');
  notifyAll(stage, last, { 'UBND-TINH': 120, 'CA-TP': 120, 'CA-TINH': 119 });
  closeIncident(stage, last, 72);
  spare(stage, last, [
    'báo đúng giờ thứ hai, nguyên nhân đúng giờ thứ 72',
    'told in the second hour, its cause in the 72nd',
  ]);
  const breach = reported(stage, 'leak');
  notifyAll(stage, breach);
  closeIncident(stage, breach, 71);
  drawMinutes(stage, breach, shift(breach.detectedAt, 72 * hour - minute));
  fileForm(stage, breach, shift(breach.detectedAt, 72 * hour));
  spare(stage, breach, ['biên bản và Mẫu 08 vào phút cuối', 'minutes and form in the last minute']);
}
