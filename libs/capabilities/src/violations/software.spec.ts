import { eventsOf } from './examples.js';
import type { Folder, FolderFacts } from './folders.js';
import { licensedTimes, passwordsKept, protectedTimes } from './software.js';
import { licence, protection, scanned } from './story.js';

const instant = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
const deviceWith = (...facts: Parameters<typeof eventsOf>[0]): Folder<'device'> => ({
  id: 'PC-1',
  facts: eventsOf(facts).map(
    ({ eventId, occurredAt, type, data }) =>
      ({ id: eventId, at: occurredAt, type, data }) as unknown as FolderFacts['device'],
  ),
});
const span = (from: string, to: string, by: number, endedBy: number) => ({
  from: instant(from),
  to: instant(to),
  by: `event-00${by}`,
  endedBy: `event-00${endedBy}`,
});

describe('a device is protected', () => {
  it('from each time at which its protection was seen on, not when that was told, for so long', () => {
    const device = deviceWith(protection('2025-03-04 09:00', { at: '2025-03-03 09:00' }));
    expect(protectedTimes(device, 3_600_000)).toEqual([span('2025-03-03 09:00', '2025-03-03 10:00', 0, 0)]);
  });

  it('until the same product was seen not to protect it', () => {
    const device = deviceWith(
      protection('2025-03-03 09:00'),
      protection('2025-03-03 09:30', { status: 'outdated' }),
      protection('2025-03-03 09:10', { product: 'Other', status: 'off' }),
      protection('2025-03-03 09:20', { product: 'Other' }),
    );
    expect(protectedTimes(device, 3_600_000)).toEqual([
      span('2025-03-03 09:00', '2025-03-03 09:30', 0, 1),
      span('2025-03-03 09:20', '2025-03-03 10:20', 3, 3),
    ]);
  });
});

it('a device is licensed for some months from each check that left no product unlicensed, or to the next that did', () => {
  const device = deviceWith(
    licence('2025-03-03 09:00'),
    licence('2025-03-04 09:00', { product: 'Office', status: 'expired' }),
    licence('2025-03-05 09:00'),
    licence('2025-03-06 09:00', { product: 'Office' }),
    licence('2027-03-06 09:00'),
  );
  expect(licensedTimes(device, 12)).toEqual([
    span('2025-03-03 09:00', '2025-03-04 09:00', 0, 1),
    span('2025-03-06 09:00', '2026-03-06 09:00', 3, 3),
    span('2027-03-06 09:00', '2028-03-06 09:00', 4, 4),
  ]);
});

it('a browser keeps passwords from the first scan that says so to the next that does not', () => {
  const kept = { findings: ['browserPasswordStore'] };
  const device = deviceWith(
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
