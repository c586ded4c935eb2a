import { calendars, fileHashOf, rules } from '@app/capabilities';
import { fromLogged, MemoryLog } from '@app/ledger';
import { publishCalendars, publishRules } from './first-start.js';

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

describe('the rules by which a build judges', () => {
  const named = async (log: MemoryLog, code: string) =>
    (await log.read(`rule-${code}`)).map((logged) => {
      const { eventId, data } = fromLogged(logged);
      return { eventId, ...(data as { version: number; fileHash: string; author: string; approvedBy: string }) };
    });

  it('are published at the first start with their hashes, and a later start publishes nothing', async () => {
    const [log, other] = [new MemoryLog(), new MemoryLog()];
    await publishRules(log, rules, '2026-01-01T00:00:00.000Z');
    await publishRules(log, rules, '2026-02-01T00:00:00.000Z');
    await publishRules(other, rules, '2026-03-01T00:00:00.000Z');
    for (const { code, version } of rules) {
      const published = await named(log, code);
      expect(published).toMatchObject([{ version, fileHash: fileHashOf({ code, version }) }]);
      expect(published[0].author).not.toBe(published[0].approvedBy);
      expect((await named(other, code))[0].eventId).toBe(published[0].eventId);
    }
  });

  it('are published where a start was cut short', async () => {
    const log = new MemoryLog();
    await publishRules(log, rules.slice(0, 2), '2026-01-01T00:00:00.000Z');
    await publishRules(log, rules, '2026-01-02T00:00:00.000Z');
    expect(await log.readAll(0, 1000)).toHaveLength(rules.length);
  });
});
