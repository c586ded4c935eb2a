import { dossierOf, lastShownBy, placeIn } from '../dossier.js';
import { aboutUse } from '../light.js';
import type { Rule } from '../rule.js';
import { aliased, dossier, granted, lookup } from '../story.js';

export const v02: Rule = {
  code: 'V-02',
  version: 1,
  status: 'stable',
  titleVi: 'Công dân không thuộc hồ sơ',
  titleEn: 'Citizen not a party',
  clauses: ['R60', 'R59', 'R30', 'R29'],
  params: [],
  severity: 'high',
  judges: {
    // The dossier is known, and no state of it lists one of the citizens, under whatever token, in any role.
    use(use, light) {
      if (use.type !== 'LookupPerformed') return [];
      const file = dossierOf(use, light);
      if (!file || (use.subjects ?? []).every((subject) => placeIn(file, subject, light))) return [];
      return [{ ...aboutUse(use, light), evidence: [use.id, lastShownBy(file)] }];
    },
  },

  falsePositives: [
    'Parties who stand in the attachments only: co-owners, children.',
    'Procedures about a whole family, whose members the dossier does not list one by one.',
    'A 9-digit number that has not been linked with the citizen’s new one yet.',
  ],
  nextStepsVi: [
    'Mở hồ sơ, tìm người đại diện, đồng sở hữu, con',
    'Hỏi cán bộ tiếp nhận',
    'Bổ sung người liên quan vào hồ sơ, hoặc xác nhận vi phạm',
  ],

  examples: [
    {
      title: 'a citizen whom the dossier does not name',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { parties: ['binh'] }),
        lookup('2025-03-04 09:00', { subjects: ['la'] }),
      ],
      finds: [{ since: '2025-03-04 09:00', severity: 'high', accountId: 'TTHC:an' }],
    },
    {
      title: 'one of two citizens is none of its parties, and linked with none of them',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { parties: ['binh'] }),
        aliased('2025-03-03 09:00', { tokenOld: 'la', tokenNew: 'nguoi-khac' }),
        lookup('2025-03-04 09:00', { subjects: ['binh', 'la'] }),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'all of them are parties, one was added a month later',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { parties: ['binh'] }),
        lookup('2025-03-04 09:00', { subjects: ['binh', 'chi'] }),
        dossier('2025-04-03 08:00', { parties: ['chi'], receivedAt: '2025-03-03 08:00' }),
      ],
      finds: [],
    },
    {
      title: 'a party under the number that the citizen had before',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { parties: ['cu'] }),
        lookup('2025-03-04 09:00', { subjects: ['moi'] }),
        aliased('2025-03-05 09:00'),
      ],
      finds: [],
    },
    {
      title: 'who acts for a party or lives with one, as the dossier lists them',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { parties: ['binh'], representatives: ['dung'], householdMembers: ['em'] }),
        lookup('2025-03-04 09:00', { subjects: ['dung', 'em'] }),
      ],
      finds: [],
    },
    {
      title: 'an attempt that was turned down, a look-up without a dossier, a dossier that is not known: that is V-01',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { parties: ['binh'] }),
        { ...lookup('2025-03-04 09:00', { subjects: ['la'] }), type: 'LookupDenied' },
        lookup('2025-03-04 09:01', { subjects: ['la'], dossierId: undefined }),
        lookup('2025-03-04 09:02', { subjects: ['la'], dossierId: 'D-none' }),
      ],
      finds: [],
    },
  ],
};
