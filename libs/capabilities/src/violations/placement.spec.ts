import { eventsOf } from './examples.js';
import type { Folder, FolderFacts } from './folders.js';
import { firstSession, placeAt, placementsOf, type SessionThere } from './placement.js';
import type { Light } from './rule.js';
import { decommissioned, deviceRegistered, deviceReplaced, scanned } from './story.js';

const instant = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
const deviceWith = (...facts: Parameters<typeof eventsOf>[0]): Folder<'device'> => ({
  id: 'PC-1',
  facts: eventsOf(facts).map(
    ({ eventId, occurredAt, type, data }) =>
      ({ id: eventId, at: occurredAt, type, data }) as unknown as FolderFacts['device'],
  ),
});

describe('the places of a device', () => {
  const device = deviceWith(
    deviceRegistered('2025-03-03 08:00'),
    scanned('2025-03-03 09:00'),
    deviceReplaced('2025-03-04 08:00', { unitId: 'U-2' }),
    deviceReplaced('2025-03-05 08:00', { deviceId: 'PC-9', oldDeviceId: 'PC-1' }),
    deviceRegistered('2025-03-06 08:00'),
    decommissioned('2025-03-07 08:00'),
  );

  it('are cut where it is registered, replaced or taken out of use, and none before the first', () => {
    expect(placementsOf(device).map(({ from, by, to, place }) => [from && by, to, place?.data.unitId])).toEqual([
      ['', instant('2025-03-03 08:00'), undefined],
      ['event-000', instant('2025-03-04 08:00'), 'U-1'],
      ['event-002', instant('2025-03-05 08:00'), 'U-2'],
      ['event-003', instant('2025-03-06 08:00'), undefined],
      ['event-004', instant('2025-03-07 08:00'), 'U-1'],
      ['event-005', undefined, undefined],
    ]);
  });

  it('begin at the moment of the registration', () => {
    const times = ['2025-03-03 07:59', '2025-03-03 08:00', '2025-03-05 08:00'];
    expect(times.map((at) => placeAt(device, instant(at))?.data.unitId)).toEqual([undefined, 'U-1', undefined]);
  });
});

it('devices of which nothing is known are told apart', () => {
  const facts: FolderFacts['device'][] = [];
  expect(['PC-1', 'PC-2'].map((id) => placementsOf({ id, facts })[0].by)).toEqual(['PC-1', 'PC-2']);
});

describe('the first session on a device', () => {
  const sessions = ['2025-03-03 08:00', '2025-03-03 10:00', '2025-03-05 08:00'].map((at) => {
    const data = { accountId: 'TTHC:an', sessionId: at };
    return { id: `S ${at}`, type: 'SessionStarted', at: instant(at), data } satisfies SessionThere;
  });
  const device: Folder<'device'> = {
    id: 'PC-1',
    facts: ['2025-03-03', '2025-03-05'].map((day) => ({ id: day, type: 'UsedOn', at: '', data: { day } })),
  };
  const opened: string[] = [];
  const light = {
    folder: (_: string, id: string) => {
      opened.push(id);
      return { id, facts: sessions.filter(({ id: session }) => session.slice(2, 12) === id.slice(0, 10)) };
    },
  } as unknown as Light;
  const first = (from: string, to?: string) =>
    firstSession(device, { from: from && instant(from), to: to && instant(to) }, light)?.id;

  it('is the first from the beginning of a span on, and before its end', () => {
    expect(first('')).toBe('S 2025-03-03 08:00');
    expect(first('2025-03-03 08:00')).toBe('S 2025-03-03 08:00');
    expect(first('2025-03-03 08:01')).toBe('S 2025-03-03 10:00');
    expect(first('2025-03-03 10:01')).toBe('S 2025-03-05 08:00');
    expect(first('2025-03-03 10:01', '2025-03-05 08:00')).toBeUndefined();
    expect(first('2025-03-06 00:00')).toBeUndefined();
  });

  it('is looked for on no day outside the span', () => {
    opened.length = 0;
    first('2025-03-03 23:00', '2025-03-04 23:00');
    expect(opened).toEqual(['2025-03-03|PC-1']);
  });
});
