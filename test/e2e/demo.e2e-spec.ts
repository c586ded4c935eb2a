import { calendars } from '@app/capabilities';
import { city, type City } from '../../apps/cli/src/demo/city.js';
import { compareFindings, type Found } from '../../apps/cli/src/demo/manifest.js';
import { findingsOf, playCity, reading, rulesOf } from '../../apps/cli/src/demo/play.js';
import { misread, readHero } from '../../apps/cli/src/demo/reading-scene.js';
import { stories } from '../../apps/cli/src/demo/stories/stories.js';
import { startServer, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

async function played(server: TestServer, month: City) {
  const { position } = await playCity(server.url, month);
  return comparedAt(server, month, await findingsOf(server.url, month, position));
}
async function comparedAt(server: TestServer, month: City, found: readonly Found[]) {
  const judges = (await rulesOf(server.url)).map(({ code }) => code);
  return compareFindings(month.manifest, found, judges);
}

describe('a month of the fictional city', () => {
  it('is judged exactly: every planted violation, nothing else', async () => {
    const server = await startServer({ calendars });
    const month = city(20251201, { lookups: 800 });
    const { position } = await playCity(server.url, month);
    const found = await findingsOf<Found & { findingId: string }>(server.url, month, position);
    const compared = await comparedAt(server, month, found);
    expect(compared.flatMap(({ missed, extra }) => [...missed, ...extra])).toEqual([]);
    expect(compared.filter(({ judged }) => judged).length).toBeGreaterThanOrEqual(12);
    const { history, readers } = await readHero(reading(server.url, position), month, found);
    expect(history.length).toBeGreaterThan(10);
    expect(readers.map(({ reader, found: times }) => [reader, times])).toEqual([
      ['inspector:demo', 0],
      ['official:to-mo', 1],
    ]);
    expect(misread(readers)).toEqual([]);
  }, 240_000);

  it('in which all is lawful has no finding, whatever the rule', async () => {
    const month = city(3, { lookups: 30_000, stories: [] });
    const compared = await played(await startServer({ calendars }), month);
    expect(compared.flatMap(({ extra }) => extra)).toEqual([]);
    expect(month.facts.filter(({ type }) => type.includes('Lookup')).length).toBeGreaterThanOrEqual(30_000);
  }, 480_000);

  it('played again from the start after a stop in its middle is neither lost nor doubled', async () => {
    const month = city(2, { lookups: 400, stories: stories.slice(0, 9) });
    const first = await startServer({ calendars });
    const half = { ...month, facts: month.facts.slice(0, month.facts.length >> 1) };
    await playCity(first.url, { ...half, acts: month.acts.filter(({ after }) => after <= half.facts.length) });
    await stop(first);
    const second = await startServer({ calendars, dataDir: first.dataDir });
    const compared = await played(second, month);
    expect(compared.flatMap(({ missed, extra }) => [...missed, ...extra])).toEqual([]);
    const ids = new Set(month.facts.map(({ source, id }) => `${source} ${id}`));
    const views = (await (await second.get('/v1/views')).json()) as { head: string };
    const whole = await startServer({ calendars });
    await playCity(whole.url, month);
    const undisturbed = (await (await whole.get('/v1/views')).json()) as { head: string };
    expect(ids.size).toBe(month.facts.length);
    expect(views.head).toBe(undisturbed.head);
  }, 240_000);
});
