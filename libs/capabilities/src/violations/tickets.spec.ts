import { after } from './light.fixture.js';
import type { ExampleFact } from './rule.js';
import { lookup, ticket, ticketClosed } from './story.js';
import { ticketDue, ticketFor } from './tickets.js';

/** The ticket for the look-up `L-1` of 09:00 on 4 March. */
function found(...facts: readonly ExampleFact[]): string | undefined {
  const { light, uses } = after(...facts, lookup('2025-03-04 09:00', { lookupId: 'L-1' }));
  return ticketFor(uses[0], light)?.data.ticketId;
}
const of = (ticketId: string, data: object = {}) => ticket('2025-03-03 08:00', { ticketId, ...data });

describe('a support ticket', () => {
  it.each([
    ['of the account', {}, 'T-1'],
    ['of the look-up alone', { accountId: undefined, lookupIds: ['L-0', 'L-1'] }, 'T-1'],
    ['of another account', { accountId: 'TTHC:binh' }, undefined],
    ['of another account, though it names the look-up', { accountId: 'TTHC:binh', lookupIds: ['L-1'] }, undefined],
    ['of other look-ups of the account', { lookupIds: ['L-0'] }, undefined],
  ])('%s', (_, data, ticketId) => {
    expect(found(of('T-1', data))).toBe(ticketId);
  });

  it('counts up to its closing, also where that was told twice', () => {
    expect(found(of('T-1'), ticketClosed('2025-03-04 09:00'))).toBe('T-1');
    expect(found(of('T-1'), ticketClosed('2025-03-04 08:59'))).toBeUndefined();
    expect(found(of('T-1'), ticketClosed('2025-03-04 08:59', { system: 'OTHER' }))).toBe('T-1');
  });

  it('is the one opened first, whichever is told first', () => {
    const [early, late] = [of('T-2', { openedAt: '2025-03-01 08:00' }), of('T-1', { openedAt: '2025-03-02 08:00' })];
    expect(found(early, late)).toBe('T-2');
    expect(found(late, early)).toBe('T-2');
  });

  it('is due so many hours after the look-up', () => {
    const { uses } = after(lookup('2025-03-04 09:00'));
    expect(ticketDue(uses[0], 24)).toBe('2025-03-05T02:00:00.000Z');
  });
});
