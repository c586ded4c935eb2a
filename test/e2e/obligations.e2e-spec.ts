import { afterEach, expect, it } from '@jest/globals';
import { runObligations } from '../../apps/cli/src/obligations.js';
import { keptTerminal } from './cli.js';
import { startServer, stop, stopAll } from './server.js';

afterEach(stopAll);

const fact = (id: string, type: string, time: string, data: object) => ({
  ...{ specversion: '1.0', id, source: 'TTHC', type: `vn.accessledger.${type}.v1`, time, data },
});
const grant = fact('g', 'AccountGranted', '2025-01-02T01:00:00.000Z', {
  ...{ accountId: 'TTHC:an', grantId: 'g-1', username: 'an', officialId: 'cb-1', system: 'TTHC', unitId: 'phuong-1' },
  ...{ accountClass: 'ONE_STOP', roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'] },
  ...{ fields: ['fullName'], validFrom: '2025-01-02T01:00:00.000Z' },
});
const rotated = fact('r', 'PasswordRotated', '2025-04-05T01:00:00.000Z', {
  ...{ accountId: 'TTHC:an', rotatedAt: '2025-04-05T01:00:00.000Z', trigger: 'user', credentialKind: 'password' },
});
const dueAt = '2025-04-02T01:00:00.000Z';

interface Obligations {
  items: { kind: string; state: string; dueAt: string; doneAt?: string; accountId: string }[];
}

it('what is due is told as of any moment, without a timer having written anything', async () => {
  const server = await startServer();
  await server.fact(grant);
  const { position } = (await (await server.fact(rotated)).json()) as { position: string };
  const ask = async (query: string) => {
    const answer = await server.get(`/v1/obligations?kind=password&minPosition=${position}&${query}`);
    return ((await answer.json()) as Obligations).items.map(({ state, dueAt: due, doneAt }) => [state, due, doneAt]);
  };

  expect(await ask('asOf=2025-01-02T00:59:59Z')).toEqual([]);
  expect(await ask('asOf=2025-04-02T00:59:59Z')).toEqual([['due', dueAt, undefined]]);
  expect(await ask('asOf=2025-04-02T01:00:00Z')).toEqual([['overdue', dueAt, undefined]]);
  expect(await ask('asOf=2025-04-05T01:00:00Z')).toEqual([
    ['doneLate', dueAt, '2025-04-05T01:00:00.000Z'],
    ['due', '2025-07-04T01:00:00.000Z', undefined],
  ]);
  expect(await ask('asOf=2025-05-01T00:00:00Z&state=doneLate&accountId=TTHC:an')).toHaveLength(1);
  expect(await ask('asOf=2025-05-01T00:00:00Z&state=overdue')).toEqual([]);
  expect(await ask('asOf=2025-05-01T00:00:00Z&dueBefore=2025-05-01T00:00:00Z')).toHaveLength(1);
  expect(await ask('asOf=2025-05-01T00:00:00Z&unitId=phuong-2')).toEqual([]);
  // Before the rotation was known, the first password was still overdue then.
  expect(await ask(`asOf=2025-05-01T00:00:00Z&knownAt=${Number(position) - 1}`)).toEqual([
    ['overdue', dueAt, undefined],
  ]);

  // No profile is set, so no clause binds.
  expect(await ask('asOf=2025-05-01T00:00:00Z&clause=R75')).toEqual([]);
  expect((await server.get('/v1/obligations?kind=sleep')).status).toBe(400);
  expect((await server.get('/v1/obligations?clause=R105')).status).toBe(400);
});

it('the command line lists the same, with words for people', async () => {
  const server = await startServer();
  await server.fact(grant);
  await stop(server);
  const terminal = keptTerminal();
  const options = { data: server.dataDir, asOf: '2025-05-01T00:00:00Z', kind: 'password' };
  expect(await runObligations(options, terminal)).toBe(0);
  expect(terminal.said.out.join('\n')).toMatch(/đổi mật khẩu · change the password.*quá hạn · overdue/);
  await expect(runObligations({ ...options, state: 'lost' }, terminal)).rejects.toThrow('--state is one of');
});
