import { createHash } from 'node:crypto';
import { at, hour, minute, shift } from './days.js';
import type { Stage } from './stage.js';

const recipients = ['UBND-TINH', 'CA-TP', 'CA-TINH'];

/** Two incidents, each notified to its three recipients at once, contained and closed; the leak notified by its form. */
export function twoIncidents(stage: Stage): void {
  const lost = { kind: 'lossOfDevice', severity: 'medium', dataTypes: ['hoTen'], personalDataBreach: false };
  incident(stage, 'SC-2025-01', at('2025-12-05', '09:10:00'), lost, 'Mất một máy tính xách tay tại phường');
  const leak = { kind: 'disclosure', severity: 'high', dataTypes: ['hoTen', 'ngaySinh'], personalDataBreach: true };
  const summary = 'Ảnh chụp màn hình kết quả tra cứu bị gửi ra ngoài';
  incident(stage, 'SC-2025-02', at('2025-12-16', '14:25:00'), { ...leak, subjectCountEst: 2 }, summary);
  breachNotified(stage, 'SC-2025-02', at('2025-12-17', '10:00:00'));
}

/** The minutes of a breach of personal data are drawn up, and the ministry is notified of it the same day. */
function breachNotified(stage: Stage, incidentId: string, drawnAt: string): void {
  const minuteNo = `${stage.number()}/BB-VP`;
  const signedBy = ['CB-0001', 'CB-0002'];
  stage.command('incidents:drawBreachMinute', drawnAt, {
    incidentId,
    minuteNo,
    signedBy,
    hash: hashOf(minuteNo),
    drawnAt,
  });
  const filedAt = shift(drawnAt, 4 * hour);
  const receiptNo = `${stage.number()}/BN`;
  const filed = { incidentId, form: 'Mẫu số 08 NĐ 356', to: 'A05', filedAt, receiptNo, hash: hashOf(receiptNo) };
  stage.command('incidents:fileBreachNotification', filedAt, filed);
}

function incident(stage: Stage, incidentId: string, detectedAt: string, facts: object, summary: string): void {
  const reported = { incidentId, detectedAt, detectedBy: 'CB-0002', unitId: 'MC-TP', ...facts, summary };
  stage.command('incidents:report', shift(detectedAt, 20 * minute), reported);
  recipients.forEach((to, i) => {
    const sentAt = shift(detectedAt, (40 + i * 10) * minute);
    const docNo = `${stage.number()}/BC-SC`;
    stage.command('incidents:notify', sentAt, {
      incidentId,
      to,
      stage: 'first',
      channel: 'trục văn bản',
      sentAt,
      docNo,
    });
  });
  const forwarded = { incidentId, to: 'C06', channel: 'trục văn bản', sentAt: shift(detectedAt, 3 * hour) };
  stage.command('incidents:forward', forwarded.sentAt, forwarded);
  const containedAt = shift(detectedAt, 5 * hour);
  const measures = 'Khóa phiên, đổi mật khẩu, thu giữ thiết bị';
  stage.command('incidents:contain', containedAt, { incidentId, measures, containedAt });
  const closing = { incidentId, cause: 'Sơ suất của cán bộ', scope: 'Một đơn vị', reportDocNo: `${stage.number()}/BC` };
  stage.command('incidents:close', shift(detectedAt, 60 * hour), closing);
}

/** Stands for the hash of a document of this number. */
const hashOf = (document: string) => createHash('sha256').update(document).digest('hex');
