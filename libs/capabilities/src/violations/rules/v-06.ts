import { addMs } from '../../time.js';
import { coverAt, roleAt } from '../life.js';
import { aboutUse } from '../light.js';
import type { Rule } from '../rule.js';
import { denied, granted, lookup, scopeChanged, ticket, ticketClosed } from '../story.js';
import { ticketDue, ticketFor } from '../tickets.js';

export const v06: Rule = {
  code: 'V-06',
  version: 1,
  status: 'stable',
  titleVi: 'Vai trò không được tra cứu',
  titleEn: 'Role class may not look up',
  clauses: ['R53', 'R54', 'R55', 'R56', 'R04', 'R58', 'R87', 'R29'],
  params: ['supportGraceHours'],
  severity: 'high',
  judges: {
    // Technical administrators look up for a support ticket only, opened within the hours of grace after the look-up.
    use(use, light) {
      if (use.type !== 'LookupPerformed') return [];
      const cover = coverAt(light.account(use.accountId), use.at);
      if (cover.status !== 'covered') return [];
      if (cover.grants.some((grant) => roleAt(grant, use.at) !== 'ADMIN_TECH')) return [];
      const found = aboutUse(use, light);
      const grace = light.policy(found.unitId, use.at).param('supportGraceHours');
      const due = ticketDue(use, grace.value);
      const opened = ticketFor(use, light);
      if (opened && opened.data.openedAt <= due) return [];
      return [
        {
          ...found,
          since: addMs(due, 1),
          until: opened?.data.openedAt,
          untilBy: opened?.id,
          evidence: [use.id, ...cover.grants.map(({ grantedBy }) => grantedBy), ...(opened ? [opened.id] : [])],
          params: { supportGraceHours: grace },
        },
      ];
    },
  },

  falsePositives: [
    'Support in an emergency whose ticket is entered later: within 24 hours of grace.',
    'A person who is an administrator and a receptionist by two grants of one account.',
  ],
  nextStepsVi: ['Yêu cầu phiếu hỗ trợ', 'Kiểm tra việc kiêm nhiệm (V-24)'],

  examples: [
    {
      title: 'an administrator looks up, and nobody has asked for help',
      given: [granted('2025-03-03 07:00', { roleClass: 'ADMIN_TECH' }), lookup('2025-03-04 09:00')],
      finds: [{ since: '2025-03-05 09:00:00.001', severity: 'high' }],
    },
    {
      title: 'the ticket is opened a minute too late: found, and mended by it',
      given: [
        granted('2025-03-03 07:00', { roleClass: 'ADMIN_TECH' }),
        lookup('2025-03-04 09:00'),
        ticket('2025-03-05 09:01'),
      ],
      finds: [{ since: '2025-03-05 09:00:00.001', until: '2025-03-05 09:01' }],
    },
    {
      title: 'the ticket was closed before, or is for another account, or for other look-ups',
      given: [
        granted('2025-03-03 07:00', { roleClass: 'ADMIN_TECH' }),
        ticket('2025-03-03 08:00'),
        ticketClosed('2025-03-04 08:59'),
        ticket('2025-03-04 08:00', { ticketId: 'T-2', accountId: 'TTHC:binh' }),
        ticket('2025-03-04 08:00', { ticketId: 'T-3', accountId: undefined, lookupIds: ['L-9'] }),
        lookup('2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-05 09:00:00.001' }],
    },
    {
      title: 'an administrator since the last change of the scope',
      given: [
        granted('2025-03-03 07:00'),
        scopeChanged('2025-03-04 09:00', { roleClass: 'ADMIN_TECH' }),
        lookup('2025-03-04 08:59'),
        lookup('2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-05 09:00:00.001' }],
    },
    {
      title: 'the ticket is opened in the last minute of the grace, for the account or for the look-up',
      given: [
        granted('2025-03-03 07:00', { roleClass: 'ADMIN_TECH' }),
        lookup('2025-03-04 09:00'),
        ticket('2025-03-05 09:00'),
        lookup('2025-03-06 10:00', { lookupId: 'L-9' }),
        ticketClosed('2025-03-05 10:00'),
        ticket('2025-03-07 10:00', { ticketId: 'T-2', accountId: undefined, lookupIds: ['L-9'] }),
      ],
      finds: [],
    },
    {
      title: 'another grant of the account is of another role',
      given: [
        granted('2025-03-03 07:00', { roleClass: 'ADMIN_TECH' }),
        granted('2025-03-03 07:00', { grantId: 'grant-2' }),
        lookup('2025-03-04 09:00'),
      ],
      finds: [],
    },
    {
      title: 'an attempt that was turned down; a grant that has run out is V-08',
      given: [
        granted('2025-03-03 07:00', { roleClass: 'ADMIN_TECH', validTo: '2025-03-04 10:00' }),
        denied('2025-03-04 09:00'),
        lookup('2025-03-04 10:00'),
      ],
      finds: [],
    },
  ],
};
