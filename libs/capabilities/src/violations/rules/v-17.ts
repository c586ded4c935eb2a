import { aboutUse } from '../light.js';
import { ofOneType } from '../lists.js';
import type { Rule } from '../rule.js';
import { exported, granted, lookup, profile } from '../story.js';

const twoADay = profile('2025-01-01 00:00', { params: { exportsPerDay: { value: 2, assumed: true } } });

export const v17: Rule = {
  code: 'V-17',
  version: 1,
  status: 'stable',
  titleVi: 'In, tải, sao chép không gắn hồ sơ',
  titleEn: 'Export without case',
  clauses: ['R64', 'R08', 'R02', 'R65', 'R88'],
  params: ['exportsPerDay'],
  severity: 'high',
  judges: {
    // What left the screen without a dossier or petition, or onto a removable medium.
    use(use, light) {
      if (use.type !== 'LookupResultExported') return [];
      const isForCase = use.dossierId !== undefined || use.petitionId !== undefined;
      if (isForCase && use.channel !== 'removable') return [];
      return [{ ...aboutUse(use, light), evidence: [use.id] }];
    },
    // More exports in one account's day than allowed, from the first one too many on.
    day({ day, uses }, light) {
      const exports = ofOneType(uses, 'LookupResultExported');
      if (exports.length === 0) return [];
      const { unitId } = aboutUse(exports[0], light);
      const allowed = light.policy(unitId, exports[0].at).param('exportsPerDay');
      const beyond = exports.slice(allowed.value);
      if (beyond.length === 0) return [];
      const found = { ...aboutUse(beyond[0], light), anchor: day, evidence: [beyond[0].id] };
      return [{ ...found, params: { exportsPerDay: allowed } }];
    },
  },

  falsePositives: ['Procedures that are handled on paper, where every sheet is printed.'],
  nextStepsVi: ['Lấy nhật ký in', 'Hỏi bản in, tệp tải về đang ở đâu'],

  examples: [
    {
      title: 'printed for no dossier',
      given: [
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00'),
        exported('2025-03-04 09:05', { dossierId: undefined }),
      ],
      finds: [{ since: '2025-03-04 09:05', severity: 'high', accountId: 'TTHC:an' }],
    },
    {
      title: 'copied to a removable medium, though for a dossier or a petition',
      given: [
        granted('2025-03-03 07:00'),
        exported('2025-03-04 09:05', { channel: 'removable' }),
        exported('2025-03-04 09:06', { channel: 'removable', dossierId: undefined, petitionId: 'P-1' }),
      ],
      finds: [{ since: '2025-03-04 09:05' }, { since: '2025-03-04 09:06' }],
    },
    {
      title: 'the third of a day where two are allowed, and one more',
      given: [
        twoADay,
        granted('2025-03-03 07:00'),
        ...['00:00', '09:02', '09:03', '23:59'].map((time) => exported(`2025-03-04 ${time}`)),
      ],
      finds: [{ since: '2025-03-04 09:03', severity: 'high' }],
    },
    {
      title: 'the eleventh of a day where nothing is set',
      given: [
        granted('2025-03-03 07:00'),
        ...Array.from({ length: 11 }, (_, i) => exported(`2025-03-04 09:${10 + i}`)),
      ],
      finds: [{ since: '2025-03-04 09:20' }],
    },
    {
      title: 'two on each of two days, for a dossier and for a petition',
      given: [
        twoADay,
        granted('2025-03-03 07:00'),
        exported('2025-03-04 23:58'),
        exported('2025-03-04 23:59', { dossierId: undefined, petitionId: 'P-1' }),
        exported('2025-03-05 00:00'),
        exported('2025-03-05 00:01', { channel: 'download' }),
      ],
      finds: [],
    },
    {
      title: 'look-ups only, more of them than exports are allowed',
      given: [
        twoADay,
        granted('2025-03-03 07:00'),
        ...['09:01', '09:02', '09:03'].map((time) => lookup(`2025-03-04 ${time}`, { dossierId: undefined })),
      ],
      finds: [],
    },
  ],
};
