import { isAmong } from '../citizen.js';
import { ofType } from '../folders.js';
import { aboutUse, useOfficial } from '../light.js';
import type { Rule } from '../rule.js';
import { aliased, denied, dossier, granted, lookup, official } from '../story.js';

export const v13: Rule = {
  code: 'V-13',
  version: 1,
  status: 'stable',
  titleVi: 'Tự tra cứu',
  titleEn: 'Self look-up',
  clauses: ['R62', 'R29', 'R38'],
  params: [],
  severity: 'medium',
  lift: { with: ['V-01'], to: 'high' },
  judges: {
    // The official of the account is one of the citizens looked up, under whatever token.
    use(use, light) {
      if (use.type !== 'LookupPerformed') return [];
      const holder = useOfficial(use, light);
      if (holder === undefined) return [];
      const known = ofType(light.folder('official', holder).facts, 'OfficialRegistered');
      const own = known.find(({ data }) => isAmong(data.citizenToken, use.subjects ?? [], light));
      return own ? [{ ...aboutUse(use, light), evidence: [use.id, own.id] }] : [];
    },
  },

  falsePositives: [
    'A test of the system on one’s own record.',
    'A dossier of the official’s own, which another should handle.',
  ],
  nextStepsVi: ['Nhắc kênh tra cứu dữ liệu của chính mình (VNeID, cổng dịch vụ công)', 'Giao hồ sơ cho cán bộ khác'],

  examples: [
    {
      title: 'an official looks themselves up, for a dossier',
      given: [
        granted('2025-03-03 07:00'),
        official('2025-01-02 08:00'),
        dossier('2025-03-03 08:00', { parties: ['an'] }),
        lookup('2025-03-04 09:00', { subjects: ['binh', 'an'] }),
      ],
      finds: [{ since: '2025-03-04 09:00', severity: 'medium' }],
    },
    {
      title: 'without a case it is worse',
      given: [
        granted('2025-03-03 07:00'),
        official('2025-01-02 08:00'),
        lookup('2025-03-04 09:00', { subjects: ['an'], dossierId: undefined }),
      ],
      finds: [{ since: '2025-03-04 09:00', severity: 'high' }],
    },
    {
      title: 'under the number that they had before, by an account that is not known',
      given: [
        official('2025-01-02 08:00', { citizenToken: 'moi' }),
        dossier('2025-03-03 08:00'),
        lookup('2025-03-04 09:00', { subjects: ['cu'], officialId: 'O-1' }),
        aliased('2025-03-05 09:00'),
      ],
      finds: [{ since: '2025-03-04 09:00', severity: 'medium' }],
    },
    {
      title: 'somebody else, another official, or nobody',
      given: [
        granted('2025-03-03 07:00'),
        official('2025-01-02 08:00'),
        official('2025-01-02 08:00', { officialId: 'O-2', citizenToken: 'chi' }),
        lookup('2025-03-04 09:00', { subjects: ['chi'], officialId: 'O-2' }),
        lookup('2025-03-04 09:01', { subjects: [] }),
      ],
      finds: [],
    },
    {
      title: 'an attempt that was turned down; an account that nobody is known to hold',
      given: [
        granted('2025-03-03 07:00'),
        official('2025-01-02 08:00'),
        denied('2025-03-04 09:00', { subjects: ['an'] }),
        lookup('2025-03-04 09:01', { subjects: ['an'], accountId: 'TTHC:la' }),
      ],
      finds: [],
    },
  ],
};
