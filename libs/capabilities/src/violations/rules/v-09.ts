import { absencesOf, absentAt } from '../absence.js';
import { clockOf } from '../hours.js';
import { aboutUse } from '../light.js';
import type { Rule, Use } from '../rule.js';
import { calendar, changed, denied, granted, lookup, profile } from '../story.js';
import { lookUpsOn } from '../volume.js';

export const v09: Rule = {
  code: 'V-09',
  version: 1,
  status: 'stable',
  titleVi: 'Ngoài giờ làm việc',
  titleEn: 'Out of hours',
  clauses: ['R38', 'R29'],
  params: ['lookupsFrom', 'lookupsTo'],
  severity: 'low',
  judges: {
    // One finding for an account's day on which it looked up on a day off, outside the unit's hours, or during an absence.
    day({ day, uses }, light) {
      const looks = lookUpsOn({ uses });
      const [first] = looks;
      if (!first) return [];
      const { unitId, officialId, accountId } = aboutUse(first, light);
      const policy = light.policy(unitId, first.at);
      const params = { lookupsFrom: policy.param('lookupsFrom'), lookupsTo: policy.param('lookupsTo') };
      const isOff = !light.terms.worked(day, first.at);
      const [from, to] = [params.lookupsFrom.value, params.lookupsTo.value];
      const isOdd = ({ at }: Use) => isOff || clockOf(at) < from || clockOf(at) >= to;
      const absences = officialId === undefined ? [] : absencesOf(light.folder('official', officialId));
      // They are in order: where the first and the last are in the hours, all are.
      if (!absences.length && !isOdd(first) && !isOdd(looks[looks.length - 1])) return [];
      const odd = looks.find((look) => isOdd(look) || absentAt(absences, look.at));
      if (!odd) return [];
      const absence = looks.map(({ at }) => absentAt(absences, at)).find((one) => one !== undefined);
      return [
        {
          dedupKey: accountId,
          anchor: day,
          occurredAt: odd.at,
          since: odd.at,
          severity: absence ? 'medium' : 'low',
          accountId,
          officialId,
          unitId,
          evidence: [odd.id, ...(absence ? [absence.by] : [])],
          params,
          calendars: [light.terms.version(day, first.at)],
        },
      ];
    },
  },

  falsePositives: [
    'Reception on Saturdays, and the hours of the post office, where the profile does not give them.',
    'A queue that is worked off in the evening, with a roster for it.',
  ],
  nextStepsVi: ['Đối chiếu lịch trực, lịch làm thêm giờ', 'Trong thời gian nghỉ phép: hỏi ai đã dùng tài khoản'],

  examples: [
    {
      title: 'a minute before seven',
      given: [granted('2025-03-03 07:00'), lookup('2025-03-04 06:59'), lookup('2025-03-04 09:00')],
      finds: [{ since: '2025-03-04 06:59', severity: 'low', accountId: 'TTHC:an' }],
    },
    {
      title: 'at six in the evening, once for all look-ups of the day',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 17:59:59'),
        lookup('2025-03-04 18:00'),
        lookup('2025-03-04 23:59'),
      ],
      finds: [{ since: '2025-03-04 18:00', severity: 'low' }],
    },
    {
      title: 'on a Saturday, on a holiday',
      given: [
        granted('2025-03-03 07:00'),
        calendar('2025-01-01 00:00', { holidays: ['2025-04-07'] }),
        lookup('2025-03-08 09:00'),
        lookup('2025-04-07 09:00'),
      ],
      finds: [{ since: '2025-03-08 09:00' }, { since: '2025-04-07 09:00' }],
    },
    {
      title: 'during an absence, from its first moment to the one before its end',
      given: [
        granted('2025-03-03 07:00'),
        changed('2025-03-03 17:00', { kind: 'absence', effectiveAt: '2025-03-04 09:00', until: '2025-03-05 09:00' }),
        lookup('2025-03-04 08:59:59'),
        lookup('2025-03-04 09:00'),
        lookup('2025-03-05 08:59:59'),
        lookup('2025-03-05 09:00'),
      ],
      finds: [
        { since: '2025-03-04 09:00', severity: 'medium' },
        { since: '2025-03-05 08:59:59', severity: 'medium' },
      ],
    },
    {
      title: 'hours of its own of the unit',
      given: [
        profile('2025-01-01 00:00', {
          params: { lookupsFrom: { value: 800, assumed: true }, lookupsTo: { value: 1700, assumed: true } },
        }),
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 07:59'),
        lookup('2025-03-05 17:00'),
        lookup('2025-03-06 08:00'),
        lookup('2025-03-06 16:59'),
      ],
      finds: [{ since: '2025-03-04 07:59' }, { since: '2025-03-05 17:00' }],
    },
    {
      title: 'from seven to the last second before six, and on a Saturday that is worked',
      given: [
        granted('2025-03-03 07:00'),
        calendar('2025-01-01 00:00', { workdays: ['2025-04-26'] }),
        lookup('2025-03-04 07:00'),
        lookup('2025-03-04 17:59:59'),
        lookup('2025-04-26 09:00'),
      ],
      finds: [],
    },
    {
      title: 'only attempts; an account that nobody is known to hold, in the hours',
      given: [
        granted('2025-03-03 07:00'),
        denied('2025-03-08 09:00'),
        lookup('2025-03-04 09:00', { accountId: 'TTHC:la' }),
        lookup('2025-03-05 09:00'),
        denied('2025-03-05 23:00'),
      ],
      finds: [],
    },
  ],
};
