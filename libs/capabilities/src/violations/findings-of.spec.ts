import { happening, ToldLedger } from '../ledger.fixture.js';
import { eventsOf } from './examples.js';
import { findingHistory, findingOfId, findingsAt, findingsOf, type FindingFilter } from './findings-of.js';
import { changed, granted, notified } from './story.js';

let ledger: ToldLedger | undefined;
afterEach(() => ledger?.close());

/** Left on a Monday: due by the end of the Monday after, grave from the end of the Monday after that on. */
async function left(...more: Parameters<typeof eventsOf>[0]) {
  const events = eventsOf([granted('2025-01-02 07:00'), changed('2025-03-03 17:00'), ...more]);
  ledger = await ToldLedger.of(
    events.map(({ type, eventId, occurredAt, data }) => happening(type as 'HolderChanged', eventId, occurredAt, data as never)),
  ); // prettier-ignore
  return async (asOf: string, filter: FindingFilter = {}) => {
    const at = { asOf: `2025-03-${asOf}:00.000Z`, position: 100 };
    const found = await findingsOf(ledger!.queries, { rule: 'V-21', ...filter }, at, { limit: 10 });
    return found.map(({ severity, state }) => `${severity} ${state}`);
  };
}
const position = 100;

describe('a finding that becomes graver', () => {
  it('has the severity of the instant asked about, also where it is filtered by it', async () => {
    const found = await left();
    expect(await found('10T16:59')).toEqual([]);
    expect(await found('17T16:59')).toEqual(['medium standing']);
    expect(await found('17T17:00')).toEqual(['high standing']);
    expect(await found('17T16:59', { severity: 'high' })).toEqual([]);
    expect(await found('17T17:00', { severity: 'high' })).toEqual(['high standing']);
    expect(await found('17T17:00', { severity: 'medium' })).toEqual([]);
  });

  it('does not where it was remedied before, and stays graver where it was remedied after', async () => {
    const early = await left(notified('2025-03-12 09:00', '2025-03-03 17:00'));
    expect(await early('20T00:00', { state: 'remedied' })).toEqual(['medium remedied']);
    expect(await early('20T00:00', { state: 'remedied', severity: 'medium' })).toEqual(['medium remedied']);
    ledger?.close();
    const late = await left(notified('2025-03-20 09:00', '2025-03-03 17:00'));
    expect(await late('25T00:00', { state: 'remedied', severity: 'high' })).toEqual(['high remedied']);
    expect(await late('12T00:00')).toEqual(['medium standing']);
  });

  it('is so by its id and in a history too, and tells when', async () => {
    await left();
    const asOf = '2025-03-20T00:00:00.000Z';
    const { queries } = ledger!;
    const [there] = await findingsAt(queries, ['event-001'], { asOf, position }).then((all) =>
      all.filter(({ code }) => code === 'V-21'),
    );
    expect(there).toMatchObject({ severity: 'high', risesAt: '2025-03-17T17:00:00.000Z', risesTo: 'high' });
    expect(await findingOfId(queries, there.findingId, { asOf, position })).toEqual(there);
    expect((await findingHistory(queries, there.findingId, position))[0].finding.severity).toBe('medium');
  });
});
