import { askedFrom, enrolments, factorsIn, isAsked, isEnrolled } from '../factors.js';
import { activeSpans, roleAt, type Grant, type Span } from '../life.js';
import { aboutUse, useRole, useUnit } from '../light.js';
import { ofOneType } from '../lists.js';
import { evidenceOf } from '../order.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { enrolled, granted, lookup, mfaFrom, profile, revoked, scopeChanged, session, unenrolled } from '../story.js';
import { uncovered } from '../uncovered.js';

const severityOf = (role: string | undefined) => (role === 'ADMIN_TECH' ? 'high' : 'medium');

function judgeMissing(grant: Grant, missing: Span, light: Light): Judgement[] {
  const { grantId, accountId, officialId, unitId } = grant.data;
  const since = askedFrom(missing, unitId, light);
  if (since === undefined) return [];
  const { by, to, endedBy } = missing;
  return [
    {
      dedupKey: `${accountId}|${grantId}`,
      anchor: by,
      occurredAt: since,
      since,
      until: to,
      untilBy: endedBy,
      severity: severityOf(roleAt(grant, since)),
      accountId,
      officialId,
      unitId,
      evidence: evidenceOf(by, endedBy),
      params: { mfaFrom: light.policy(unitId, since).param('mfaFrom') },
    },
  ];
}

export const v30: Rule = {
  code: 'V-30',
  version: 1,
  status: 'stable',
  titleVi: 'Chưa xác thực đa nhân tố',
  titleEn: 'Multi-factor authentication missing',
  clauses: ['R73'],
  params: ['mfaFrom'],
  severity: 'medium',
  judges: {
    // From the day on which the profile asks for it: an account in force without a second factor enrolled.
    account(account, light) {
      const enrolled = enrolments(account);
      return account.grants.flatMap((grant) =>
        activeSpans(grant)
          .flatMap((span) => uncovered(span, enrolled))
          .flatMap((missing) => judgeMissing(grant, missing, light)),
      );
    },
    // And one with a factor enrolled: the first session of a day that was begun with fewer than two.
    day({ accountId, uses }, light) {
      const account = light.account(accountId);
      const asked = (at: string, unit: string | undefined) => light.policy(unit, at).param('mfaFrom');
      const weak = ofOneType(uses, 'SessionStarted').find(
        (use) =>
          factorsIn(use.amr ?? []) < 2 &&
          isEnrolled(account, use.at) &&
          isAsked(asked(use.at, useUnit(use, light)), use.at),
      );
      if (!weak) return [];
      const about = aboutUse(weak, light);
      return [
        {
          ...about,
          severity: severityOf(useRole(weak, light)),
          evidence: [weak.id],
          params: { mfaFrom: asked(weak.at, about.unitId) },
        },
      ];
    },
  },

  falsePositives: [
    'The rollout has not reached the unit yet: its profile should say from when on it is asked for.',
    'The identity provider reports no enrolments, or leaves out how a session was begun.',
  ],
  nextStepsVi: ['Yêu cầu đăng ký xác thực đa nhân tố', 'Kiểm tra cấu hình đăng nhập một lần (SSO)'],

  examples: [
    {
      title: 'never enrolled: from the day that the profile names',
      given: [profile('2025-01-02 00:00', { params: mfaFrom(20250304) }), granted('2025-01-03 07:00')],
      finds: [{ since: '2025-03-04 00:00', severity: 'medium', accountId: 'TTHC:an' }],
    },
    {
      title: 'granted later, an administrator by then, enrolled later still',
      given: [
        profile('2025-01-02 00:00', { params: mfaFrom(20250304) }),
        granted('2025-03-05 07:00'),
        scopeChanged('2025-03-05 07:00', { roleClass: 'ADMIN_TECH' }),
        enrolled('2025-03-05 09:00'),
      ],
      finds: [{ since: '2025-03-05 07:00', until: '2025-03-05 09:00', severity: 'high' }],
    },
    {
      title: 'the factor was removed, and the profile came to ask for one only then',
      given: [
        granted('2025-01-03 07:00'),
        enrolled('2025-01-03 08:00'),
        unenrolled('2025-03-05 09:00'),
        profile('2025-03-06 00:00', { params: mfaFrom(20250304) }),
        revoked('2025-03-07 09:00'),
      ],
      finds: [{ since: '2025-03-06 00:00', until: '2025-03-07 09:00' }],
    },
    {
      title: 'the first session of the first day that is begun with a password only, and a PIN is one more of the kind',
      given: [
        profile('2025-01-02 00:00', { params: mfaFrom(20250304) }),
        granted('2025-01-03 07:00'),
        enrolled('2025-01-03 08:00'),
        session('2025-03-03 23:59'),
        session('2025-03-04 00:00', { amr: ['pwd', 'pin'] }),
        session('2025-03-04 07:00'),
      ],
      finds: [{ since: '2025-03-04 00:00', severity: 'medium' }],
    },
    {
      title: 'an administrator in a session with one factor',
      given: [
        profile('2025-01-02 00:00', { params: mfaFrom(20250304) }),
        granted('2025-01-03 07:00', { roleClass: 'ADMIN_TECH' }),
        enrolled('2025-01-03 08:00'),
        session('2025-03-05 07:00', { amr: [] }),
      ],
      finds: [{ since: '2025-03-05 07:00', severity: 'high' }],
    },
    {
      title: 'a session with one factor of an account that has none enrolled is no second finding',
      given: [
        profile('2025-01-02 00:00', { params: mfaFrom(20250304) }),
        granted('2025-01-03 07:00'),
        session('2025-03-05 07:00'),
      ],
      finds: [{ since: '2025-03-04 00:00' }],
    },
    {
      title: 'enrolled before the day, every session with two factors',
      given: [
        profile('2025-01-02 00:00', { params: mfaFrom(20250304) }),
        granted('2025-01-03 07:00'),
        enrolled('2025-03-03 23:59'),
        session('2025-03-05 07:00', { amr: ['pwd', 'otp'] }),
        session('2025-03-05 08:00', { amr: ['mfa'] }),
        lookup('2025-03-05 09:00'),
      ],
      finds: [],
    },
    {
      title: 'revoked before the day; or no profile asks for it, or one of another unit does',
      given: [
        profile('2025-01-02 00:00', { params: mfaFrom(20250304) }),
        granted('2025-01-03 07:00'),
        revoked('2025-03-04 00:00'),
        profile('2025-01-02 00:00', { profileId: 'p-2', unitScope: ['U-2'], params: mfaFrom(0) }),
        granted('2025-01-03 07:00', { accountId: 'TTHC:binh', officialId: 'O-2', unitId: 'U-2' }),
        session('2025-03-05 07:00', { accountId: 'TTHC:binh' }),
      ],
      finds: [],
    },
  ],
};
