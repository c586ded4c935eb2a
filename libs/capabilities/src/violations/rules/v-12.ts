import { dayMs } from '../../time.js';
import { grantAt } from '../life.js';
import { casesIn, lookUpsOf, served, type Served } from '../looked-up.js';
import type { Rule } from '../rule.js';
import { granted, justified, lookup, many } from '../story.js';
import { alongPlacesOfEach } from '../along.js';
import { shownBy, stretches } from '../lists.js';
import { countWithin, keysWithin, windowOf } from '../windows.js';

const countedMs = 30 * dayMs;

/** Where each account's look-ups of one citizen are too many for their cases. */
const repeated = alongPlacesOfEach<Served>(
  ({ data }) => data.accountId,
  () => [countWithin(countedMs), keysWithin(countedMs, casesIn)],
  (times, cases) => (times >= 5 && cases <= 1) || (times >= 2 && cases === 0),
);

export const v12: Rule = {
  code: 'V-12',
  version: 1,
  status: 'stable',
  titleVi: 'Lặp lại một công dân',
  titleEn: 'Repeated interest in one citizen',
  clauses: ['R62', 'R38', 'R29'],
  params: [],
  severity: 'medium',
  judges: {
    // One account looked a citizen up five times within thirty days for one dossier at most, or twice for none.
    citizen(citizen, light) {
      return repeated(served(lookUpsOf(citizen, light), light)).flatMap(({ things, places }) =>
        stretches(places).map(([first]) => {
          const { id, at, data } = things[first];
          const { accountId } = data;
          const grant = grantAt(light.account(accountId), at)?.data;
          return {
            dedupKey: `${accountId}|${citizen.id}`,
            anchor: id,
            occurredAt: at,
            since: at,
            accountId,
            officialId: grant?.officialId,
            unitId: grant?.unitId ?? data.unitId,
            evidence: shownBy(things[first], windowOf(things, first, countedMs)),
          };
        }),
      );
    },
  },

  falsePositives: [
    'A dossier in several steps, for each of which its citizen is looked up.',
    'A dispute about the data themselves.',
  ],
  nextStepsVi: ['Hỏi cán bộ lý do tra cứu lặp lại', 'Tìm quan hệ giữa cán bộ và công dân (V-14)'],

  examples: [
    {
      title: 'five times in thirty days, all for one dossier',
      given: [
        granted('2025-03-03 07:00'),
        ...many(4, { from: '2025-03-04 09:00:00', every: 86_400 }, (at) => lookup(at, { subjects: ['c'] })),
        lookup('2025-04-03 08:59:59', { subjects: ['c'] }),
      ],
      finds: [{ since: '2025-04-03 08:59:59', severity: 'medium', accountId: 'TTHC:an' }],
    },
    {
      title: 'twice with no dossier, the second time another citizen with the first',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00', { dossierId: undefined, subjects: ['c'] }),
        lookup('2025-03-05 09:00', { dossierId: undefined, subjects: ['c', 'd'] }),
      ],
      finds: [{ since: '2025-03-05 09:00' }],
    },
    {
      title: 'two citizens, each twice with no dossier, by the same look-ups: a finding of each',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00', { dossierId: undefined, subjects: ['c', 'd'] }),
        lookup('2025-03-05 09:00', { dossierId: undefined, subjects: ['c', 'd'] }),
      ],
      finds: [{ since: '2025-03-05 09:00' }, { since: '2025-03-05 09:00' }],
    },
    {
      title: 'the fifth time the first one lies thirty days back; four times for one dossier',
      given: [
        granted('2025-03-03 07:00'),
        ...many(4, { from: '2025-03-04 09:00:00', every: 86_400 }, (at) => lookup(at, { subjects: ['c'] })),
        lookup('2025-04-03 09:00', { subjects: ['c'] }),
      ],
      finds: [],
    },
    {
      title: 'five times for two dossiers, or twice for one',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 08:00', { dossierId: 'D-2', subjects: ['c'] }),
        ...many(4, { from: '2025-03-04 09:00:00', every: 86_400 }, (at) => lookup(at, { subjects: ['c'] })),
        lookup('2025-03-04 08:00', { dossierId: undefined, petitionId: 'P-1', subjects: ['d'] }),
        lookup('2025-03-05 08:00', { dossierId: undefined, petitionId: 'P-1', subjects: ['d'] }),
      ],
      finds: [],
    },
    {
      title: 'twice with no dossier by two accounts, or linked with one afterwards',
      given: [
        granted('2025-03-03 07:00'),
        granted('2025-03-03 07:00', { accountId: 'TTHC:binh', officialId: 'O-2' }),
        lookup('2025-03-04 09:00', { dossierId: undefined, subjects: ['c'] }),
        lookup('2025-03-05 09:00', { accountId: 'TTHC:binh', dossierId: undefined, subjects: ['c'] }),
        lookup('2025-03-06 09:00', { dossierId: undefined, subjects: ['d'] }),
        lookup('2025-03-07 09:00', { dossierId: undefined, subjects: ['d'] }),
        justified('2025-03-07 10:00', '2025-03-06 09:00'),
      ],
      finds: [],
    },
  ],
};
