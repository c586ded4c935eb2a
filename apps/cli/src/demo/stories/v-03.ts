import { at, endOfWorkdayAfter, dayOf, hour, minute, second, shift } from '../days.js';
import { lookUp, receiveDossier } from '../casework.js';
import { grant } from '../staff.js';
import type { Account, Stage } from '../stage.js';

/** Look-ups before a dossier was received or long after it was closed (V-03), and those just within. */
export function outsideDossierLife(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const early = 'hơn một giờ trước khi tiếp nhận';
  plant(stage, beforeReceipt(stage, clerk, hour + second), early, 'an hour and a second before the receipt');
  spare(stage, beforeReceipt(stage, clerk, hour), 'một giờ trước khi tiếp nhận', 'an hour before the receipt');
  plant(
    stage,
    afterClosing(stage, clerk, 8 * hour),
    'bốn ngày làm việc sau khi đóng',
    'four working days after the closing',
  );
  plant(
    stage,
    afterClosing(stage, clerk, 9 * hour + minute),
    'hồ sơ đã trả kết quả từ lâu',
    'the result was long handed over',
  );
  spare(
    stage,
    afterClosing(stage, clerk, -7 * hour),
    'ngày làm việc thứ ba sau khi đóng',
    'the third working day after it',
  );
  spare(stage, justClosed(stage, clerk), 'trong ngày trả kết quả', 'on the day on which the result is handed over');
}

const plant = (stage: Stage, lookupId: string, vi: string, en: string) =>
  stage.plant({ rule: 'V-03', lookupId, severity: 'medium', state: 'standing', vi, en });
const spare = (stage: Stage, lookupId: string, vi: string, en: string) =>
  stage.boundary({ rule: 'V-03', lookupId, vi, en });

function beforeReceipt(stage: Stage, clerk: Account, ms: number): string {
  const receivedAt = at(stage.workday(), '10:30:00');
  const dossier = receiveDossier(stage, clerk.unitId, [clerk.officialId], receivedAt);
  return lookUp(stage, clerk, shift(receivedAt, -ms), { case: dossier });
}

/** A look-up so long after the end of the third working day after the closing. */
function afterClosing(stage: Stage, clerk: Account, ms: number): string {
  const day = stage.workday('2025-12-03', '2025-12-05');
  const closedAt = at(day, '15:00:00');
  const dossier = receiveDossier(stage, clerk.unitId, [clerk.officialId], shift(closedAt, -5 * hour), { closedAt });
  return lookUp(stage, clerk, shift(endOfWorkdayAfter(day, 3), ms), { case: dossier });
}

function justClosed(stage: Stage, clerk: Account): string {
  const closedAt = at(stage.workday(), '15:00:00');
  const dossier = receiveDossier(stage, clerk.unitId, [clerk.officialId], at(dayOf(closedAt), '08:00:00'), {
    closedAt,
  });
  return lookUp(stage, clerk, shift(closedAt, 20 * minute), { case: dossier });
}
