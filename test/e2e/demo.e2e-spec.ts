import { calendars } from '@app/capabilities';
import { city } from '../../apps/cli/src/demo/city.js';
import { compareFindings } from '../../apps/cli/src/demo/manifest.js';
import { findingsOf, playCity } from '../../apps/cli/src/demo/play.js';
import { startServer, stop, stopAll } from './server.js';

afterEach(stopAll);

describe('a month of the fictional city', () => {
  it.each([1, 20251201])(
    'of seed %p is judged exactly: every planted violation, nothing else',
    async (seed) => {
      const server = await startServer({ calendars });
      const month = city(seed, 800);
      const { position } = await playCity(server.url, month);
      const compared = compareFindings(month.manifest, await findingsOf(server.url, month, position));
      expect(compared.flatMap(({ missed, extra }) => [...missed, ...extra])).toEqual([]);
      expect(compared.every(({ found }) => found >= 3)).toBe(true);
    },
    120_000,
  );

  it('played again from the start after a stop in its middle is neither lost nor doubled', async () => {
    const month = city(2, 400);
    const first = await startServer({ calendars });
    const half = { ...month, facts: month.facts.slice(0, month.facts.length >> 1) };
    await playCity(first.url, { ...half, acts: month.acts.filter(({ after }) => after <= half.facts.length) });
    await stop(first);
    const second = await startServer({ calendars, dataDir: first.dataDir });
    const { position } = await playCity(second.url, month);
    const compared = compareFindings(month.manifest, await findingsOf(second.url, month, position));
    expect(compared.flatMap(({ missed, extra }) => [...missed, ...extra])).toEqual([]);
    const ids = new Set(month.facts.map(({ source, id }) => `${source} ${id}`));
    const views = (await (await second.get('/v1/views')).json()) as { head: string };
    const whole = await startServer({ calendars });
    await playCity(whole.url, month);
    const undisturbed = (await (await whole.get('/v1/views')).json()) as { head: string };
    expect(ids.size).toBe(month.facts.length);
    expect(views.head).toBe(undisturbed.head);
  }, 120_000);
});
