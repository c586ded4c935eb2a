import { explain } from '../explanation.js';
import { aboutUse, useUnit } from '../light.js';
import { evidenceOf } from '../order.js';
import type { Light, Rule, Use } from '../rule.js';
import { denied, dossier, granted, justified, lookup, petition } from '../story.js';

const caseOf = (use: Use, light: Light) =>
  use.function === 'LAY_TTCD' ? light.petition(use.petitionId) : light.dossier(use.dossierId);

export const v01: Rule = {
  code: 'V-01',
  version: 1,
  status: 'stable',
  titleVi: 'Tra cứu không có hồ sơ',
  titleEn: 'Look-up without a case',
  clauses: ['R60', 'R30', 'R29', 'R59', 'R03', 'R11', 'R85', 'R88'],
  params: ['linkGraceWd'],
  severity: 'high',
  judges: {
    // No dossier (no petition, for LAY_TTCD) or one that its system does not know, and no justification in time.
    use(use, light) {
      if (use.type !== 'LookupPerformed' || caseOf(use, light)) return [];
      const grace = light.policy(useUnit(use, light), use.at).param('linkGraceWd');
      const { due, versions } = light.terms.due(use.at, grace.value);
      const [first] = light.justifications(use);
      if (first && first.at < due) return [];
      return [
        {
          ...aboutUse(use, light),
          since: due,
          until: first?.at,
          untilBy: first?.id,
          evidence: evidenceOf(use.id, first?.id),
          params: { linkGraceWd: grace },
          calendars: versions,
          explanation: explain(use, light),
        },
      ];
    },
  },

  falsePositives: [
    'The number is issued after the identity check: linked or justified within the grace.',
    'The dossier system was down, and its records come late: the finding is withdrawn when they do.',
    'Training accounts on a live system.',
  ],
  nextStepsVi: [
    'Yêu cầu cán bộ cho biết số hồ sơ',
    'Đối chiếu số thứ tự tại quầy',
    'Liên kết hồ sơ hoặc xác nhận vi phạm',
  ],

  examples: [
    {
      title: 'no dossier number, and nobody explains it by the end of the next working day',
      given: [granted('2025-03-03 07:00'), lookup('2025-03-04 09:00', { dossierId: undefined })],
      finds: [{ since: '2025-03-06 00:00', severity: 'high' }],
    },
    {
      title: 'a dossier number that the system does not know',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00'),
        lookup('2025-03-04 09:00', { dossierId: 'D-none' }),
      ],
      finds: [{ since: '2025-03-06 00:00' }],
    },
    {
      title: 'LAY_TTCD needs a petition: a dossier is none',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00'),
        lookup('2025-03-04 09:00', { function: 'LAY_TTCD' }),
      ],
      finds: [{ since: '2025-03-06 00:00' }],
    },
    {
      title: 'justified at the stroke of the deadline: too late, but mended',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00', { dossierId: undefined }),
        justified('2025-03-06 00:00', '2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-06 00:00', until: '2025-03-06 00:00' }],
    },
    {
      title: 'a justification dated before the look-up explains nothing',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00', { dossierId: undefined }),
        justified('2025-03-04 08:59', '2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-06 00:00' }],
    },
    {
      title: 'LAY_TTCD with a petition that the system does not know, or with none',
      given: [
        granted('2025-03-03 07:00'),
        petition('2025-03-03 08:00'),
        lookup('2025-03-04 09:00', { function: 'LAY_TTCD', dossierId: undefined, petitionId: 'P-none' }),
        lookup('2025-03-04 09:01', { function: 'LAY_TTCD', dossierId: undefined }),
      ],
      finds: [{ since: '2025-03-06 00:00' }, { since: '2025-03-06 00:00' }],
    },
    {
      title: 'turned down by the system: nothing was looked up',
      given: [granted('2025-03-03 07:00'), denied('2025-03-04 09:00', { dossierId: undefined })],
      finds: [],
    },
    {
      title: 'justified in the last minute of the next working day',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00', { dossierId: undefined }),
        justified('2025-03-05 23:59', '2025-03-04 09:00'),
      ],
      finds: [],
    },
    {
      title: 'a Friday look-up has until the end of Monday',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-07 16:00', { dossierId: undefined }),
        justified('2025-03-10 17:00', '2025-03-07 16:00'),
      ],
      finds: [],
    },
    {
      title: 'the dossier is known',
      given: [granted('2025-03-03 07:00'), dossier('2025-03-03 08:00'), lookup('2025-03-04 09:00')],
      finds: [],
    },
    {
      title: 'the petition is known',
      given: [
        granted('2025-03-03 07:00'),
        petition('2025-03-03 08:00'),
        lookup('2025-03-04 09:00', { function: 'LAY_TTCD', dossierId: undefined, petitionId: 'P-1' }),
      ],
      finds: [],
    },
  ],
};
