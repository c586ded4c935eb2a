import { at, endOfWorkdayAfter, hour, minute, shift, workdayAfter } from '../days.js';
import { grant, revoke } from '../accounts.js';
import { change } from '../officials.js';
import type { Severity, State } from '../manifest.js';
import type { Stage, Words } from '../stage.js';

/** Changes of staff made known too late or not at all (V-21), and those made known on the last day or before. */
export function changesMadeKnownLate(stage: Stage): void {
  const late = (days: number, words: Words, severity: Severity) => {
    const { officialId, effectiveAt, day } = leaving(stage);
    change(stage, { officialId }, 'left', effectiveAt, { notifiedAt: at(workdayAfter(day, days), '08:30:00') });
    plant(stage, officialId, words, severity, 'remedied');
  };
  const silent = leaving(stage);
  change(stage, silent, 'left', silent.effectiveAt, { notifiedAt: 'never' });
  plant(stage, silent.officialId, ['nghỉ việc, không báo', 'left, and nobody was told'], 'high', 'standing');
  late(6, ['báo vào ngày làm việc thứ sáu', 'told on the sixth working day'], 'medium');
  late(11, ['báo vào ngày làm việc thứ mười một', 'told on the eleventh working day'], 'high');
  moved(stage);

  const inTime = (kind: string, notifiedAt: (day: string) => string, words: Words) => {
    const { officialId, effectiveAt, day } = leaving(stage);
    change(stage, { officialId }, kind, effectiveAt, { notifiedAt: notifiedAt(day) });
    stage.spare('V-21', { officialId }, words);
  };
  inTime('left', (day) => shift(endOfWorkdayAfter(day, 5), -minute), [
    'báo phút cuối ngày thứ năm',
    'told in the last minute of the fifth day',
  ]);
  inTime('dutyEnded', (day) => at(workdayAfter(day, -3), '09:00:00'), [
    'báo trước khi thay đổi',
    'told before it took effect',
  ]);
}

function plant(stage: Stage, officialId: string, words: Words, severity: Severity, state: State): void {
  stage.plant('V-21', { officialId }, severity, words, { state });
}

/** An official whose service ends early enough in the month for all clocks, and whose account ends with it. */
function leaving(stage: Stage): { officialId: string; effectiveAt: string; day: string } {
  const day = stage.workday(3, 12);
  const effectiveAt = at(day, '16:30:00');
  const account = grant(stage, 'TTHC', { until: effectiveAt });
  revoke(stage, account, effectiveAt, { cause: 'dutyEnd', actedAt: shift(effectiveAt, hour) });
  return { officialId: account.officialId, effectiveAt, day };
}

function moved(stage: Stage): void {
  const account = grant(stage, 'TTHC');
  const day = stage.workday(3, 12);
  const decision = { keepsAccountBy: `${stage.number()}/QĐ-GIU`, unitId: account.unitId };
  const notifiedAt = at(workdayAfter(day, 7), '10:00:00');
  change(stage, account, 'transferred', at(day, '08:00:00'), { ...decision, notifiedAt });
  plant(
    stage,
    account.officialId,
    ['chuyển công tác, báo trễ hai ngày làm việc', 'transferred, told two working days late'],
    'medium',
    'remedied',
  );
}
