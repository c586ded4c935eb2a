import { protectionAt } from '../citizen.js';
import { isAssigned } from '../dossier.js';
import { aboutUse } from '../light.js';
import type { Rule } from '../rule.js';
import { aliased, denied, dossier, granted, lookup, petition, protectedFrom, unprotected } from '../story.js';

export const v15: Rule = {
  code: 'V-15',
  version: 1,
  status: 'stable',
  titleVi: 'Người được bảo vệ, nhạy cảm',
  titleEn: 'Protected person',
  clauses: ['R62', 'R03', 'R29', 'R38'],
  params: [],
  severity: 'high',
  judges: {
    // A citizen stood on the protected list then, and the official is not assigned to the dossier or petition named.
    use(use, light) {
      if (use.type !== 'LookupPerformed') return [];
      const protectedOne = use.subjects?.find((subject) => protectionAt(subject, use.at, light));
      if (protectedOne === undefined || isAssigned(use, light)) return [];
      const entry = protectionAt(protectedOne, use.at, light)!;
      return [{ ...aboutUse(use, light), evidence: [use.id, entry.id] }];
    },
  },

  falsePositives: ['The citizen came to the counter themselves, where everybody serves whoever comes.'],
  nextStepsVi: ['Người rà soát được chỉ định xem xét trong 24 giờ', 'Yêu cầu cán bộ giải trình'],

  examples: [
    {
      title: 'from the first moment of the entry to the one before its end',
      given: [
        granted('2025-03-03 07:00'),
        protectedFrom('2025-03-04 09:00', { validTo: '2025-03-05 09:00' }),
        lookup('2025-03-04 08:59:59', { subjects: ['binh'] }),
        lookup('2025-03-04 09:00', { subjects: ['binh'] }),
        lookup('2025-03-05 08:59:59', { subjects: ['chi', 'binh'] }),
        lookup('2025-03-05 09:00', { subjects: ['binh'] }),
      ],
      finds: [{ since: '2025-03-04 09:00', severity: 'high' }, { since: '2025-03-05 08:59:59' }],
    },
    {
      title: 'a second before the entry is taken away, for a dossier of somebody else',
      given: [
        granted('2025-03-03 07:00'),
        protectedFrom('2025-01-02 08:00'),
        dossier('2025-03-03 08:00', { parties: ['binh'], assignees: ['O-2'] }),
        unprotected('2025-03-04 09:00:01'),
        lookup('2025-03-04 09:00', { subjects: ['binh'] }),
        lookup('2025-03-04 09:00:01', { subjects: ['binh'] }),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'under the number that stands on the list, though looked up under another',
      given: [
        granted('2025-03-03 07:00'),
        protectedFrom('2025-01-02 08:00', { subjectToken: 'cu' }),
        lookup('2025-03-04 09:00', { subjects: ['moi'] }),
        aliased('2025-03-05 09:00'),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'assigned to the dossier, or to the petition',
      given: [
        granted('2025-03-03 07:00'),
        protectedFrom('2025-01-02 08:00'),
        dossier('2025-03-03 08:00'),
        petition('2025-03-03 08:00'),
        lookup('2025-03-04 09:00', { subjects: ['binh'] }),
        lookup('2025-03-04 09:01', { subjects: ['binh'], dossierId: undefined, petitionId: 'P-1' }),
      ],
      finds: [],
    },
    {
      title: 'nobody, somebody who is not on the list, or an attempt',
      given: [
        granted('2025-03-03 07:00'),
        protectedFrom('2025-01-02 08:00'),
        lookup('2025-03-04 09:00', { subjects: ['chi'] }),
        lookup('2025-03-04 09:01', { subjects: [] }),
        denied('2025-03-04 09:02', { subjects: ['binh'] }),
      ],
      finds: [],
    },
  ],
};
