import { addDays, startOfDay } from '../../time.js';
import { stretches } from '../idle.js';
import { activeSpans, type Grant, type Span } from '../life.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { leftFrom } from '../spans.js';
import { denied, granted, lookup, reinstated, revoked, session, source, suspended } from '../story.js';

function judgeStretch(stretch: Span & { day: string }, grant: Grant, light: Light): Judgement[] {
  const { accountId, officialId, unitId, grantId } = grant.data;
  const dormantDays = light.policy(unitId, stretch.from).param('dormantDays');
  // The day of the last use is day 0: dormant once so many whole local days have passed after it.
  const dormant = leftFrom(stretch, startOfDay(addDays(stretch.day, dormantDays.value + 1)));
  if (!dormant) return [];
  return [
    {
      dedupKey: `${accountId}|${grantId}`,
      anchor: stretch.from,
      occurredAt: stretch.from,
      since: dormant.from,
      until: dormant.to,
      untilBy: stretch.endedBy,
      accountId,
      officialId,
      unitId,
      evidence: [stretch.by],
      params: { dormantDays },
    },
  ];
}

export const v22: Rule = {
  code: 'V-22',
  version: 1,
  status: 'stable',
  titleVi: 'Tài khoản không hoạt động',
  titleEn: 'Dormant account',
  // No directive asks for it: TCVN 14423 does (C16), so it is judged with an assumed number wherever it is not off.
  clauses: [],
  params: ['dormantDays'],
  severity: 'medium',
  judges: {
    // Active without any use for more than the days allowed; a reinstatement begins anew, and so do a source's reports.
    account({ accountId, grants }, light) {
      const used = light.daysUsed(accountId);
      return grants.flatMap((grant) =>
        activeSpans(grant).flatMap((span) => {
          const told = leftFrom(span, light.reportsSince(grant.data.system));
          const known = told ? stretches({ ...span, ...told }, used) : [];
          return known.flatMap((stretch) => judgeStretch(stretch, grant, light));
        }),
      );
    },
  },

  falsePositives: [
    'Maternity or another long leave without a suspension of the account.',
    'Seasonal staff of the post office.',
    'Uses that the source has not delivered yet: the finding goes when they come.',
  ],
  nextStepsVi: ['Rà soát nhanh: giữ hay thu hồi tài khoản', 'Nếu nghỉ dài ngày: tạm khóa tài khoản'],

  examples: [
    {
      title: 'never used since the grant: dormant after 45 whole days',
      given: [granted('2025-01-02 07:00')],
      finds: [{ since: '2025-02-17 00:00', severity: 'medium' }],
    },
    {
      title: 'last used on day 0, and again on day 47',
      given: [
        granted('2025-01-02 07:00'),
        lookup('2025-01-10 23:59'),
        session('2025-02-26 00:00'),
        revoked('2025-03-01 07:00'),
      ],
      finds: [{ since: '2025-02-25 00:00', until: '2025-02-26 00:00' }],
    },
    {
      title: 'used on the day of the grant, and revoked two days late',
      given: [granted('2025-01-02 07:00'), session('2025-01-02 08:00'), revoked('2025-02-18 17:00')],
      finds: [{ since: '2025-02-17 00:00', until: '2025-02-18 17:00' }],
    },
    {
      title: 'reinstated, and not used since: the days before do not count',
      given: [granted('2025-01-02 07:00'), suspended('2025-01-20 07:00'), reinstated('2025-03-03 07:00')],
      finds: [{ since: '2025-04-18 00:00' }],
    },
    {
      title: 'the source has reported since March only: nobody knows what was before',
      given: [source('2025-03-03 00:00'), granted('2025-01-02 07:00')],
      finds: [{ since: '2025-04-18 00:00' }],
    },
    {
      title: 'used again on day 46, by a look-up that was turned down, and revoked in time',
      given: [granted('2025-01-02 07:00'), denied('2025-02-17 09:00'), revoked('2025-03-03 07:00')],
      finds: [],
    },
    {
      title: 'revoked, run out or suspended before the days are over',
      given: [
        granted('2025-01-02 07:00'),
        revoked('2025-02-17 00:00'),
        granted('2025-01-02 07:00', { accountId: 'TTHC:binh', validTo: '2025-02-16 00:00' }),
        granted('2025-01-02 07:00', { accountId: 'TTHC:chi' }),
        suspended('2025-02-16 23:59', { accountId: 'TTHC:chi' }),
      ],
      finds: [],
    },
  ],
};
