import { minuteMs } from '../../time.js';
import { aboutUse } from '../light.js';
import type { Rule, Use } from '../rule.js';
import { denied, granted, lookup, many } from '../story.js';
import { shownBy, longRows, rowOf, stretches } from '../lists.js';
import { lookUpsOn } from '../volume.js';
import { manyKeysWithin, manyWithin, reachedBack, windowOf } from '../windows.js';

const isLookup = (use: Use) => use.type === 'LookupPerformed';
const isNotFound = (use: Use) => use.result === 'notFound';
const isAdjacent = (use: Use) => use.adjacentId === true;
const nobody: readonly string[] = [];
const subjectsOf = (use: Use) => use.subjects ?? nobody;
const notFoundMs = 10 * minuteMs;
const inARow = 8;
const manyNotFound = manyWithin(10, notFoundMs, isNotFound);
const manyCitizens = manyKeysWithin(20, 5 * minuteMs, subjectsOf);
const manyNeighbours = longRows(inARow, isAdjacent);

export const v11: Rule = {
  code: 'V-11',
  version: 1,
  status: 'stable',
  titleVi: 'Dò quét số định danh',
  titleEn: 'Enumeration of identity numbers',
  clauses: ['R05', 'R02', 'R38', 'R29', 'R88'],
  params: [],
  severity: 'high',
  judges: {
    // Ten not found within ten minutes, twenty citizens within five, or eight neighbouring numbers in a row; over
    // midnight too. One finding for as long as that goes on, on the day on which it began.
    day({ uses, before }, light) {
      const today = lookUpsOn({ uses });
      const earlier = reachedBack(before, today[0], notFoundMs, { counts: isLookup, matches: isAdjacent });
      const looks = earlier.concat(today);
      return stretches(manyNotFound(looks), manyCitizens(looks), manyNeighbours(looks))
        .filter(([first]) => first >= earlier.length)
        .map(([first]) => ({
          ...aboutUse(looks[first], light),
          evidence: shownBy(looks[first], [
            ...rowOf(looks, first, inARow).filter(isAdjacent),
            ...windowOf(looks, first, notFoundMs),
          ]),
        }));
    },
  },

  falsePositives: ['A stack of paper files entered in one go.', 'A card reader that misreads.'],
  nextStepsVi: ['Tạm khóa tài khoản ngay', 'Lấy dữ liệu phiên làm việc', 'Báo trung tâm giám sát (SOC)'],

  examples: [
    {
      title: 'ten not found, the last one ten seconds before ten minutes have passed',
      given: [
        granted('2025-03-03 07:00'),
        ...many(9, { from: '2025-03-04 09:00:00', every: 1 }, (at) => lookup(at, { result: 'notFound' })),
        lookup('2025-03-04 09:09:50', { result: 'notFound' }),
      ],
      finds: [{ since: '2025-03-04 09:09:50', severity: 'high' }],
    },
    {
      title: 'nine not found, or ten of which the first lies ten minutes back',
      given: [
        granted('2025-03-03 07:00'),
        ...many(9, { from: '2025-03-04 08:00:00', every: 1 }, (at) => lookup(at, { result: 'notFound' })),
        ...many(9, { from: '2025-03-04 09:00:00', every: 1 }, (at) => lookup(at, { result: 'notFound' })),
        lookup('2025-03-04 09:10:00', { result: 'notFound' }),
      ],
      finds: [],
    },
    {
      title: 'twenty citizens within five minutes, over midnight, and more of them',
      given: [
        granted('2025-03-03 07:00'),
        ...many(22, { from: '2025-03-04 23:59:00', every: 5 }, (at, i) => lookup(at, { subjects: [`c${i}`] })),
      ],
      finds: [{ since: '2025-03-05 00:00:35' }],
    },
    {
      title: 'twenty citizens, the twentieth four and a half minutes after the first',
      given: [
        granted('2025-03-03 07:00'),
        ...many(19, { from: '2025-03-04 09:00:00', every: 1 }, (at, i) => lookup(at, { subjects: [`c${i}`] })),
        lookup('2025-03-04 09:04:30', { subjects: ['c19'] }),
      ],
      finds: [{ since: '2025-03-04 09:04:30' }],
    },
    {
      title: 'the twentieth citizen is looked up at midnight: the first look-up of its day',
      given: [
        granted('2025-03-03 07:00'),
        ...many(19, { from: '2025-03-04 23:59:41', every: 1 }, (at, i) => lookup(at, { subjects: [`c${i}`] })),
        lookup('2025-03-05 00:00', { subjects: ['c19'] }),
      ],
      finds: [{ since: '2025-03-05 00:00' }],
    },
    {
      title: 'nineteen citizens, one of them twice; or twenty of which the first lies five minutes back',
      given: [
        granted('2025-03-03 07:00'),
        ...many(20, { from: '2025-03-04 08:00:00', every: 1 }, (at, i) => lookup(at, { subjects: [`c${i % 19}`] })),
        ...many(19, { from: '2025-03-04 09:00:00', every: 1 }, (at, i) => lookup(at, { subjects: [`c${i}`] })),
        lookup('2025-03-04 09:05:00', { subjects: ['c19'] }),
      ],
      finds: [],
    },
    {
      title:
        'eight neighbouring numbers in a row, each an hour after the other, and no second finding while it goes on',
      given: [
        granted('2025-03-03 07:00'),
        ...many(12, { from: '2025-03-04 07:00:00', every: 3600 }, (at) => lookup(at, { adjacentId: true })),
      ],
      finds: [{ since: '2025-03-04 14:00' }],
    },
    {
      title: 'seven neighbouring numbers, another one, and one more neighbour; attempts turned down are no look-ups',
      given: [
        granted('2025-03-03 07:00'),
        ...many(7, { from: '2025-03-04 09:00:00', every: 60 }, (at) => lookup(at, { adjacentId: true })),
        lookup('2025-03-04 10:00'),
        lookup('2025-03-04 10:01', { adjacentId: true }),
        ...many(20, { from: '2025-03-04 11:00:00', every: 1 }, (at, i) => denied(at, { subjects: [`c${i}`] })),
      ],
      finds: [],
    },
    {
      title: 'what began yesterday is found once',
      given: [
        granted('2025-03-03 07:00'),
        ...many(12, { from: '2025-03-04 22:30:00', every: 600 }, (at) => lookup(at, { adjacentId: true })),
      ],
      finds: [{ since: '2025-03-04 23:40' }],
    },
  ],
};
