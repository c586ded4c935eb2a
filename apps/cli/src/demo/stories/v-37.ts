import { at, dayOf, daySpan, hour, midnightAfter, minute, monthsAfter, shift, workdayAfter } from '../days.js';
import { inspect } from '../oversight.js';
import { hashOf } from '../seats.js';
import type { Stage, Words } from '../stage.js';
import type { Unit } from '../units.js';
import { staffedWard } from '../wards.js';

/** Units inspected too seldom, or that mend too late what inspections found (V-37), and units that do so just in time. */
export function inspectionsMissing(stage: Stage): void {
  const noSurprise = staffedWard(stage, ['surprise']).ward;
  for (const { to } of wholeParts(stage, 3))
    plant(stage, noSurprise, to, ['cả quý không có kiểm tra đột xuất', 'a quarter without a surprise check']);
  const lastMinute = staffedWard(stage, ['surprise']).ward;
  for (const { to } of wholeParts(stage, 3)) inspect(stage, lastMinute, 'surprise', shift(to, -minute));
  spare(stage, lastMinute, [
    'kiểm tra đột xuất phút cuối mỗi quý',
    'a surprise check in the last minute of each quarter',
  ]);
  const never = staffedWard(stage, ['periodic']).ward;
  for (const { to } of wholeParts(stage, 6))
    plant(stage, never, to, ['nửa năm không có kiểm tra định kỳ', 'half a year without a periodic inspection']);
  onceAYear(stage);
  twiceEarly(stage);
  mended(stage);
}

const plant = (stage: Stage, { unitId }: Unit, since: string, words: Words) =>
  stage.plant('V-37', { unitId }, 'medium', words, { since });
const spare = (stage: Stage, { unitId }: Unit, words: Words) => stage.spare('V-37', { unitId }, words);

/** The quarters or halves of calendar years that the city saw from their first day to their last, with their bounds. */
function wholeParts(stage: Stage, months: number): { from: string; to: string }[] {
  const { foundedAt, closesAt } = stage.term;
  const first = Number(dayOf(foundedAt).slice(0, 4));
  const years = [first, first + 1].map((year) => `${year}-01-01`);
  return years
    .flatMap((year) => Array.from({ length: 12 / months }, (_, i) => monthsAfter(year, i * months)))
    .map((day) => ({ from: at(day, '00:00:00'), to: at(monthsAfter(day, months), '00:00:00') }))
    .filter(({ from, to }) => from > foundedAt && to <= closesAt);
}

function onceAYear(stage: Stage): void {
  const halves = wholeParts(stage, 6);
  if (halves.length < 2) return;
  const { ward } = staffedWard(stage, ['periodic']);
  inspect(stage, ward, 'periodic', at(workdayAfter(dayOf(halves[0].from), 40), '08:30:00'));
  plant(stage, ward, halves[1].to, ['cả năm chỉ một lần kiểm tra định kỳ', 'a single periodic inspection in a year']);
}

function twiceEarly(stage: Stage): void {
  const halves = wholeParts(stage, 6);
  if (halves.length < 2) return;
  const { ward } = staffedWard(stage, ['periodic']);
  inspect(stage, ward, 'periodic', at(workdayAfter(dayOf(halves[0].from), 30), '08:30:00'));
  inspect(stage, ward, 'periodic', at(workdayAfter(dayOf(halves[0].from), 90), '08:30:00'));
  spare(stage, ward, [
    'hai lần kiểm tra định kỳ đều trong nửa đầu năm',
    'both periodic inspections in the first half of the year',
  ]);
}

function mended(stage: Stage): void {
  const { sceneOpens } = stage;
  const dueAt = midnightAfter(stage.workday());
  const late = [
    [undefined, 'high', ['tồn tại mức cao chưa khắc phục', 'a grave flaw not mended']],
    [undefined, 'medium', ['tồn tại chưa khắc phục', 'a flaw not mended']],
    [shift(dueAt, 10 * hour), 'medium', ['tồn tại khắc phục sau hạn', 'a flaw mended after its date']],
  ] as const;
  for (const [mendedAt, severity, words] of late) {
    const { ward } = staffedWard(stage);
    flaw(stage, ward, sceneOpens, { dueAt, severity, mendedAt });
    const state = mendedAt === undefined ? 'standing' : 'remedied';
    stage.plant('V-37', { unitId: ward.unitId }, severity, words, { state, since: dueAt });
  }
  const { ward } = staffedWard(stage);
  flaw(stage, ward, sceneOpens, { dueAt, severity: 'high', mendedAt: shift(dueAt, -minute) });
  spare(stage, ward, ['tồn tại khắc phục một phút trước hạn', 'a flaw mended a minute before its date']);
}

/** An inspection some weeks before finds something wrong, which is to be mended by a moment. */
function flaw(
  stage: Stage,
  { unitId, ...ward }: Unit,
  before: string,
  { dueAt, severity, mendedAt }: { dueAt: string; severity: string; mendedAt?: string },
): void {
  const conductedAt = at(workdayAfter(dayOf(before), -10), '09:00:00');
  const inspectionId = inspect(stage, { unitId, ...ward }, 'device', conductedAt);
  const inspectionFindingId = `${inspectionId}-1`;
  const found = { inspectionFindingId, inspectionId, findingNo: '1', unitId, text: 'Máy tại quầy không khóa màn hình' };
  stage.command('inspections:recordFinding', shift(conductedAt, daySpan), { ...found, severity, dueAt });
  if (mendedAt === undefined) return;
  const remedy = { inspectionFindingId, inspectionId, evidenceHash: hashOf(inspectionFindingId), at: mendedAt };
  stage.command('inspections:remediateFinding', mendedAt, remedy);
}
