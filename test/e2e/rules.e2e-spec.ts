import { fileHashOf, rules } from '@app/capabilities';
import { MemoryLog, toStored } from '@app/ledger';
import { json, newFolder, startServer, stop, stopAll } from './server.js';

afterEach(stopAll);

interface Version {
  code: string;
  version: number;
  fileHash: string;
  publishedAt: string;
  endedAt?: string;
}
const code = rules[0].code;

/** A log that names one version of a rule. */
async function logNaming(version: number, fileHash: string): Promise<MemoryLog> {
  const log = new MemoryLog();
  const at = '2026-01-01T00:00:00.000Z';
  const data = {
    code, version, fileHash, author: 'an', approvedBy: 'binh', status: 'stable', severity: 'high', clauses: [], params: [], tests: [],
  }; // prettier-ignore
  const stream = `rule-${code}`;
  const event = toStored({
    eventId: 'e-1', stream, version: 0, type: 'RuleVersionPublished', schemaVersion: 1, occurredAt: at, recordedAt: at,
    actor: { kind: 'admin', id: 'an' }, data,
  }); // prettier-ignore
  await log.append([{ stream, expected: 0, events: [event] }]);
  return log;
}

it('a server publishes the rules of its build, shows them, and starts again over them', async () => {
  const first = await startServer({ rules });
  const shown = async (server: typeof first) =>
    ((await json(server.get('/v1/rules/versions'))) as unknown as { items: Version[] }).items;
  const before = await shown(first);
  expect(before.map(({ code: name, version }) => [name, version])).toEqual(
    rules.map(({ code: name, version }) => [name, version]),
  );
  expect(before.map(({ fileHash }) => fileHash)).toEqual(rules.map(fileHashOf));
  await stop(first);
  const second = await startServer({ rules, dataDir: first.dataDir });
  expect(await shown(second)).toEqual(before);
  const { items } = (await json(second.get('/v1/rules'))) as unknown as { items: Version[] };
  expect(items.map(({ fileHash }) => fileHash)).toEqual(rules.map(fileHashOf));
});

it('a rule is retired by two persons, and its version ends there', async () => {
  const server = await startServer({ rules });
  const retire = (approvedBy: string) =>
    server.post('/v1/rules:retire', { code, reason: 'x', author: 'an', approvedBy }, { 'Idempotency-Key': approvedBy });
  expect((await json(retire('an'))).code).toBe('author-approves');
  const { position } = await json(retire('binh'));
  const { items } = (await json(server.get(`/v1/rules/versions?minPosition=${String(position)}`))) as unknown as {
    items: Version[];
  };
  expect(items.filter(({ endedAt }) => endedAt !== undefined).map((one) => one.code)).toEqual([code]);
});

it('a server refuses to start over a rule version that its build lacks', async () => {
  const log = await logNaming(99, 'ab'.repeat(32));
  await expect(startServer({ rules, log, dataDir: newFolder() })).rejects.toThrow(`which this build lacks`);
});

it('a server refuses to start over a version whose file is another one here', async () => {
  const log = await logNaming(rules[0].version, 'ab'.repeat(32));
  await expect(startServer({ rules, log, dataDir: newFolder() })).rejects.toThrow(`The file of ${code}@1 differs`);
});
