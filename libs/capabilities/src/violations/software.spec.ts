import { eventsOf } from './examples.js';
import type { Folder, FolderFacts } from './folders.js';
import { licensedTimes, passwordsKept, protectedTimes } from './software.js';
import { deviceRegistered, licence, protection, scanned } from './story.js';

const instant = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
const deviceWith = (usedOn: readonly string[], ...facts: Parameters<typeof eventsOf>[0]): Folder<'device'> => ({
  id: 'PC-1',
  facts: [
    ...usedOn.map((day) => ({ id: day, type: 'UsedOn', at: '', data: { day } }) as const),
    ...eventsOf(facts).map(
      ({ eventId, occurredAt, type, data }) =>
        ({ id: eventId, at: occurredAt, type, data }) as unknown as FolderFacts['device'],
    ),
  ],
});
const begins = (device: Folder<'device'>) => licensedTimes(device, 12).map(({ from }) => from);

it('a device is protected from each time at which its protection was seen on, not when it was told', () => {
  const device = deviceWith(
    [],
    protection('2025-03-04 09:00', { at: '2025-03-03 09:00' }),
    protection('2025-03-05 09:00', { status: 'outdated' }),
  );
  expect(protectedTimes(device, 3_600_000)).toEqual([
    { from: instant('2025-03-03 09:00'), to: instant('2025-03-03 10:00'), by: 'event-000' },
  ]);
});

describe('a device may do without another licence check', () => {
  it('for some months from each that found all products licensed', () => {
    const device = deviceWith(
      [],
      licence('2025-03-03 09:00'),
      licence('2025-03-04 09:00', { product: 'Office', status: 'expired' }),
      licence('2025-03-05 09:00'),
      licence('2025-03-06 09:00', { product: 'Office' }),
    );
    expect(licensedTimes(device, 12)).toEqual([
      { from: instant('2025-03-03 09:00'), to: instant('2026-03-03 09:00'), by: 'event-000' },
      { from: instant('2025-03-06 09:00'), to: instant('2026-03-06 09:00'), by: 'event-003' },
    ]);
  });

  it('from its registration, and from its first use only where nothing was known before', () => {
    const registered = deviceRegistered('2025-03-03 09:00');
    expect(begins(deviceWith(['2025-03-04'], registered))).toEqual([instant('2025-03-03 09:00')]);
    expect(begins(deviceWith(['2025-03-02', '2025-03-04'], registered))).toEqual([
      instant('2025-03-03 09:00'),
      instant('2025-03-02 00:00'),
    ]);
    expect(begins(deviceWith(['2025-03-02']))).toEqual([instant('2025-03-02 00:00')]);
    expect(begins(deviceWith([]))).toEqual([]);
  });
});

it('a browser keeps passwords from the first scan that says so to the next that does not', () => {
  const kept = { findings: ['browserPasswordStore'] };
  const device = deviceWith(
    [],
    scanned('2025-03-03 09:00'),
    scanned('2025-03-04 09:00', kept),
    scanned('2025-03-05 09:00', kept),
    scanned('2025-03-06 09:00'),
    scanned('2025-03-07 09:00', kept),
  );
  expect(passwordsKept(device)).toEqual([
    { from: instant('2025-03-04 09:00'), by: 'event-001', to: instant('2025-03-06 09:00'), endedBy: 'event-003' },
    { from: instant('2025-03-07 09:00'), by: 'event-004' },
  ]);
});
