import { dossierOf, outsideOf } from '../dossier.js';
import { aboutUse } from '../light.js';
import type { Rule } from '../rule.js';
import { closed, dossier, granted, lookup } from '../story.js';

export const v03: Rule = {
  code: 'V-03',
  version: 1,
  status: 'stable',
  titleVi: 'Ngoài thời gian xử lý hồ sơ',
  titleEn: "Outside the dossier's life",
  clauses: ['R60', 'R59', 'R30', 'R29'],
  params: ['resultTailWd'],
  severity: 'medium',
  judges: {
    // More than an hour before the dossier was received, or after the working days in which its result is handed over.
    use(use, light) {
      if (use.type !== 'LookupPerformed') return [];
      const file = dossierOf(use, light);
      const outside = file && outsideOf(use, file, light);
      if (!outside) return [];
      const found = { ...aboutUse(use, light), evidence: [use.id, outside.shownBy] };
      if (outside.side === 'before') return [found];
      return [{ ...found, params: { resultTailWd: outside.tail }, calendars: outside.end.versions }];
    },
  },

  falsePositives: [
    'The result is handed over later than usual.',
    'The dossier was reopened or a complaint about it came in, and its system does not say so.',
    'A receipt whose date was put back.',
  ],
  nextStepsVi: ['Đối chiếu ngày trả kết quả', 'Kiểm tra hồ sơ có được mở lại hoặc có khiếu nại không'],

  examples: [
    {
      title: 'one second more than an hour before the receipt',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-04 10:00'),
        lookup('2025-03-04 08:59:59'),
        lookup('2025-03-04 09:00:00'),
      ],
      finds: [{ since: '2025-03-04 08:59:59', severity: 'medium' }],
    },
    {
      title: 'closed on Thursday: from the end of the third working day on, a Tuesday',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-04 08:00'),
        closed('2025-03-06 16:00'),
        lookup('2025-03-11 23:59:59'),
        lookup('2025-03-12 00:00:00'),
      ],
      finds: [{ since: '2025-03-12 00:00', severity: 'medium' }],
    },
    {
      title: 'its system shows it as closed, and it was closed before',
      given: [
        granted('2025-03-03 07:00'),
        closed('2025-03-04 16:00'),
        dossier('2025-03-06 16:00', { receivedAt: '2025-03-03 08:00', closedAt: '2025-03-05 16:00' }),
        lookup('2025-03-10 23:59:59'),
        lookup('2025-03-11 00:00'),
      ],
      finds: [{ since: '2025-03-11 00:00' }],
    },
    {
      title: 'while it is open, also an hour before the receipt that was told first',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-04 10:00'),
        dossier('2025-03-05 10:00', { receivedAt: '2025-03-04 09:00' }),
        lookup('2025-03-04 08:00'),
        lookup('2025-06-04 09:00'),
      ],
      finds: [],
    },
    {
      title: 'an attempt that was turned down; no dossier, or one that is not known: that is V-01',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-04 10:00'),
        { ...lookup('2025-03-04 07:00'), type: 'LookupDenied' },
        lookup('2025-03-04 07:00', { dossierId: undefined }),
        lookup('2025-03-04 07:01', { dossierId: 'D-none' }),
      ],
      finds: [],
    },
  ],
};
