import { ofType, type Folder } from '../folders.js';
import { byYear, endOfYear, instantsOf, liesWithin, partsOfYears, periodsFrom } from '../periods.js';
import { none } from '../../policies/events.js';
import { actsIn, boundSince, endOfUnit, inspectionsOf, termDue, turnOf, type Turn } from '../programme.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { calendar, granted, inspected, inspectionFinding, profile, remediated, unitClosed } from '../story.js';

/** Parts of a year that the unit was bound in as a whole; the nth of them needs the nth inspection of its year. */
function inspectionsDue(unit: Folder<'unit'>, start: Turn, light: Light): Judgement[] {
  const perYear = light.policy(unit.id, start.at).param('inspectionsPerYear');
  const end = endOfUnit(unit, light)?.at;
  const bound = partsOfYears(start.at, perYear.value, light.terms.lastYear).filter((part) =>
    liesWithin(part, start.at, end),
  );
  const done = inspectionsOf(unit, 'periodic', light).map(turnOf);
  return byYear(bound).flatMap((parts) => {
    const ofYear = actsIn(done, instantsOf(parts[0]).from, endOfYear(parts[0]));
    return parts.map((part, nth) => ({
      ...inspectionDue(unit.id, instantsOf(part), ofYear[nth]),
      anchor: `periodic ${part.from}`,
      params: { inspectionsPerYear: perYear },
    }));
  });
}

/** As many surprise checks in each quarter as the profile asks for. */
function surprisesDue(unit: Folder<'unit'>, start: Turn, light: Light): Judgement[] {
  const perQuarter = light.policy(unit.id, start.at).param('surprisePerQuarter');
  if (perQuarter.value === none) return [];
  const end = endOfUnit(unit, light)?.at;
  const done = inspectionsOf(unit, 'surprise', light).map(turnOf);
  return periodsFrom(start.at, 3, light.terms.lastYear)
    .filter((quarter) => liesWithin(quarter, start.at, end))
    .map((quarter) => {
      const { from, to } = instantsOf(quarter);
      return {
        ...inspectionDue(unit.id, { from, to }, actsIn(done, from, to)[perQuarter.value - 1]),
        anchor: `surprise ${quarter.from}`,
        params: { surprisePerQuarter: perQuarter },
      };
    });
}

function inspectionDue(unitId: string, { from, to }: { from: string; to: string }, next: Turn | undefined): Judgement {
  return {
    ...termDue({ from: { at: from }, next }, to),
    dedupKey: unitId,
    unitId,
    duty: { kind: 'inspection', dueAt: to, doneAt: next?.at, doneBy: next?.by },
  };
}

export const v37: Rule = {
  code: 'V-37',
  version: 1,
  status: 'stable',
  titleVi: 'Thiếu kiểm tra định kỳ, quá hạn khắc phục',
  titleEn: 'Inspection programme short, or a finding not mended in time',
  clauses: ['R81', 'R82', 'R35', 'R36', 'R41', 'R71', 'R12', 'R77', 'R83'],
  params: ['inspectionsPerYear', 'surprisePerQuarter'],
  severity: 'medium',
  judges: {
    unit(unit, light) {
      const start = boundSince(unit, light);
      return start ? [...inspectionsDue(unit, start, light), ...surprisesDue(unit, start, light)] : [];
    },

    // What an inspection found is not mended by its date.
    inspectionFinding({ id, facts }) {
      const [remedy] = ofType(facts, 'FindingRemediated').map((fact) => ({ at: fact.data.at, by: fact.id }));
      return ofType(facts, 'FindingRecorded').map((fact) => {
        const { unitId, dueAt, severity } = fact.data;
        return {
          ...termDue({ from: { at: fact.at, by: fact.id }, next: remedy }, dueAt),
          dedupKey: id,
          severity: severity === 'high' || severity === 'critical' ? 'high' : 'medium',
          unitId,
          duty: { kind: 'findingRemedy', dueAt, doneAt: remedy?.at, doneBy: remedy?.by },
        };
      });
    },
  },

  falsePositives: ['A profile that has no such duty.', 'An inspection whose minutes are entered late.'],
  nextStepsVi: ['Lập kế hoạch kiểm tra', 'Đôn đốc khắc phục, báo cáo cấp trên'],

  examples: [
    {
      title: 'no periodic inspection by 30 June, one by 31 December',
      given: [
        calendar('2025-01-01 00:00'),
        profile('2024-11-10 00:00'),
        granted('2025-01-01 00:00'),
        inspected('2025-07-01 00:00:01', { kind: 'periodic' }),
        inspected('2025-12-31 23:59', { kind: 'periodic' }),
      ],
      finds: [{ since: '2025-07-01 00:00', until: '2025-07-01 00:00:01', severity: 'medium' }],
    },
    {
      title: 'the second inspection of the year is missing, also where both halves had one of another kind',
      given: [
        calendar('2025-01-01 00:00'),
        profile('2025-01-01 00:00'),
        granted('2024-12-01 07:00'),
        inspected('2025-01-01 00:00', { kind: 'periodic' }),
        inspected('2025-09-01 09:00', { kind: 'unit-check' }),
      ],
      finds: [{ since: '2026-01-01 00:00' }],
    },
    {
      title: 'two surprise checks a quarter are asked for, and the second came a day late',
      given: [
        calendar('2025-01-01 00:00'),
        profile('2025-06-30 08:00', { params: { surprisePerQuarter: { value: 2, assumed: true } } }),
        granted('2025-01-02 07:00'),
        inspected('2025-07-01 00:00', { kind: 'surprise' }),
        inspected('2025-10-01 00:00', { kind: 'surprise' }),
        inspected('2025-12-31 23:59', { kind: 'surprise' }),
        inspected('2025-12-01 09:00', { kind: 'periodic' }),
      ],
      finds: [{ since: '2025-10-01 00:00' }],
    },
    {
      title: 'a finding is mended a minute late; a grave one weighs more',
      given: [
        inspectionFinding('2025-03-03 09:00', { dueAt: '2025-04-01 00:00' }),
        remediated('2025-04-01 00:01'),
        inspectionFinding('2025-03-03 09:00', { inspectionFindingId: 'F-2', severity: 'critical' }),
        inspectionFinding('2025-03-03 09:00', { inspectionFindingId: 'F-3', severity: 'high' }),
      ],
      finds: [
        { since: '2025-04-01 00:00', until: '2025-04-01 00:01', severity: 'medium' },
        { since: '2025-03-31 17:00', severity: 'high' },
        { since: '2025-03-31 17:00', severity: 'high' },
      ],
    },
    {
      title: 'inspected twice, in a half each, by those above the unit too; a finding is mended on its last minute',
      given: [
        calendar('2025-01-01 00:00'),
        profile('2025-01-01 00:00'),
        granted('2024-12-01 07:00'),
        inspected('2025-06-30 23:59', { kind: 'periodic' }),
        inspected('2025-12-31 23:59', { kind: 'periodic' }),
        inspectionFinding('2025-03-03 09:00', { dueAt: '2025-04-01 00:00' }),
        remediated('2025-04-01 00:00'),
      ],
      finds: [],
    },
    {
      title: 'a unit that was bound in no half as a whole: its accounts or profile came in it, or it was closed',
      given: [
        calendar('2025-01-01 00:00'),
        profile('2025-01-01 00:01'),
        granted('2025-01-01 00:01'),
        unitClosed('2025-12-31 23:59'),
      ],
      finds: [],
    },
  ],
};
