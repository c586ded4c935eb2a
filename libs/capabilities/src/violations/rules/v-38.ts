import type { ReportDue } from '../../policies/events.js';
import { addMonths, addMs, endOfDay, localDay } from '../../time.js';
import { ofType, type Folder } from '../folders.js';
import { covers, instantsOf, monthsIn, periodsFrom } from '../periods.js';
import { boundSince, byTurn, endOfUnit, termDue, termsOf, type Turn } from '../programme.js';
import type { Period } from '../../period.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { attested, calendar, evaluated, granted, owed, profile, reported, unit, unitClosed } from '../story.js';

/** The duties that only people can attest, each again when its attestation has run out. */
const attestedClauses = ['R06', 'R49', 'R86', 'R90'];

const never = '~';

/** When a report that a unit owes for a period (for any, where it is due once) was first handed in. */
function handedIn({ facts }: Folder<'unit'>, owed: ReportDue, period: Period | undefined): Turn | undefined {
  const reports = ofType(facts, 'ReportSubmitted')
    .filter(({ data }) => data.kind === owed.kind && data.to === owed.to && data.via === owed.via)
    .filter(({ data }) => period === undefined || covers(data.period, period))
    .map(({ id, data }) => ({ at: data.submittedAt, by: id }));
  const ratings = ofType(facts, 'AnnualEvaluationRecorded')
    .filter(({ data }) => owed.kind === 'ANNUAL_EVALUATION' && data.officialId === undefined)
    .filter(({ data }) => `${data.year}-12-31` === period?.to)
    .map(({ id, data }) => ({ at: data.evaluatedAt, by: id }));
  return [...reports, ...ratings].sort(byTurn)[0];
}

const reportDue = (unitId: string, owed: ReportDue, from: string, dueAt: string, next: Turn | undefined) => ({
  ...termDue({ from: { at: from }, next }, dueAt),
  dedupKey: `${unitId}|${owed.kind}|${owed.to}`,
  anchor: `${owed.kind} ${dueAt}`,
  clauses: [owed.clause],
  unitId,
  duty: { kind: 'report' as const, dueAt, doneAt: next?.at, doneBy: next?.by },
});

/** What repeats is due some working days after each period, as the profile in force at its end says. */
function repeating(unit: Folder<'unit'>, start: string, every: string, light: Light): Judgement[] {
  const ended = endOfUnit(unit, light)?.at ?? never;
  return periodsFrom(start, monthsIn[every], light.terms.lastYear).flatMap((period) => {
    const closes = addMs(instantsOf(period).to, -1);
    if (closes >= ended) return [];
    const policy = light.policy(unit.id, closes);
    const days = policy.param('reportDueWd');
    const reports = policy.reports.filter((report) => report.unitId === unit.id && report.every === every);
    return reports.map((report) => {
      const { due, versions } = light.terms.due(closes, days.value);
      const judged = reportDue(unit.id, report, closes, due, handedIn(unit, report, period));
      return { ...judged, params: { reportDueWd: days }, calendars: versions };
    });
  });
}

export const v38: Rule = {
  code: 'V-38',
  version: 1,
  status: 'stable',
  titleVi: 'Chậm báo cáo; chưa có xác nhận',
  titleEn: 'Report overdue; no attestation',
  clauses: ['R13', 'R14', 'R21', 'R34', 'R39', 'R44', 'R78', 'R101', ...attestedClauses],
  params: ['reportDueWd', 'attestationMonths'],
  severity: 'medium',
  judges: {
    unit(unit, light) {
      const [start] = light.profileStarts.filter((at) => light.policy(unit.id, at).profileId !== undefined);
      if (start === undefined) return [];
      const once = light.profileStarts.flatMap((at) =>
        light
          .policy(unit.id, at)
          .reports.filter((report) => report.unitId === unit.id && report.dueAt !== undefined)
          .map((report) => reportDue(unit.id, report, at, report.dueAt!, handedIn(unit, report, undefined))),
      );
      const again = Object.keys(monthsIn).flatMap((every) => repeating(unit, start, every, light));
      return [...once, ...again, ...attestationsDue(unit, light)];
    },
  },

  falsePositives: ['Sent on paper and not entered.'],
  nextStepsVi: ['Nhắc đơn vị', 'Ghi lý do chậm'],

  examples: [
    {
      title: 'a monthly report one minute after the end of the fifth working day, and one that never came',
      given: [
        calendar('2025-01-01 00:00', { holidays: ['2025-12-01'] }),
        unit('2025-01-01 00:00'),
        profile('2025-11-20 00:00', { clauses: ['R39'], reports: [owed('month')] }),
        reported('2025-12-09 00:01', '2025-11-01', '2025-11-30'),
      ],
      finds: [
        { since: '2025-12-09 00:00', until: '2025-12-09 00:01', severity: 'medium' },
        { since: '2026-01-08 00:00' },
      ],
    },
    {
      title:
        'a report of another kind, to another, through nobody, for part of the time, or owed by another unit is not it',
      given: [
        calendar('2025-01-01 00:00'),
        unit('2025-01-01 00:00'),
        profile('2025-10-01 00:00', {
          clauses: ['R44'],
          reports: [
            owed('quarter', { kind: 'QUARTERLY_SEC', via: 'CA', clause: 'R44' }),
            owed('quarter', { kind: 'QUARTERLY_SEC', unitId: 'U-2', to: 'CA', clause: 'R44' }),
          ],
        }),
        reported('2026-01-02 09:00', '2025-10-01', '2025-12-31', { via: 'CA' }),
        reported('2026-01-02 10:00', '2025-10-01', '2025-12-31', { kind: 'QUARTERLY_SEC' }),
        reported('2026-01-02 11:00', '2025-10-01', '2025-12-31', { kind: 'QUARTERLY_SEC', via: 'CA', to: 'STTTT' }),
        reported('2026-01-02 12:00', '2025-10-02', '2025-12-31', { kind: 'QUARTERLY_SEC', via: 'CA' }),
      ],
      finds: [{ since: '2026-01-08 00:00' }],
    },
    {
      title: 'a report that is due once, handed in a minute late',
      given: [
        unit('2024-01-01 00:00'),
        profile('2024-09-12 00:00', {
          clauses: ['R21'],
          reports: [
            owed('once', { kind: 'ACCOUNT_INVENTORY', dueAt: '2024-09-24 00:00', clause: 'R21' }),
            owed('once', { kind: 'RESULTS', unitId: 'U-2', dueAt: '2024-09-24 00:00', clause: 'R21' }),
          ],
        }),
        reported('2024-09-24 00:01', '2024-09-20', '2024-09-20', { kind: 'ACCOUNT_INVENTORY' }),
      ],
      finds: [{ since: '2024-09-24 00:00', until: '2024-09-24 00:01' }],
    },
    {
      title: 'the yearly rating of one official is not that of the unit, nor is that of another year',
      given: [
        calendar('2025-01-01 00:00'),
        unit('2025-01-01 00:00'),
        profile('2025-02-01 00:00', { clauses: ['R78'], reports: [owed('year', { kind: 'ANNUAL_EVALUATION' })] }),
        evaluated('2026-01-02 09:00', { officialId: 'O-1' }),
        evaluated('2026-01-02 10:00', { year: 2024 }),
      ],
      finds: [{ since: '2026-01-08 00:00' }],
    },
    {
      title: 'a rating is no report of use',
      given: [
        calendar('2025-01-01 00:00'),
        unit('2025-01-01 00:00'),
        profile('2025-02-01 00:00', { clauses: ['R39'], reports: [owed('year')] }),
        evaluated('2026-01-02 09:00'),
      ],
      finds: [{ since: '2026-01-08 00:00' }],
    },
    {
      title: 'nobody has attested a control, then its attestation ran out before the next',
      given: [
        granted('2025-01-02 07:00'),
        profile('2025-01-01 00:00', { clauses: ['R90'] }),
        attested('2025-04-03 00:01', { validUntil: '2025-05-01 00:00' }),
        attested('2025-05-01 00:01', { control: 'R86' }),
        unitClosed('2025-06-01 00:00'),
      ],
      finds: [
        { since: '2025-04-03 00:00', until: '2025-04-03 00:01', severity: 'low' },
        { since: '2025-05-01 00:00', until: '2025-06-01 00:00', severity: 'low' },
      ],
    },
    {
      title: 'each report in time: on the last minute, for more than was asked, a rating for the yearly one',
      given: [
        calendar('2025-01-01 00:00'),
        unit('2025-01-01 00:00'),
        profile('2025-11-20 00:00', {
          clauses: ['R39', 'R78'],
          reports: [owed('month'), owed('year', { kind: 'ANNUAL_EVALUATION', clause: 'R78' })],
        }),
        reported('2025-12-05 23:59', '2025-11-01', '2025-11-30'),
        reported('2026-01-07 23:59', '2025-11-15', '2026-01-05'),
        evaluated('2026-01-07 23:59'),
      ],
      finds: [],
    },
    {
      title: 'a unit that ended with the month, one that no profile binds, and controls attested without a gap',
      given: [
        calendar('2025-01-01 00:00'),
        granted('2025-01-02 07:00'),
        profile('2025-01-20 00:00', { clauses: ['R39', 'R90'], reports: [owed('month')] }),
        unitClosed('2025-01-31 23:59:59.999'),
        granted('2025-01-02 07:00', { unitId: 'U-2', accountId: 'TTHC:binh', officialId: 'O-2' }),
        unit('2025-01-01 00:00', { unitId: 'U-3' }),
      ],
      finds: [],
    },
  ],
};

function attestationsDue(unit: Folder<'unit'>, light: Light): Judgement[] {
  const start = boundSince(unit, light);
  if (!start) return [];
  const adopted = light.policy(unit.id, start.at).basis(attestedClauses).clauses;
  return adopted.flatMap((control) => {
    const given = ofType(unit.facts, 'ControlAttested').filter(({ data }) => data.control === control);
    const terms = termsOf(
      start,
      given.map(({ id, data }) => ({ at: data.at, by: id })),
      endOfUnit(unit, light),
    );
    return terms.map((term) => {
      const months = light.policy(unit.id, start.at).param('attestationMonths');
      const held = given.find(({ id }) => id === term.from.by);
      const dueAt = held ? held.data.validUntil : endOfDay(addMonths(localDay(start.at), months.value));
      return {
        ...termDue(term, dueAt),
        dedupKey: `${unit.id}|${control}`,
        severity: 'low' as const,
        unitId: unit.id,
        params: { attestationMonths: months },
        clauses: [control],
        unattested: true as const,
        duty: { kind: 'attestation' as const, dueAt, doneAt: term.next?.at, doneBy: term.next?.by },
      };
    });
  });
}
