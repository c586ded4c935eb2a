import { defaultPasswords } from '../default-passwords.js';
import { evidenceOf } from '../order.js';
import type { Rule } from '../rule.js';
import { isIn } from '../spans.js';
import { granted, revoked, rotated, session } from '../story.js';

export const v29: Rule = {
  code: 'V-29',
  version: 1,
  status: 'stable',
  titleVi: 'Chưa đổi mật khẩu mặc định',
  titleEn: 'Default password not replaced',
  clauses: ['R26', 'R27', 'R74'],
  params: [],
  severity: 'high',
  judges: {
    // A second session since the grant or a reset, before the default password was replaced.
    account(account, light) {
      const { accountId } = account;
      return defaultPasswords(account).flatMap(({ grant, from, by, to, endedBy }) => {
        const first = light.firstUse('SessionStarted', accountId, from, to);
        const second = first && light.firstUse('SessionStarted', accountId, first.at, to);
        if (!second || !isIn({ from, to }, second.at)) return [];
        return [
          {
            dedupKey: `${accountId}|${grant.data.grantId}`,
            anchor: by,
            occurredAt: second.at,
            since: second.at,
            until: to,
            untilBy: endedBy,
            accountId,
            officialId: grant.data.officialId,
            unitId: grant.data.unitId,
            evidence: evidenceOf(second.id, first.id, by, endedBy),
          },
        ];
      });
    },
  },

  falsePositives: [
    'The source never tells whether a default password was replaced, or the account was taken over from before the ledger: unknown, and not judged.',
    'The first session was cut off before the password could be replaced in it.',
  ],
  nextStepsVi: ['Khóa tài khoản', 'Đặt lại mật khẩu và yêu cầu đổi ở lần đăng nhập đầu'],

  examples: [
    {
      title: 'the second session since the grant, and the default never replaced',
      given: [granted('2025-03-03 07:00'), session('2025-03-04 08:00'), session('2025-03-05 08:00')],
      finds: [{ since: '2025-03-05 08:00', severity: 'high', accountId: 'TTHC:an' }],
    },
    {
      title: 'replaced one second after the second session began: late, but mended',
      given: [
        granted('2025-03-03 07:00'),
        session('2025-03-04 08:00'),
        session('2025-03-05 08:00'),
        rotated('2025-03-05 08:00:01', { replacedDefault: true }),
      ],
      finds: [{ since: '2025-03-05 08:00', until: '2025-03-05 08:00:01' }],
    },
    {
      title: 'an administrator reset the password, and it was not replaced in the first session',
      given: [
        granted('2025-03-03 07:00'),
        rotated('2025-03-04 08:00', { replacedDefault: true }),
        rotated('2025-03-10 08:00', { trigger: 'adminReset' }),
        session('2025-03-10 09:00'),
        session('2025-03-10 10:00'),
      ],
      finds: [{ since: '2025-03-10 10:00' }],
    },
    {
      title: 'a rotation that says that the default stayed',
      given: [
        granted('2025-03-03 07:00'),
        session('2025-03-04 08:00'),
        rotated('2025-03-04 08:01', { replacedDefault: false }),
        session('2025-03-05 08:00'),
        revoked('2025-03-06 08:00'),
      ],
      finds: [{ since: '2025-03-05 08:00', until: '2025-03-06 08:00' }],
    },
    {
      title: 'replaced at the moment at which the second session began',
      given: [
        granted('2025-03-03 07:00'),
        session('2025-03-04 08:00'),
        rotated('2025-03-04 09:00', { replacedDefault: true }),
        session('2025-03-04 09:00'),
      ],
      finds: [],
    },
    {
      title: 'only one session; or one before and one after a reset',
      given: [
        granted('2025-03-03 07:00'),
        session('2025-03-04 08:00'),
        rotated('2025-03-05 08:00', { trigger: 'adminReset', replacedDefault: false }),
        session('2025-03-05 09:00'),
      ],
      finds: [],
    },
    {
      title: 'the source never says what a rotation replaced; or signs on elsewhere; or was taken over',
      given: [
        granted('2025-03-03 07:00'),
        rotated('2025-03-10 08:00'),
        session('2025-03-04 08:00'),
        session('2025-03-05 08:00'),
        granted('2025-03-03 07:00', { accountId: 'TTHC:binh', officialId: 'O-2', imported: true }),
        session('2025-03-06 08:00', { accountId: 'TTHC:binh' }),
        session('2025-03-06 09:00', { accountId: 'TTHC:binh' }),
        granted('2025-03-03 07:00', { accountId: 'TTHC:chi', officialId: 'O-3' }),
        rotated('2025-03-03 07:00', { accountId: 'TTHC:chi', credentialKind: 'sso', replacedDefault: false }),
        session('2025-03-07 08:00', { accountId: 'TTHC:chi' }),
        session('2025-03-07 09:00', { accountId: 'TTHC:chi' }),
      ],
      finds: [],
    },
  ],
};
