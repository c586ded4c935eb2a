import { coverAt } from '../life.js';
import { aboutUse, useUnit } from '../light.js';
import type { Rule } from '../rule.js';
import { granted, lookup, regulation, revoked, suspended } from '../story.js';

export const v08: Rule = {
  code: 'V-08',
  version: 1,
  status: 'stable',
  titleVi: 'Không có hoặc hết hiệu lực quyết định cấp',
  titleEn: 'No valid grant, or expired authority',
  clauses: ['R03', 'R63', 'R48', 'R29', 'R88'],
  params: [],
  severity: 'high',
  judges: {
    // Unknown account, not yet valid, run out (with its decision or agreement), or every regulation of the unit ended.
    use(use, light) {
      if (use.type !== 'LookupPerformed') return [];
      const cover = coverAt(light.account(use.accountId), use.at);
      if (cover.status === 'revoked' || cover.status === 'suspended') return [];
      const found = aboutUse(use, light);
      if (cover.status === 'unknown') return [{ ...found, evidence: [use.id] }];
      if (cover.status !== 'covered') return [{ ...found, evidence: [use.id, cover.grant.grantedBy] }];
      const unit = useUnit(use, light);
      const ended = unit === undefined ? undefined : light.regulationEnded(unit, use.at);
      return ended ? [{ ...found, evidence: [use.id, ended.id] }] : [];
    },
  },

  falsePositives: ['Accounts from before the ledger that have not been taken over yet.'],
  nextStepsVi: ['Xác định tài khoản tồn tại do đâu', 'Nhập tài khoản vào sổ hoặc thu hồi'],

  examples: [
    {
      title: 'an unknown account',
      given: [lookup('2025-03-04 09:00')],
      finds: [{ since: '2025-03-04 09:00', severity: 'high' }],
    },
    {
      title: 'one second before the grant is valid',
      given: [granted('2025-03-04 09:00'), lookup('2025-03-04 08:59:59')],
      finds: [{ since: '2025-03-04 08:59:59' }],
    },
    {
      title: 'at the moment at which the grant has run out',
      given: [granted('2025-03-03 07:00', { validTo: '2025-03-04 09:00' }), lookup('2025-03-04 09:00')],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'the agreement behind the account has ended',
      given: [
        granted('2025-03-03 07:00', { agreementValidTo: '2025-03-04 00:00', validTo: '2025-12-31 00:00' }),
        lookup('2025-03-04 09:00'),
      ],
      finds: [{ severity: 'high' }],
    },
    {
      title: 'the only regulation of the unit has ended',
      given: [
        regulation('2025-01-02 00:00', { effectiveTo: '2025-03-04 00:00' }),
        granted('2025-03-03 07:00'),
        lookup('2025-03-03 09:00'),
        lookup('2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'at the first moment of the grant, and in its last second',
      given: [
        granted('2025-03-04 09:00', { validTo: '2025-03-05 09:00' }),
        lookup('2025-03-04 09:00'),
        lookup('2025-03-05 08:59:59'),
      ],
      finds: [],
    },
    {
      title: 'after a revocation it is V-07',
      given: [granted('2025-03-03 07:00'), revoked('2025-03-04 09:00'), lookup('2025-03-05 09:00')],
      finds: [],
    },
    {
      title: 'while suspended it is V-07',
      given: [granted('2025-03-03 07:00'), suspended('2025-03-04 09:00'), lookup('2025-03-05 09:00')],
      finds: [],
    },
    {
      title: 'no regulation was ever issued, or one is in force',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00'),
        regulation('2025-03-04 10:00', { effectiveTo: '2025-03-05 00:00' }),
        regulation('2025-03-05 00:00'),
        lookup('2025-03-05 09:00'),
      ],
      finds: [],
    },
  ],
};
