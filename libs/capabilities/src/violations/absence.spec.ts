import { absencesOf, absentAt } from './absence.js';
import { after } from './light.fixture.js';
import type { ExampleFact } from './rule.js';
import { changed } from './story.js';

const absences = (...facts: readonly ExampleFact[]) => absencesOf(after(...facts).light.folder('official', 'O-1'));
const away = (from: string, data: object = {}) => changed(from, { kind: 'absence', ...data });

describe('an absence', () => {
  it('lasts to its end, else to the next change, else for ever', () => {
    const told = absences(
      away('2025-03-03 07:00', { until: '2025-03-04 07:00' }),
      away('2025-03-10 07:00'),
      changed('2025-03-12 07:00', { kind: 'transferred' }),
      away('2025-03-20 07:00'),
    );
    expect(told).toEqual([
      { from: '2025-03-03T00:00:00.000Z', to: '2025-03-04T00:00:00.000Z', by: 'event-000' },
      { from: '2025-03-10T00:00:00.000Z', to: '2025-03-12T00:00:00.000Z', by: 'event-001' },
      { from: '2025-03-20T00:00:00.000Z', to: undefined, by: 'event-003' },
    ]);
  });

  it('goes by when it takes effect, not by when it was written', () => {
    const told = absences(changed('2025-03-01 07:00', { effectiveAt: '2025-03-12 07:00' }), away('2025-03-10 07:00'));
    expect(told.map(({ to }) => to)).toEqual(['2025-03-12T00:00:00.000Z']);
  });

  it('is half-open', () => {
    const told = absences(away('2025-03-03 07:00', { until: '2025-03-04 07:00' }));
    const by = (at: string) => absentAt(told, at)?.by;
    expect([by('2025-03-02T23:59:59.999Z'), by('2025-03-03T00:00:00.000Z')]).toEqual([undefined, 'event-000']);
    expect([by('2025-03-03T23:59:59.999Z'), by('2025-03-04T00:00:00.000Z')]).toEqual(['event-000', undefined]);
  });

  it('without any end is the same years later', () => {
    expect(absentAt(absences(away('2025-03-03 07:00')), '2030-01-01T00:00:00.000Z')?.by).toBe('event-000');
  });
});
