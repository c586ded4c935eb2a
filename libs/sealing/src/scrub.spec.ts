import { LogUnavailable } from '@app/ledger';
import { SqliteLog } from '@app/sqlite';
import { Scrub, type ScrubState } from './scrub.js';
import { dropFolders, folder, key, sealAll, sealed, tamper, write } from './sealing.fixture.js';
import { TreeFile } from './tree-file.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  dropFolders();
});

const now = () => '2025-03-05T00:00:00.000Z';
function scrubOf(files: { events: string; tree: string }) {
  const log = SqliteLog.open(files.events, { readOnly: true });
  const tree = TreeFile.open(files.tree, { readOnly: true });
  closing.push(() => tree.close(), () => log.close()); // prettier-ignore
  return { log, tree, scrub: new Scrub({ log, tree, keys: [key.verifier], now }) };
}
async function passed(scrub: Scrub, passes = 1, events = 1000): Promise<ScrubState> {
  for (let slices = 0; scrub.state.passes < passes && slices < 2000; slices++) await scrub.slice(events);
  return scrub.state;
}
async function found(files: { events: string; tree: string }, events = 1000) {
  const { failures, failed } = await passed(scrubOf(files).scrub, 1, events);
  expect(failed).toBeGreaterThanOrEqual(failures.length);
  return failures.map(({ detector, at }) => [detector, at]);
}
const text = 'CAST(body AS TEXT)';

describe('a scrub', () => {
  it('reads every sealed event again, slice by slice, and begins anew at the end', async () => {
    const { scrub } = scrubOf(await sealed());
    expect(await scrub.slice(250)).toMatchObject({ leaves: 250, of: 600, passes: 0, read: 250 });
    await scrub.slice(250);
    expect(await scrub.slice(250)).toEqual({ leaves: 0, of: 0, passes: 1, lastPassAt: now(), read: 600, failures: [], failed: 0 }); // prettier-ignore
    expect(await scrub.slice(250)).toMatchObject({ leaves: 250, of: 600, passes: 1, read: 850 });
  });

  it('waits for the first checkpoint, and takes in what was sealed since with the next pass', async () => {
    const files = folder();
    const log = SqliteLog.open(files.events);
    const tree = TreeFile.open(files.tree);
    closing.push(() => tree.close(), () => log.close()); // prettier-ignore
    const { scrub } = scrubOf(files);
    expect(await scrub.slice(10)).toMatchObject({ of: 0, passes: 0, failures: [] });
    await write(log, 'lookups-a', 0, 20);
    await sealAll(log, tree);
    expect(await scrub.slice(10)).toMatchObject({ leaves: 10, of: 20 });
    await write(log, 'lookups-a', 20, 20);
    await sealAll(log, tree);
    expect(await scrub.slice(10)).toMatchObject({ passes: 1, read: 20 });
    expect(await passed(scrub, 2)).toMatchObject({ read: 60, failures: [] });
  });

  it.each<[string, 'events' | 'tree', string, (string | number)[]]>([
    ['a payload edited', 'events', `UPDATE events SET body = CAST(replace(${text}, '"n":7', '"n":8') AS BLOB) WHERE position = 8`, ['payload', 8]],
    ['a space added', 'events', `UPDATE events SET body = CAST(${text} || ' ' AS BLOB) WHERE position = 300`, ['payload', 300]],
    ['a column edited', 'events', `UPDATE events SET type = 'X' WHERE position = 300`, ['column', 300]],
    ['an event put into another stream', 'events', `UPDATE events SET stream = 'x' WHERE position = 300`, ['place', 300]],
    ['an event deleted', 'events', 'DELETE FROM events WHERE position = 300', ['missing', 300]],
    ['a leaf moved', 'tree', `UPDATE leaf SET version = 9 WHERE idx = 299`, ['place', 300]],
    ['a hash of a leaf changed', 'tree', 'UPDATE tile SET bytes = zeroblob(length(bytes)) WHERE level = 0 AND idx = 2', ['payload', 513]],
    ['a tile written short', 'tree', 'UPDATE tile SET bytes = substr(bytes, 1, 32) WHERE level = 0 AND idx = 1', ['tile', 257]],
    ['a hash above the leaves changed', 'tree', 'UPDATE tile SET bytes = zeroblob(length(bytes)) WHERE level = 1', ['tile', 600]],
    ['a checkpoint forged', 'tree', "UPDATE checkpoint SET note = replace(note, '600', '599') WHERE size = 600", ['signature', 600]],
  ])('names %s, whatever the slices', async (_, file, sql, first) => {
    const files = await sealed();
    tamper(files[file], sql);
    expect((await found(files))[0]).toEqual(first);
    expect((await found(files, 7)).map(([detector]) => detector)).toContain(first[0]);
  }); // prettier-ignore

  it('names an event that was slipped in, and a tail that was cut', async () => {
    const slipped = await sealed();
    tamper(slipped.events, 'UPDATE events SET position = position + 1000 WHERE position > 300', `INSERT INTO events SELECT 301, 'x', 0, 'x', type, body FROM events WHERE position = 300`); // prettier-ignore
    tamper(slipped.tree, 'UPDATE leaf SET position = position + 1000 WHERE position > 300');
    expect(await found(slipped)).toEqual([['extra', 301]]);
    const cut = await sealed();
    tamper(cut.events, 'DELETE FROM events WHERE position > 580');
    expect(await found(cut)).toEqual([['missing', 580]]);
  });

  it('names an edit that reaches up through the tiles, by the root that was signed', async () => {
    const files = await sealed();
    tamper(
      files.events,
      `UPDATE events SET body = CAST(replace(${text}, '"n":7', '"n":8') AS BLOB) WHERE position = 8`,
    );
    const tree = TreeFile.open(files.tree);
    const { latest } = tree;
    tree.close();
    tamper(files.tree, 'DELETE FROM leaf', 'DELETE FROM tile', 'DELETE FROM checkpoint');
    const log = SqliteLog.open(files.events, { readOnly: true });
    const anew = TreeFile.open(files.tree);
    await sealAll(log, anew);
    anew.close();
    await log.close();
    tamper(files.tree, `UPDATE checkpoint SET note = '${latest!.note}'`);
    expect(await found(files)).toEqual([['root', 600]]);
  });

  it('tells a failure until a full pass has not found it again', async () => {
    const files = await sealed();
    const edit = (from: number, to: number) =>
      tamper(files.events, `UPDATE events SET body = CAST(replace(${text}, '"n":${from}', '"n":${to}') AS BLOB) WHERE position = 8`); // prettier-ignore
    edit(7, 8);
    const { scrub } = scrubOf(files);
    expect((await passed(scrub)).failed).toBe(1);
    edit(8, 7);
    expect((await scrub.slice(10)).failed).toBe(1);
    expect((await passed(scrub, 2)).failed).toBe(0);
  });

  it('tells what cannot be read, once, and tries again; a log that is away is none of its failures', async () => {
    const { scrub, log } = scrubOf(await sealed());
    const readAll = log.readAll.bind(log);
    log.readAll = () => Promise.reject(new LogUnavailable('away'));
    expect(await scrub.slice(10)).toMatchObject({ failures: [] });
    log.readAll = () => Promise.reject(new Error('database disk image is malformed'));
    await scrub.slice(10);
    expect(await scrub.slice(10)).toMatchObject({ failed: 1, failures: [{ detector: 'unreadable', at: 0 }] });
    log.readAll = readAll;
    expect(await passed(scrub, 2)).toMatchObject({ passes: 2, failed: 0 });
  });
});
