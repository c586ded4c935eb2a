import { median, percentile } from './numbers.js';

it('the median is the middle one, of an even count the mean of two, of none 0', () => {
  expect([[], [7], [9, 1, 5], [4, 1, 3, 2]].map(median)).toEqual([0, 7, 5, 2.5]);
});

it('a percentile is the least that enough numbers do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([0, 1, 50, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([1, 1, 50, 99, 100]);
  expect(percentile([3, 1, 2], 50)).toBe(2);
  expect(percentile([], 99)).toBe(0);
});
