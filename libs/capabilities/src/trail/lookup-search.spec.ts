import type { DataOf } from '../catalogue.js';
import { happening, ToldLedger, type Happening } from '../ledger.fixture.js';
import { lookupsFound, type LookupFilter } from './lookup-search.js';

type Performed = DataOf<'LookupPerformed'>;
const on = (day: string) => `2025-${day}T02:00:00.000Z`;
const citizen = (letter: string) => `k1.${letter.repeat(43)}`;
const lookup = (id: string, day: string, more: object = {}) =>
  happening('LookupPerformed', id, on(day), {
    lookupId: id,
    accountId: 'TTHC:an',
    system: 'TTHC',
    function: 'KIEM_TRA_TTCD',
    subjects: [citizen('a')],
    fieldsReturned: [],
    result: 'found',
    resultCount: 1,
    ...more,
  });
const session = (id: string, sessionId: string, ip: string) =>
  happening('SessionStarted', id, on('01-01'), { sessionId, accountId: 'TTHC:an', ip, amr: [] });

let ledger: ToldLedger | undefined;
const tell = async (...happenings: Happening[]) => (ledger = await ToldLedger.of(happenings));
afterEach(() => ledger?.close());
const found = async (filter: LookupFilter, then: { asOf?: string; knownAt?: number } = {}) => {
  const at = { asOf: on('12-31'), knownAt: 1000, ...then };
  const { items } = await lookupsFound(ledger!.queries, ledger!.log, filter, at, { limit: 100 });
  return items.map(({ event }) => event.eventId);
};

describe('lookupsFound', () => {
  it('finds look-ups, denied ones too, by each thing that they name, in order of occurrence', async () => {
    const named = { deviceId: 'pc-1', ip: '10.0.0.1', dossierId: 'H1', petitionId: 'Đ1', officialId: 'cb1' };
    const { fieldsReturned: _, result: __, resultCount: ___, ...data } = lookup('e2', '02-01', named).data as Performed;
    await tell(
      lookup('e1', '02-02', named),
      { id: 'e2', type: 'LookupDenied', occurredAt: on('02-01'), data: { ...data, denyReason: 'quyền' } },
      lookup('e3', '02-03', { accountId: 'TTHC:bình', subjects: [citizen('b')] }),
    );
    for (const filter of [...Object.entries(named), ['accountId', 'TTHC:an'], ['citizen', citizen('a')]]) {
      expect([filter, await found(Object.fromEntries([filter]) as LookupFilter)]).toEqual([filter, ['e2', 'e1']]);
    }
    expect(await found({ citizen: citizen('c') })).toEqual([]);
  });

  it('joins all that is asked, within a half-open time', async () => {
    await tell(
      lookup('e1', '02-01', { deviceId: 'pc-1', subjects: [citizen('a'), citizen('b')] }),
      lookup('e2', '02-02', { deviceId: 'pc-2' }),
      lookup('e3', '02-03', { deviceId: 'pc-1', subjects: [citizen('b')] }),
    );
    expect(await found({ citizen: citizen('a'), deviceId: 'pc-1' })).toEqual(['e1']);
    expect(await found({ citizen: citizen('b'), deviceId: 'pc-1', from: on('02-01'), to: on('02-03') })).toEqual([
      'e1',
    ]);
    expect(await found({ accountId: 'TTHC:an', from: on('02-02'), to: on('02-03') })).toEqual(['e2']);
    expect(await found({ citizen: citizen('b') }, { knownAt: 2 })).toEqual(['e1']);
    expect(await found({ citizen: citizen('b') }, { asOf: on('02-02') })).toEqual(['e1']);
  });

  it('keeps look-ups of one moment apart', async () => {
    await tell(
      lookup('e1', '02-01', { deviceId: 'pc-1' }),
      lookup('e2', '02-01', { deviceId: 'pc-1', subjects: [citizen('b')] }),
      lookup('e3', '02-01', { deviceId: 'pc-2' }),
    );
    expect(await found({ citizen: citizen('a'), deviceId: 'pc-1' })).toEqual(['e1']);
    expect(await found({ citizen: citizen('a') })).toEqual(['e1', 'e3']);
  });

  it('finds by an address the look-ups of sessions started from it, once the session is known', async () => {
    await tell(
      lookup('e1', '02-01', { ip: '10.0.0.1' }),
      lookup('e2', '02-02', { sessionId: 's1' }),
      lookup('e3', '02-03', { sessionId: 's2' }),
      session('e4', 's1', '10.0.0.1'),
      session('e5', 's2', '10.0.0.2'),
    );
    expect(await found({ ip: '10.0.0.1' })).toEqual(['e1', 'e2']);
    expect(await found({ ip: '10.0.0.1' }, { knownAt: 3 })).toEqual(['e1']);
    expect(await found({ ip: '10.0.0.1', citizen: citizen('a') })).toEqual(['e1', 'e2']);
  });

  it('finds by an official the look-ups of the accounts held at the time', async () => {
    await tell(
      lookup('e1', '02-01'),
      happening('AccountGranted', 'e2', on('03-01'), {
        accountId: 'TTHC:an', grantId: 'g1', username: 'an', officialId: 'cb1', system: 'TTHC', unitId: 'p1',
        accountClass: 'ONE_STOP', roleClass: 'RECEPTION', holderType: 'CC', functions: [], fields: [], validFrom: on('01-01'),
      }), // prettier-ignore
    );
    expect(await found({ officialId: 'cb1' })).toEqual(['e1']);
    expect(await found({ officialId: 'cb1' }, { knownAt: 1 })).toEqual([]);
  });

  it('refuses to search for nothing', async () => {
    await tell(lookup('e1', '02-01'));
    await expect(found({ from: on('01-01') })).rejects.toThrow('names at least one thing');
  });
});
