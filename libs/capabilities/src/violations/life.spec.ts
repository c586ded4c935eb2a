import { eventsOf } from './examples.js';
import type { Known } from './folders.js';
import { endInSource, lifeOf, ranAt, type AccountAct } from './life.js';
import { granted, revoked } from './story.js';

/** The life that some facts tell, given in the order of occurrence. */
const told = (...facts: Parameters<typeof eventsOf>[0]) =>
  lifeOf(
    'TTHC:an',
    eventsOf(facts).map(({ eventId, type, occurredAt, data }) => ({ id: eventId, type, at: occurredAt, data }) as Known as AccountAct),
  ); // prettier-ignore
const nine = '2025-03-04T02:00:00.000Z';

describe('a grant in the source system', () => {
  const granting = granted('2025-03-03 07:00', { validTo: '2025-03-04 12:00' });

  it('ends with the act that revokes it, else by itself', () => {
    expect(endInSource(told(granting).grants[0])).toEqual({ at: '2025-03-04T05:00:00.000Z' });
    const early = told(granting, revoked('2025-03-04 09:00', { effectiveAt: '2025-03-04 08:00' }));
    expect(endInSource(early.grants[0])).toEqual({ at: nine, by: 'event-001' });
    const late = told(granting, revoked('2025-03-04 12:00'));
    expect(endInSource(late.grants[0])).toEqual({ at: '2025-03-04T05:00:00.000Z' });
    expect(endInSource(told(granted('2025-03-03 07:00')).grants[0])).toBeUndefined();
  });

  it('runs from its first moment up to that end', () => {
    const [grant] = told(granting, revoked('2025-03-04 09:00')).grants;
    const runs = ['2025-03-02T23:59:59.999Z', '2025-03-03T00:00:00.000Z', '2025-03-04T01:59:59.999Z', nine];
    expect(runs.map((instant) => ranAt(grant, instant))).toEqual([false, true, true, false]);
  });
});
