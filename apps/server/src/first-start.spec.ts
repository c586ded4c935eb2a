import { calendars } from '@app/capabilities';
import { fromLogged, MemoryLog } from '@app/ledger';
import { publishCalendars } from './first-start.js';

const versionsIn = async (log: MemoryLog) =>
  (await log.read('calendar-vn')).map((logged) => (fromLogged(logged).data as { version: string }).version);
const all = calendars.map(({ version }) => version);

describe('the first start', () => {
  it('publishes the calendars that the product brings, and a later start nothing', async () => {
    const log = new MemoryLog();
    await publishCalendars(log, calendars, '2026-01-01T00:00:00.000Z');
    await publishCalendars(log, calendars, '2026-02-01T00:00:00.000Z');
    expect(await versionsIn(log)).toEqual(all);
  });

  it('goes on where one that was cut short left off', async () => {
    const log = new MemoryLog();
    await publishCalendars(log, calendars.slice(0, 2), '2026-01-01T00:00:00.000Z');
    await publishCalendars(log, calendars, '2026-01-02T00:00:00.000Z');
    expect(await versionsIn(log)).toEqual(all);
  });
});
