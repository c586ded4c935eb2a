import { aboutUse } from '../light.js';
import type { Rule } from '../rule.js';
import { denied, dossier, granted, lookup, profile } from '../story.js';

/** How a source says at its edge that a citizen is near the official; the relation itself stays there. */
const nearFlags = ['household', 'declaredRelative', 'sameUnit'];
const tried = profile('2025-01-01 00:00', { inTrial: ['V-14'] });

export const v14: Rule = {
  code: 'V-14',
  version: 1,
  status: 'experimental',
  titleVi: 'Tra cứu người thân, đồng nghiệp',
  titleEn: 'Relative or colleague',
  clauses: ['R62', 'R29', 'R38'],
  params: [],
  severity: 'low',
  lift: { with: ['V-01', 'V-02', 'V-03', 'V-04'], to: 'high' },
  judges: {
    // The source's edge has flagged a citizen as of the official's household, declared family, or unit.
    use(use, light) {
      if (use.type !== 'LookupPerformed' || !use.relatedFlags?.some((flag) => nearFlags.includes(flag))) return [];
      return [{ ...aboutUse(use, light), evidence: [use.id] }];
    },
  },

  falsePositives: [
    'Small communes, where everybody is somebody’s relative.',
    'Colleagues file dossiers of their own.',
    'It needs a legal basis for data on relations (C6).',
  ],
  nextStepsVi: ['Kiểm tra xung đột lợi ích', 'Giao hồ sơ cho cán bộ khác'],

  examples: [
    {
      title: 'one of the household, for a dossier of theirs',
      given: [
        tried,
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00'),
        lookup('2025-03-04 09:00', { relatedFlags: ['household'] }),
      ],
      finds: [{ since: '2025-03-04 09:00', severity: 'low' }],
    },
    {
      title: 'a declared relative without a case, a colleague outside the dossier’s life',
      given: [
        tried,
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00', { relatedFlags: ['other', 'declaredRelative'], dossierId: undefined }),
        dossier('2025-03-05 08:00'),
        lookup('2025-03-05 06:00', { relatedFlags: ['sameUnit'] }),
      ],
      finds: [
        { since: '2025-03-04 09:00', severity: 'high' },
        { since: '2025-03-05 06:00', severity: 'high' },
      ],
    },
    {
      title: 'a relative who is no party, and a dossier of another unit',
      given: [
        tried,
        granted('2025-03-03 07:00'),
        dossier('2025-03-03 08:00'),
        lookup('2025-03-04 09:00', { relatedFlags: ['household'], subjects: ['la'] }),
        dossier('2025-03-03 08:00', { dossierId: 'D-2', handlingUnits: ['U-2'], assignees: [] }),
        lookup('2025-03-05 09:00', { relatedFlags: ['household'], dossierId: 'D-2' }),
      ],
      finds: [
        { since: '2025-03-04 09:00', severity: 'high' },
        { since: '2025-03-05 09:00', severity: 'high' },
      ],
    },
    {
      title: 'no flag, another flag, or an attempt',
      given: [
        tried,
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00'),
        lookup('2025-03-04 09:01', { relatedFlags: ['sameVillage'] }),
        denied('2025-03-04 09:02', { relatedFlags: ['household'] }),
      ],
      finds: [],
    },
    {
      title: 'a unit that does not try the rule',
      given: [granted('2025-03-03 07:00'), lookup('2025-03-04 09:00', { relatedFlags: ['household'] })],
      finds: [],
    },
  ],
};
