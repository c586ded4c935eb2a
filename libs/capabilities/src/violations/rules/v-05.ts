import { coverAt, scopeAt, type Grant } from '../life.js';
import { aboutUse } from '../light.js';
import type { Rule, Use } from '../rule.js';
import { denied, granted, lookup, scopeChanged } from '../story.js';

function allows(grant: Grant, use: Use): boolean {
  const { functions, fields } = scopeAt(grant, use.at);
  return functions.includes(use.function ?? '') && (use.fields ?? []).every((field) => fields.includes(field));
}

export const v05: Rule = {
  code: 'V-05',
  version: 1,
  status: 'stable',
  titleVi: 'Vượt quyền',
  titleEn: 'Function or field beyond the grant',
  clauses: ['R04', 'R63', 'R58', 'R29', 'R87', 'R88'],
  params: [],
  severity: 'high',
  judges: {
    // A grant covers the look-up, and no covering grant allows its function with all the fields returned then.
    use(use, light) {
      if (use.type !== 'LookupPerformed' && use.type !== 'LookupDenied') return [];
      const cover = coverAt(light.account(use.accountId), use.at);
      if (cover.status !== 'covered' || cover.grants.some((grant) => allows(grant, use))) return [];
      const scope = scopeAt(cover.grants[0], use.at);
      return [
        {
          ...aboutUse(use, light),
          severity: use.type === 'LookupDenied' ? 'medium' : 'high',
          evidence: [use.id, scope.by],
        },
      ];
    },
  },

  falsePositives: ['A change of scope whose paper arrives late: the look-up is judged again when it does.'],
  nextStepsVi: ['So sánh với lịch sử cấp quyền', 'Nếu hệ thống cho phép: báo sự cố cho đơn vị vận hành'],

  examples: [
    {
      title: 'a function that was not granted',
      given: [granted('2025-03-03 07:00'), lookup('2025-03-04 09:00', { function: 'LAY_TTCD' })],
      finds: [{ since: '2025-03-04 09:00', severity: 'high' }],
    },
    {
      title: 'a field that was not granted',
      given: [granted('2025-03-03 07:00'), lookup('2025-03-04 09:00', { fieldsReturned: ['hoTen', 'anhChanDung'] })],
      finds: [{ severity: 'high' }],
    },
    {
      title: 'an attempt beyond the grant that the system turned down',
      given: [granted('2025-03-03 07:00'), denied('2025-03-04 09:00', { function: 'LAY_TTCD' })],
      finds: [{ severity: 'medium' }],
    },
    {
      title: 'a function taken away one second before',
      given: [
        granted('2025-03-03 07:00'),
        scopeChanged('2025-03-04 08:59:59', { functions: ['LAY_TTCD'] }),
        lookup('2025-03-04 09:00'),
      ],
      finds: [{ severity: 'high' }],
    },
    {
      title: 'a function given at that very second',
      given: [
        granted('2025-03-03 07:00'),
        scopeChanged('2025-03-04 09:00', { functions: ['LAY_TTCD'] }),
        lookup('2025-03-04 09:00', { function: 'LAY_TTCD' }),
      ],
      finds: [],
    },
    {
      title: 'all within the grant, also where the system turned it down for another reason',
      given: [granted('2025-03-03 07:00'), lookup('2025-03-04 09:00'), denied('2025-03-04 09:01')],
      finds: [],
    },
    {
      title: 'no grant covers it: that is V-08',
      given: [lookup('2025-03-04 09:00', { function: 'LAY_TTCD' })],
      finds: [],
    },
  ],
};
