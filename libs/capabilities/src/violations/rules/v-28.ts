import { addMs, dayMs } from '../../time.js';
import { ofType } from '../folders.js';
import type { AccountLife, Grant } from '../life.js';
import type { Duty } from '../duty.js';
import { lookupWhileLate } from '../light.js';
import { evidenceOf } from '../order.js';
import { afterPausing, firstEnd, inTurn } from '../spans.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { granted, lookup, reinstated, revoked, rotated, suspended } from '../story.js';

/** The passwords within a grant, each up to the next; those of sign-on elsewhere are left out. */
function passwords({ acts }: AccountLife, grant: Grant) {
  const { validFrom } = grant.data;
  const rotations = ofType(acts, 'PasswordRotated').filter(({ data }) => data.rotatedAt >= validFrom);
  const first = { from: validFrom, by: grant.grantedBy, kind: 'password' };
  const others = rotations.map(({ id, data }) => ({ from: data.rotatedAt, by: id, kind: data.credentialKind }));
  return inTurn([first, ...others]).filter(({ kind }) => kind === 'password');
}

function judgePassword(
  accountId: string,
  grant: Grant,
  { from, by, to, endedBy }: ReturnType<typeof passwords>[number],
  light: Light,
): Judgement[] {
  const { unitId, officialId } = grant.data;
  const days = light.policy(unitId, from).param('passwordDays');
  const due = afterPausing(from, days.value * dayMs, grant.suspensions);
  if (due === undefined) return [];
  const { revoked, expiresAt } = grant;
  const end = firstEnd({ at: to, by: endedBy }, { at: revoked?.effectiveAt, by: revoked?.by }, { at: expiresAt });
  const duty: Duty = { kind: 'password', dueAt: due, doneAt: end?.at, doneBy: end?.by };
  const use = lookupWhileLate({ after: due, until: duty }, [accountId], light);
  return [
    {
      dedupKey: accountId,
      anchor: by,
      occurredAt: from,
      since: addMs(due, 1),
      until: end?.at,
      untilBy: end?.by,
      severity: use ? 'high' : 'medium',
      accountId,
      officialId,
      unitId,
      evidence: evidenceOf(by, end?.by, use?.id),
      params: { passwordDays: days },
      duty,
    },
  ];
}

export const v28: Rule = {
  code: 'V-28',
  version: 1,
  status: 'stable',
  titleVi: 'Quá hạn đổi mật khẩu',
  titleEn: 'Password over its age',
  clauses: ['R75', 'R25', 'R91'],
  params: ['passwordDays'],
  severity: 'medium',
  judges: {
    // Older than the days allowed, time in suspension not counted; higher when a look-up was made with it.
    account(account, light) {
      return account.grants.flatMap((grant) =>
        passwords(account, grant).flatMap((password) => judgePassword(account.accountId, grant, password, light)),
      );
    },
  },

  falsePositives: [
    'Accounts that sign on elsewhere only (sso) have no password here.',
    'A rotation whose record arrives late.',
  ],
  nextStepsVi: ['Buộc đổi mật khẩu', 'Kiểm tra vì sao hệ thống không tự động yêu cầu đổi'],

  examples: [
    {
      title: 'one millisecond past 90 days since the last change',
      given: [granted('2025-01-02 07:00'), rotated('2025-01-10 08:00')],
      finds: [{ since: '2025-04-10 08:00:00.001', severity: 'medium' }],
    },
    {
      title: 'never changed since the grant, and used on day 91',
      given: [granted('2025-01-02 07:00'), lookup('2025-04-02 08:00'), lookup('2025-04-02 07:00:00')],
      finds: [{ since: '2025-04-02 07:00:00.001', severity: 'high' }],
    },
    {
      title: 'changed on day 91: late, but mended',
      given: [granted('2025-01-02 07:00'), rotated('2025-04-02 09:00')],
      finds: [
        { since: '2025-04-02 07:00:00.001', until: '2025-04-02 09:00', severity: 'medium' },
        { since: '2025-07-01 09:00:00.001' },
      ],
    },
    {
      title: 'changed on day 90 to the second, then revoked before it was due again',
      given: [granted('2025-01-02 07:00'), rotated('2025-04-02 07:00'), revoked('2025-07-01 07:00')],
      finds: [],
    },
    {
      title: 'ten days of suspension do not count',
      given: [
        granted('2025-01-02 07:00'),
        suspended('2025-02-01 07:00'),
        reinstated('2025-02-11 07:00'),
        rotated('2025-04-12 07:00'),
        revoked('2025-05-01 07:00'),
      ],
      finds: [],
    },
    {
      title: 'signs on elsewhere, from the grant on or later',
      given: [
        granted('2025-01-02 07:00'),
        rotated('2025-01-02 07:00', { credentialKind: 'sso' }),
        granted('2025-01-02 07:00', { accountId: 'TTHC:binh' }),
        rotated('2025-01-03 07:00', { accountId: 'TTHC:binh', credentialKind: 'sso' }),
      ],
      finds: [],
    },
  ],
};
