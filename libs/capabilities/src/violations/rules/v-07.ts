import { coverAt } from '../life.js';
import { aboutUse } from '../light.js';
import type { Rule } from '../rule.js';
import { denied, granted, lookup, reinstated, revoked, session, suspended } from '../story.js';

export const v07: Rule = {
  code: 'V-07',
  version: 1,
  status: 'stable',
  titleVi: 'Dùng sau khi thu hồi, tạm khóa',
  titleEn: 'Use after revocation or suspension',
  clauses: ['R63', 'R79', 'R80', 'R29', 'R03'],
  params: [],
  severity: 'critical',
  judges: {
    // A look-up or session more than 120 s after both the effect and the act of a revocation or suspension.
    use(use, light) {
      if (use.type !== 'LookupPerformed' && use.type !== 'SessionStarted') return [];
      const cover = coverAt(light.account(use.accountId), use.at);
      if (cover.status !== 'revoked' && cover.status !== 'suspended') return [];
      return [{ ...aboutUse(use, light), evidence: [use.id, cover.by, cover.grant.grantedBy] }];
    },
  },

  falsePositives: [
    'Clocks that differ: 120 s are allowed.',
    'A back-dated revocation: the act counts, and what lies before it is V-19.',
  ],
  nextStepsVi: [
    'Kiểm tra thời điểm thực hiện trong hệ thống nguồn',
    'Ai đã dùng (máy, IP)',
    'Bảo toàn chứng cứ, báo Công an',
  ],

  examples: [
    {
      title: 'a look-up 121 s after the revocation',
      given: [granted('2025-03-03 07:00'), revoked('2025-03-04 09:00'), lookup('2025-03-04 09:02:01')],
      finds: [{ since: '2025-03-04 09:02:01', severity: 'critical' }],
    },
    {
      title: 'a look-up while suspended',
      given: [
        granted('2025-03-03 07:00'),
        suspended('2025-03-04 09:00'),
        lookup('2025-03-05 09:00'),
        reinstated('2025-03-06 07:00'),
      ],
      finds: [{ severity: 'critical' }],
    },
    {
      title: 'a session after the revocation',
      given: [granted('2025-03-03 07:00'), revoked('2025-03-04 09:00'), session('2025-03-05 07:30')],
      finds: [{ since: '2025-03-05 07:30' }],
    },
    {
      title: 'the source carried it out later: use counts from then',
      given: [
        granted('2025-03-03 07:00'),
        revoked('2025-03-04 09:00', { executedInSourceAt: '2025-03-04 12:00' }),
        lookup('2025-03-04 12:02:00'),
        lookup('2025-03-04 12:02:01'),
      ],
      finds: [{ since: '2025-03-04 12:02:01' }],
    },
    {
      title: '120 s after the revocation',
      given: [granted('2025-03-03 07:00'), revoked('2025-03-04 09:00'), lookup('2025-03-04 09:02:00')],
      finds: [],
    },
    {
      title: 'from the reinstatement on',
      given: [
        granted('2025-03-03 07:00'),
        suspended('2025-03-04 09:00'),
        reinstated('2025-03-05 07:00'),
        lookup('2025-03-05 07:00'),
      ],
      finds: [],
    },
    {
      title: 'a new grant covers it',
      given: [
        granted('2025-03-03 07:00'),
        revoked('2025-03-04 09:00'),
        granted('2025-03-05 07:00', { grantId: 'grant-2' }),
        lookup('2025-03-05 08:00'),
      ],
      finds: [],
    },
    {
      title: 'an attempt that was turned down is no use; a grant that ran out is V-08',
      given: [
        granted('2025-03-03 07:00', { validTo: '2025-03-04 07:00' }),
        lookup('2025-03-05 09:00'),
        revoked('2025-03-06 09:00'),
        denied('2025-03-07 09:00'),
      ],
      finds: [],
    },
  ],
};
