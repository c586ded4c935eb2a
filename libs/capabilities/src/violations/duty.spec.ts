import { obligationsAfter, eventsOf, standingAfter } from './examples.js';
import { v28 } from './rules/v-28.js';
import { granted, reinstated, rotated, suspended } from './story.js';

const told = (...facts: Parameters<typeof eventsOf>[0]) => {
  const events = eventsOf(facts);
  return { obligations: obligationsAfter([v28], events), late: standingAfter([v28], events) };
};
const byDue = ({ obligations }: ReturnType<typeof told>) =>
  [...obligations].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));

describe('a duty', () => {
  it('is kept as done, without a finding, when it was done in time', () => {
    const known = told(granted('2025-01-02 07:00'), rotated('2025-04-02 07:00'));
    expect(byDue(known)[0]).toMatchObject({
      kind: 'password',
      code: 'V-28',
      anchor: 'event-000',
      dueAt: '2025-04-02T00:00:00.000Z',
      doneAt: '2025-04-02T00:00:00.000Z',
      doneBy: 'event-001',
    });
    expect(known.late.map(({ anchor }) => anchor)).toEqual(['event-001']);
  });

  it('has a finding of its own id from the due date on when it was done late', () => {
    const known = told(granted('2025-01-02 07:00'), rotated('2025-04-02 07:00:01'));
    const [first] = byDue(known);
    expect(known.late.find(({ anchor }) => anchor === 'event-000')).toMatchObject({
      findingId: first.obligationId,
      since: '2025-04-02T00:00:00.001Z',
      until: first.doneAt,
    });
  });

  it('is not there while its term stands still', () => {
    const known = told(granted('2025-01-02 07:00'), suspended('2025-02-01 07:00'));
    expect(known).toEqual({ obligations: [], late: [] });
    expect(
      told(granted('2025-01-02 07:00'), suspended('2025-02-01 07:00'), reinstated('2025-02-11 07:00')).obligations,
    ).toHaveLength(1);
  });

  it('that a late fact shows to be done in time takes its finding away', () => {
    const events = eventsOf([granted('2025-01-02 07:00'), rotated('2025-05-01 07:00'), rotated('2025-04-01 07:00')]);
    const anchors = (upTo: number) => standingAfter([v28], events.slice(0, upTo)).map(({ anchor }) => anchor);
    expect(anchors(2)).toContain('event-000');
    expect(anchors(3)).not.toContain('event-000');
    expect(obligationsAfter([v28], events).find(({ anchor }) => anchor === 'event-000')?.doneBy).toBe('event-002');
  });
});
