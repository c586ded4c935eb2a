import { dayMs, minuteMs } from '../../time.js';
import { leftOpenMs } from '../folders.js';
import { grantAt } from '../life.js';
import type { Rule } from '../rule.js';
import { granted, many, sessionEnded, timedOut } from '../story.js';
import { shownBy, stretches } from '../lists.js';
import { countWithin, windowOf } from '../windows.js';

const countedMs = 30 * dayMs;

export const v33: Rule = {
  code: 'V-33',
  version: 1,
  status: 'stable',
  titleVi: 'Không đăng xuất',
  titleEn: 'Session left open',
  clauses: ['R93', 'R94'],
  params: [],
  severity: 'low',
  judges: {
    // A session timed out after an hour left alone; or the fifth within thirty days after a quarter of an hour.
    leftOpen({ id: accountId, facts }, light) {
      const within = countWithin(countedMs);
      const times = facts.map((fact) => within.forth(fact));
      const places = [...facts.keys()];
      const series = stretches(places.filter((i) => times[i] >= 5)).map(([first]) => first);
      return places
        .filter((i) => leftOpenMs(facts[i]) >= 60 * minuteMs || series.includes(i))
        .map((i) => {
          const { id, at } = facts[i];
          const grant = grantAt(light.account(accountId), at)?.data;
          return {
            dedupKey: accountId,
            anchor: id,
            occurredAt: at,
            since: at,
            accountId,
            officialId: grant?.officialId,
            unitId: grant?.unitId,
            evidence: shownBy(facts[i], windowOf(facts, i, countedMs)),
          };
        });
    },
  },

  falsePositives: ['The network broke off.', 'An application that does not tell when somebody logs out.'],
  nextStepsVi: ['Nhắc cán bộ đăng xuất khi rời vị trí', 'Ghi vào biên bản kiểm tra 03 tháng (F-06)'],

  examples: [
    {
      title: 'left alone for an hour to the second, and once more the next day',
      given: [granted('2025-03-03 07:00'), timedOut('2025-03-04 09:00', 3600), timedOut('2025-03-05 09:00', 3600)],
      finds: [{ since: '2025-03-04 09:00', severity: 'low', accountId: 'TTHC:an' }, { since: '2025-03-05 09:00' }],
    },
    {
      title: 'the fifth quarter of an hour within thirty days; the sixth adds nothing',
      given: [
        granted('2025-03-03 07:00'),
        ...many(4, { from: '2025-03-04 09:00', every: 86_400 }, (at) => timedOut(at, 900)),
        timedOut('2025-04-03 08:59:59', 900),
        timedOut('2025-04-04 08:59:59', 3599),
      ],
      finds: [{ since: '2025-04-03 08:59:59' }],
    },
    {
      title: 'the first of five lies thirty days back; none of them an hour',
      given: [
        granted('2025-03-03 07:00'),
        ...many(4, { from: '2025-03-04 09:00', every: 86_400 }, (at) => timedOut(at, 3599)),
        timedOut('2025-04-03 09:00', 900),
      ],
      finds: [],
    },
    {
      title: 'five times a second less than a quarter of an hour, logged out, or ended by the system',
      given: [
        granted('2025-03-03 07:00'),
        ...many(5, { from: '2025-03-04 09:00', every: 86_400 }, (at) => timedOut(at, 899)),
        ...many(5, { from: '2025-03-04 12:00', every: 86_400 }, (at) => sessionEnded(at, at)),
        ...many(5, { from: '2025-03-04 15:00', every: 86_400 }, (at) => timedOut(at, 7200, { reason: 'forced' })),
      ],
      finds: [],
    },
  ],
};
