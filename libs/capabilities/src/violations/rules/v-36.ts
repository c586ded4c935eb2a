import { addMonths, endOfDay, localDay } from '../../time.js';
import { boundSince, endOfUnit, inspectionsOf, termDue, termsOf, turnOf } from '../programme.js';
import type { Rule } from '../rule.js';
import { granted, inspected, profile, unitClosed } from '../story.js';

export const v36: Rule = {
  code: 'V-36',
  version: 1,
  status: 'stable',
  titleVi: 'Quá hạn kiểm tra 03 tháng',
  titleEn: 'Unit check overdue',
  clauses: ['R99'],
  params: ['unitCheckMonths'],
  severity: 'medium',
  judges: {
    // No check of the unit's accounts by the end of the day three months after the last (after the profile's start).
    unit(unit, light) {
      const start = boundSince(unit, light);
      if (!start) return [];
      const checks = inspectionsOf(unit, 'unit-check', light).map(turnOf);
      return termsOf(start, checks, endOfUnit(unit, light)).map((term) => {
        const months = light.policy(unit.id, term.from.at).param('unitCheckMonths');
        const dueAt = endOfDay(addMonths(localDay(term.from.at), months.value));
        return {
          ...termDue(term, dueAt),
          dedupKey: unit.id,
          unitId: unit.id,
          params: { unitCheckMonths: months },
          duty: { kind: 'unitCheck', dueAt, doneAt: term.next?.at, doneBy: term.next?.by },
        };
      });
    },
  },

  falsePositives: ['A unit that is new: its term begins with its first account.'],
  nextStepsVi: ['Lên lịch kiểm tra', 'Nếu đã bỏ hai kỳ: báo cáo cấp trên'],

  examples: [
    {
      title: 'never checked since the profile began',
      given: [profile('2025-01-10 00:00'), granted('2025-01-02 07:00')],
      finds: [{ since: '2025-04-11 00:00', severity: 'medium' }],
    },
    {
      title: 'the next check comes one day late',
      given: [
        profile('2024-06-01 00:00'),
        granted('2025-01-10 07:00'),
        inspected('2025-02-03 09:00'),
        inspected('2025-05-04 09:00'),
        unitClosed('2025-06-01 00:00'),
      ],
      finds: [{ since: '2025-05-04 00:00', until: '2025-05-04 09:00' }],
    },
    {
      title: 'an inspection of another kind is no check',
      given: [
        profile('2025-01-10 00:00'),
        granted('2025-01-02 07:00'),
        inspected('2025-02-03 09:00', { kind: 'surprise' }),
        unitClosed('2025-05-01 00:00'),
      ],
      finds: [{ since: '2025-04-11 00:00' }],
    },
    {
      title: 'checked on the last day, until the unit was closed',
      given: [
        profile('2025-01-10 00:00'),
        granted('2025-01-02 07:00'),
        inspected('2025-04-10 23:59'),
        inspected('2025-07-10 09:00'),
        unitClosed('2025-10-10 09:00'),
      ],
      finds: [],
    },
    {
      title: 'a unit without accounts, and one that no profile binds',
      given: [
        profile('2025-01-10 00:00', { unitScope: ['U-1', 'U-3'] }),
        granted('2025-01-02 07:00', { unitId: 'U-2' }),
        inspected('2025-01-11 09:00', { unitId: 'U-3' }),
      ],
      finds: [],
    },
  ],
};
