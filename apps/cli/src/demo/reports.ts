import { at, dayAfter, dayOf, monthsAfter, workdayAfter } from './days.js';
import type { Owed, Period } from './cast.js';
import { hashOf } from './seats.js';
import type { Stage } from './stage.js';

const lengths = { month: 1, quarter: 3, year: 12 };

/** What the one-stop centre owes. */
export function oweOrdinaryReports(stage: Stage): void {
  const unitId = 'MC-TP';
  const to = 'TP-SH';
  stage.owed.push(
    { kind: 'MONTHLY_USAGE', unitId, to, via: 'CA-TP', every: 'month', clause: 'R39' },
    { kind: 'QUARTERLY_SEC', unitId, to, every: 'quarter', clause: 'R44' },
    { kind: 'ANNUAL_EVALUATION', unitId, to, every: 'year', clause: 'R78' },
  );
}

/** The months, quarters or years from the city's founding on that end with the term. */
export function periodsOf(stage: Stage, every: 'month' | 'quarter' | 'year'): Period[] {
  const length = lengths[every];
  const { foundedAt, closesAt } = stage.term;
  const [year, month] = dayOf(foundedAt).split('-').map(Number);
  const first = month - ((month - 1) % length);
  const periods: Period[] = [];
  for (let from = `${year}-${String(first).padStart(2, '0')}-01`; ; from = monthsAfter(from, length)) {
    const to = dayAfter(monthsAfter(from, length), -1);
    if (at(dayAfter(to, 1), '00:00:00') > closesAt) return periods;
    periods.push({ from, to });
  }
}

/** Reports go out on the third working day after what they are about. */
export function handInReports(stage: Stage): void {
  for (const owed of stage.owed) {
    if (owed.handedIn === false || owed.every === 'once') continue;
    for (const period of periodsOf(stage, owed.every)) {
      const submittedAt = at(workdayAfter(period.to, 3), '15:00:00');
      if (submittedAt < stage.term.asOf) submitReport(stage, owed, period, submittedAt);
    }
  }
}

/** A unit hands a report in. */
export function submitReport(stage: Stage, owed: Owed, period: Period, submittedAt: string, odd: object = {}): void {
  const { kind, unitId, to, via } = owed;
  const reportId = `BC-${stage.number()}`;
  const figures = { submittedAt, fileHash: hashOf(reportId), figuresAsOf: submittedAt };
  stage.command('reports:submit', submittedAt, {
    reportId,
    kind,
    unitId,
    from: unitId,
    to,
    via,
    period,
    ...figures,
    ...odd,
  });
}
