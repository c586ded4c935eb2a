import fc from 'fast-check';
import type { SampleDrawn } from '../inspections/events.js';
import { drawableFrom, drawMethod, drawn, leastSize, otherDraw, scopeOf } from './control-sample.js';

const population = Array.from({ length: 200 }, (_, i) => ({ eventId: `event-${i}` }));

describe('a control sample', () => {
  it('is the same for the same seed, in whatever order the population comes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(population, { minLength: 200 }), fc.nat(220), (shuffled, size) => {
        expect(drawn(shuffled, 'root-1', size)).toEqual(drawn(population, 'root-1', size));
      }),
      { numRuns: 50 },
    );
  });

  it('is another for another seed, and never more than it was drawn from', () => {
    expect(drawn(population, 'root-1', 20)).not.toEqual(drawn(population, 'root-2', 20));
    expect(new Set(drawn(population, 'root-1', 300)).size).toBe(200);
  });

  it('takes the hashes of seed, line feed and event id in their order, so that anybody can draw again', () => {
    // By sha256sum: 1095… of `a`, 966b… of `b`, a17d… of `c`.
    const lots = [{ eventId: 'c' }, { eventId: 'b' }, { eventId: 'a' }];
    expect(drawn(lots, 'seed', 2)).toEqual([{ eventId: 'a' }, { eventId: 'b' }]);
  });

  it('has a per cent of the population at least, rounded up', () => {
    expect([0, 1, 100, 101].map((population) => leastSize(population, 10))).toEqual([0, 1, 10, 11]);
  });

  it('takes each of the population about as often', () => {
    const times = new Map(population.map(({ eventId }) => [eventId, 0]));
    for (let seed = 0; seed < 1000; seed++) {
      for (const { eventId } of drawn(population, `root-${seed}`, 20)) times.set(eventId, times.get(eventId)! + 1);
    }
    // 100 expected; seven standard deviations (9.5) on either side.
    expect(Math.min(...times.values())).toBeGreaterThan(33);
    expect(Math.max(...times.values())).toBeLessThan(167);
  });
});

describe('a recorded draw', () => {
  const draw: SampleDrawn = {
    sampleId: 's', inspectionId: 'i', unitId: 'U-1', scope: scopeOf('2025-03-04'), population: 9, size: 1, method: drawMethod,
    seed: 'root', seedPublishedAt: '2025-03-04T17:00:00.000Z', drawnAt: '2025-03-05T00:00:00.000Z',
  }; // prettier-ignore
  const asked = { unitId: 'U-1', day: '2025-03-04' };

  it('is one of a unit’s day whose seed came after the day', () => {
    expect(drawableFrom('2025-03-04')).toBe('2025-03-04T17:00:00.000Z');
    expect(otherDraw(draw, asked)).toBeUndefined();
    expect(otherDraw({ ...draw, seedPublishedAt: '2025-03-04T16:59:59.999Z' }, asked)).toMatch('public before');
  });

  it.each([{ method: 'by hand' }, { scope: scopeOf('2025-03-05') }, { unitId: 'U-2' }])('is not with %j', (other) => {
    expect(otherDraw({ ...draw, ...other }, asked)).toMatch('another');
  });
});
