import { at, minute, shift } from '../days.js';
import type { State } from '../manifest.js';
import type { Stage, Words } from '../stage.js';

/** Sources that fall silent, lose records or run by a wrong clock (V-40), and those that do not quite. */
export function unreliableSources(stage: Stage): void {
  const lost = source(stage);
  const gap = { sourceId: lost, fromSeq: 101, toSeq: 140, detectedAt: at(stage.workday(), '10:00:00') };
  stage.observe('SourceGapDetected', gap.detectedAt, gap, { source: lost });
  plant(stage, lost, 'standing', ['nguồn báo thiếu 40 bản ghi', 'forty records that a source misses']);
  batches(stage, [[1, 100], [103, 200]], ['thiếu hai bản ghi giữa hai đợt', 'two records missing between two batches']); // prettier-ignore
  const fast = source(stage);
  heartbeat(stage, fast, at(stage.workday(), '09:00:00'), 2001);
  plant(stage, fast, 'standing', ['đồng hồ lệch hơn hai giây', 'a clock more than two seconds off']);
  watchedDay(stage, 41, [
    'im lặng hơn 30 phút trong giờ làm việc',
    'silent for more than half an hour of working time',
  ]);

  const exact = source(stage);
  heartbeat(stage, exact, at(stage.workday(), '09:00:00'), -2000);
  spare(stage, exact, ['đồng hồ lệch đúng hai giây', 'a clock two seconds off']);
  batches(stage, [[1, 100], [101, 200]]); // prettier-ignore
  watchedDay(stage, 30);
}

const plant = (stage: Stage, sourceId: string, state: State, words: Words) =>
  stage.plant('V-40', { subject: sourceId }, 'critical', words, { state });
const spare = (stage: Stage, sourceId: string, words: Words) => stage.spare('V-40', { subject: sourceId }, words);

/** A further system that reports to the ledger; how often it shows that it lives is for the story to say. */
function source(stage: Stage, heartbeatMinutes?: number, validFrom = stage.sceneOpens, known?: string): string {
  const sourceId = known ?? `PM-${stage.number()}`;
  const body = { sourceId, kind: 'other', role: 'primary', heartbeatMinutes, validFrom };
  stage.command('sources:register', validFrom, body);
  return sourceId;
}
function heartbeat(stage: Stage, sourceId: string, moment: string, skewMs = 0): void {
  stage.observe('SourceHeartbeat', moment, { sourceId, at: moment, skewMs }, { source: sourceId });
}

/** Batches of records with these numbers, a day apart. */
function batches(stage: Stage, numbers: readonly (readonly [from: number, to: number])[], words?: Words): void {
  const sourceId = source(stage);
  numbers.forEach(([fromSeq, toSeq], i) => {
    const data = { sourceId, fromSeq, toSeq, count: toSeq - fromSeq + 1, lagMs: 900 };
    stage.observe('SourceBatchIngested', at(stage.day(4 + i), '23:30:00'), data, { source: sourceId });
  });
  if (words) plant(stage, sourceId, 'standing', words);
  else spare(stage, sourceId, ['các đợt nối tiếp nhau', 'batches that follow each other']);
}

/** A source that is to show each half hour that it lives, on one working day, and once is silent for so many minutes. */
function watchedDay(stage: Stage, silent: number, words?: Words): void {
  const day = stage.workday();
  const sourceId = source(stage, 30, at(day, '00:00:00'));
  const over = at(day, '20:00:00');
  source(stage, undefined, over, sourceId);
  const pauseFrom = at(day, '09:00:00');
  const pauseTo = shift(pauseFrom, silent * minute);
  for (let moment = at(day, '07:00:00'); moment <= over; moment = shift(moment, 10 * minute))
    if (moment <= pauseFrom || moment >= pauseTo) heartbeat(stage, sourceId, moment);
  heartbeat(stage, sourceId, pauseTo);
  if (words) plant(stage, sourceId, 'remedied', words);
  else spare(stage, sourceId, ['im lặng đúng 30 phút', 'silent for exactly half an hour']);
}
