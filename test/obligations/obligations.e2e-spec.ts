import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendars, clauses, rules, type ClauseId } from '@app/capabilities';
import { startServer, stopAll, type TestServer } from '../e2e/server.js';
import { pageOf, stateOf, type Tried } from './page.js';
import { includes, setUp, tryOut } from './run.js';
import type { Row } from './row.js';
import { rows } from './rows/index.js';

const page = join(__dirname, '..', '..', 'docs', 'obligations.md');
const all: Tried[] = [];
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ calendars, rules, seal: { everyMs: 0 } });
  await setUp(server);
  for (const [id, row] of Object.entries(rows) as [ClauseId, Row][]) {
    all.push({ id, row, outcome: await tryOut(server, id, row) });
  }
}, 120_000);
afterAll(stopAll);

it('every duty has a row, in the order of the duties', () => {
  expect(Object.keys(rows)).toEqual(Object.keys(clauses));
});

const withTry = Object.entries(rows).filter(([, { tried }]) => tried);
it.each(withTry)('%s is recorded over HTTP and read back', (id) => {
  expect(all.find((one) => one.id === id)?.outcome.failed).toBeUndefined();
});

it('docs/obligations.md says just this', () => {
  if (process.env.WRITE_OBLIGATIONS) writeFileSync(page, pageOf(all));
  expect(readFileSync(page, 'utf8')).toBe(pageOf(all));
});

describe('a row', () => {
  const tried = async (row: Partial<Row>): Promise<Tried> => {
    const whole = { ...rows.R25, ...row };
    return { id: 'R25', row: whole, outcome: await tryOut(server, 'R25', whole) };
  };

  it('is not served when its answer lacks what was to be read', async () => {
    const one = await tried({
      events: [],
      tried: (my) => [my.told('account', 'PasswordRotated', { trigger: 'forced' })],
    });
    expect(one.outcome.failed).toMatch(/wanted .*forced/);
    expect(stateOf(one)).toBe('notYet');
  });

  it('is not served when its try does not record what it names', async () => {
    const one = await tried({ tried: (my) => [my.told('account', 'PasswordRotated')] });
    expect(one.outcome.failed).toBe('its try does not record PasswordRotated');
  });

  it('is served in part when a rule that it names does not exist, or none of its rules was read', async () => {
    const read: Row['tried'] = (my) => [my.told('account', 'PasswordRotated')];
    expect(stateOf(await tried({ events: [], rules: ['V-28'], tried: read }))).toBe('inPart');
    const owed: Row['tried'] = (my) => [my.owes('V-28', 'password', 'due', my.at('09:00', 3))];
    expect(stateOf(await tried({ events: [], rules: ['V-28'], tried: owed }))).toBe('served');
    expect(stateOf(await tried({ events: [], rules: ['V-28', 'V-99'], tried: owed }))).toBe('inPart');
    expect(stateOf(await tried({ events: [], rules: ['V-28'], tried: undefined }))).toBe('notYet');
  });
});

describe('an answer', () => {
  const there = { items: [{ a: 1, b: { c: ['x', 'y'] } }, { a: 2 }], n: null };
  it.each([
    [{ items: [{ a: 2 }, { b: { c: ['y'] } }] }, true],
    [{ n: null }, true],
    [{ items: [{ a: 2, b: {} }] }, false],
    [{ items: [{ a: 3 }] }, false],
    [{ items: { a: 1 } }, false],
    [{ m: undefined }, true],
    [{ n: {} }, false],
  ])('includes %j: %s', (wanted, is) => {
    expect(includes(there, wanted)).toBe(is);
  });
});
