import { at, dayAfter, dayOf, isWorkday } from './days.js';
import type { Stage } from './stage.js';

/**
 * When something is done again and again after an instant and before another: on working mornings that lie so many days
 * apart, never more than the larger number of them.
 */
export function rounds(
  stage: Stage,
  after: string,
  before: string,
  [least, most]: readonly [least: number, most: number],
): string[] {
  const moments: string[] = [];
  for (let day = dayOf(after); ;) {
    day = workdayBy(dayAfter(day, stage.random.whole(least, most)));
    const moment = at(day, `08:${stage.random.whole(10, 59)}:00`);
    if (moment >= before) return moments;
    moments.push(moment);
  }
}

function workdayBy(day: string): string {
  let found = day;
  while (!isWorkday(found)) found = dayAfter(found, -1);
  return found;
}
