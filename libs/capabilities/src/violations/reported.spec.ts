import { eventsOf, failureOf, standingAfter } from './examples.js';
import { judging, reportedMisuse } from './reported.js';
import { granted, misuse, profile } from './story.js';

describe('a reported misuse', () => {
  it.each(reportedMisuse.examples.map((example) => [example.title, example] as const))('finds %s', (_, example) => {
    expect(failureOf(reportedMisuse, example, judging)).toBeUndefined();
  });

  it('is found of the unit that the report names, else of the one that the account belonged to', () => {
    const found = standingAfter(
      [reportedMisuse],
      eventsOf([
        granted('2025-03-01 07:00'),
        misuse('2025-03-03 09:00'),
        misuse('2025-03-03 09:00', { findingId: 'finding-8', unitId: 'U-2' }),
        misuse('2025-03-03 09:00', { findingId: 'finding-7', accountId: 'TTHC:nobody' }),
      ]),
    );
    expect(found.map(({ anchor, unitId }) => [anchor, unitId]).sort()).toEqual([
      ['event-001', 'U-1'],
      ['event-002', 'U-2'],
      ['event-003', undefined],
    ]);
  });

  it('is found whatever a profile adopts, citing what it does', () => {
    const under = (clauses: readonly string[]) =>
      standingAfter(
        [reportedMisuse],
        eventsOf([
          profile('2025-01-01 00:00', { clauses, otherRules: 'off' }),
          misuse('2025-03-03 09:00', { unitId: 'U-1' }),
        ]),
      ).map((finding) => finding.clauses);
    expect([under(['R60']), under(['R60', 'R89'])]).toEqual([[[]], [['R89']]]);
  });
});
