import { at, hour, minute, shift } from './days.js';
import { incidentRecipients } from './directives.js';
import { approver, deputy } from './officials.js';
import { hashOf } from './seats.js';
import type { Stage } from './stage.js';

/** An incident by its id and the moment at which somebody noticed it: its clocks run from there. */
export interface Incident {
  incidentId: string;
  detectedAt: string;
}

const lost = { kind: 'lossOfDevice', severity: 'medium', dataTypes: ['hoTen'], personalDataBreach: false };
const leak = { kind: 'disclosure', severity: 'high', dataTypes: ['hoTen', 'ngaySinh'], personalDataBreach: true };

/** Something that may harm the data is noticed and reported: a leak of personal data, or a lost computer. */
export function incident(stage: Stage, of: 'leak' | 'lost', detectedAt: string, odd: object = {}): Incident {
  const incidentId = `SC-${stage.number()}`;
  const facts = of === 'leak' ? { ...leak, subjectCountEst: 2 } : lost;
  const summary = of === 'leak' ? 'Ảnh chụp màn hình kết quả tra cứu bị gửi ra ngoài' : 'Mất một máy tính tại phường';
  const reported = { incidentId, detectedAt, detectedBy: deputy, unitId: 'MC-TP', ...facts, summary, ...odd };
  stage.command('incidents:report', shift(detectedAt, 20 * minute), reported);
  return { incidentId, detectedAt };
}

/** Each recipient is told at once, or so many minutes after the detection; never after infinitely many. */
export function notifyAll(
  stage: Stage,
  { incidentId, detectedAt }: Incident,
  minutes: Record<string, number> = {},
): void {
  incidentRecipients.forEach((to, i) => {
    const { [to]: after = 40 + i * 10 } = minutes;
    if (Number.isFinite(after)) notify(stage, incidentId, to, shift(detectedAt, after * minute));
  });
}
function notify(stage: Stage, incidentId: string, to: string, sentAt: string): void {
  const docNo = `${stage.number()}/BC-SC`;
  stage.command('incidents:notify', sentAt, { incidentId, to, stage: 'first', channel: 'trục văn bản', sentAt, docNo });
}

/** It does not grow any more, its cause is known and its work ends, so many hours after the detection. */
export function closeIncident(stage: Stage, { incidentId, detectedAt }: Incident, hours = 60): void {
  const forwardedAt = shift(detectedAt, 3 * hour);
  stage.command('incidents:forward', forwardedAt, {
    incidentId,
    to: 'C06',
    channel: 'trục văn bản',
    sentAt: forwardedAt,
  });
  const containedAt = shift(detectedAt, 5 * hour);
  const measures = 'Khóa phiên, đổi mật khẩu, thu giữ thiết bị';
  stage.command('incidents:contain', containedAt, { incidentId, measures, containedAt });
  const closing = { incidentId, cause: 'Sơ suất của cán bộ', scope: 'Một đơn vị', reportDocNo: `${stage.number()}/BC` };
  stage.command('incidents:close', shift(detectedAt, hours * hour), closing);
}

/** The minutes of a breach of personal data are drawn up. */
export function drawMinutes(stage: Stage, { incidentId }: Incident, drawnAt: string): void {
  const minuteNo = `${stage.number()}/BB-VP`;
  const drawn = { incidentId, minuteNo, signedBy: [approver, deputy], hash: hashOf(minuteNo), drawnAt };
  stage.command('incidents:drawBreachMinute', drawnAt, drawn);
}
/** The ministry is notified of it by its form. */
export function fileForm(stage: Stage, { incidentId }: Incident, filedAt: string): void {
  const receiptNo = `${stage.number()}/BN`;
  const filed = { incidentId, form: 'Mẫu số 08 NĐ 356', to: 'A05', filedAt, receiptNo, hash: hashOf(receiptNo) };
  stage.command('incidents:fileBreachNotification', filedAt, filed);
}

/** Two incidents of a month, with everybody told in time; the leak of personal data notified by its form. */
export function twoIncidents(stage: Stage): void {
  const theft = incident(stage, 'lost', at(stage.day(5), '09:10:00'));
  notifyAll(stage, theft);
  closeIncident(stage, theft);
  const disclosure = incident(stage, 'leak', at(stage.day(16), '14:25:00'));
  notifyAll(stage, disclosure);
  drawMinutes(stage, disclosure, at(stage.day(17), '10:00:00'));
  fileForm(stage, disclosure, at(stage.day(17), '14:00:00'));
  closeIncident(stage, disclosure);
}
