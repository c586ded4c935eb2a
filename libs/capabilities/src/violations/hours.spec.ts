import { clockOf } from './hours.js';

describe('the local time of day', () => {
  it.each([
    ['2025-03-04T00:00:00.000Z', 700],
    ['2025-03-04T10:59:59.999Z', 1759],
    ['2025-03-04T16:59:00.000Z', 2359],
    ['2025-03-04T17:00:00.000Z', 0],
    ['2025-03-04T23:05:00.000Z', 605],
  ])('of %s is %s', (at, clock) => {
    expect(clockOf(at)).toBe(clock);
  });
});
