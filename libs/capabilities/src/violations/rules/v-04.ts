import { dossierOf, lastShownBy, wayTo } from '../dossier.js';
import { aboutUse, useUnit } from '../light.js';
import type { Rule } from '../rule.js';
import { dossier, granted, lookup, reorganised } from '../story.js';

export const v04: Rule = {
  code: 'V-04',
  version: 1,
  status: 'stable',
  titleVi: 'Hồ sơ không thuộc đơn vị, không được phân công',
  titleEn: 'Dossier of another unit',
  clauses: ['R58', 'R87', 'R59', 'R29'],
  params: [],
  severity: 'medium',
  judges: {
    // No state of the dossier names the unit of the look-up, nor one that became it, and none assigns the official.
    use(use, light) {
      if (use.type !== 'LookupPerformed') return [];
      const file = dossierOf(use, light);
      if (!file || useUnit(use, light) === undefined || wayTo(use, file, light)) return [];
      return [{ ...aboutUse(use, light), evidence: [use.id, lastShownBy(file)] }];
    },
  },

  falsePositives: [
    'Intake wherever the citizen lives: the dossier is received for another unit.',
    'A merger that has not been recorded yet.',
    'Standing in for a colleague of another unit, told orally.',
  ],
  nextStepsVi: ['Kiểm tra phiếu chuyển hồ sơ, văn bản ủy quyền', 'Hỏi đơn vị đang giải quyết hồ sơ'],

  examples: [
    {
      title: 'neither the unit handles it nor is the official assigned',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { handlingUnits: ['U-2'], assignees: ['O-2'] }),
        lookup('2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-04 09:00', severity: 'medium' }],
    },
    {
      title: 'a unit that became the handling one only later',
      given: [
        granted('2025-01-02 07:00', { unitId: 'U-2' }),
        dossier('2025-03-03 08:00', { assignees: [] }),
        reorganised('2025-03-04 09:00:01'),
        lookup('2025-03-04 09:00:00'),
        lookup('2025-03-04 09:00:01'),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'two units that were one before and are two now',
      given: [
        granted('2025-03-03 07:00', { unitId: 'U-2' }),
        reorganised('2025-01-03 00:00', { to: ['U-2', 'U-3'] }),
        dossier('2025-03-03 08:00', { handlingUnits: ['U-3'], assignees: [] }),
        lookup('2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'the unit handles it, from the first or since it was routed there',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { assignees: [] }),
        lookup('2025-03-04 09:00'),
        dossier('2025-03-05 08:00', { dossierId: 'D-2', handlingUnits: ['U-2'], assignees: [] }),
        dossier('2025-03-06 08:00', { dossierId: 'D-2', handlingUnits: ['U-2', 'U-1'], assignees: [] }),
        lookup('2025-03-06 09:00', { dossierId: 'D-2' }),
      ],
      finds: [],
    },
    {
      title: 'the official is assigned, whatever the unit',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { handlingUnits: ['U-2'] }),
        lookup('2025-03-04 09:00', { officialId: 'O-7' }),
      ],
      finds: [],
    },
    {
      title: 'an account of a unit that ended, after the merger',
      given: [
        granted('2025-01-02 07:00'),
        reorganised('2025-03-03 00:00'),
        dossier('2025-03-03 08:00', { handlingUnits: ['U-2'], assignees: [] }),
        lookup('2025-03-04 09:00'),
      ],
      finds: [],
    },
    {
      title: 'whose unit is not known, no dossier, one that is not known, or an attempt turned down',
      given: [
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00', { handlingUnits: ['U-2'], assignees: [] }),
        lookup('2025-03-04 09:00', { accountId: 'TTHC:la' }),
        lookup('2025-03-04 09:01', { dossierId: undefined }),
        lookup('2025-03-04 09:02', { dossierId: 'D-none' }),
        { ...lookup('2025-03-04 09:03'), type: 'LookupDenied' },
      ],
      finds: [],
    },
  ],
};
