import { json, lookup, startServer, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

interface Problem {
  status: number;
  code: string;
}
interface Case {
  state: string;
  case: { owes: string[]; stateSince: string; merged: string[]; mergedInto?: string; assignee?: string } | null;
  finding: { code: string; state: string; severity: string } | null;
  times: { state: string; from: string; to: string | null; ms: number }[];
  events: { position: string; event: { type: string; data: Record<string, unknown> } }[];
}

/** A server, and short ways to give commands in turn and to read behind the last of them. */
class Journey {
  private keys = 0;
  private position = '0';

  private constructor(readonly server: TestServer) {}

  static async begin(config: Parameters<typeof startServer>[0] = {}): Promise<Journey> {
    return new Journey(await startServer(config));
  }

  /** Goes on with another server over the same data. */
  async restart(config: Parameters<typeof startServer>[0] = {}): Promise<Journey> {
    const { dataDir } = this.server;
    await stop(this.server);
    return new Journey(await startServer({ ...config, dataDir }));
  }

  async fact(id: string, type: string, time: string, data: object): Promise<void> {
    const event = { specversion: '1.0', id, source: 'TTHC', type: `vn.accessledger.${type}.v1`, time, data };
    await this.reached(await this.server.fact(event), 201);
  }

  async does(command: string, body: object, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const key = { 'Idempotency-Key': `k-${this.keys++}` };
    return this.reached(await this.server.post(`/v1/${command}`, body, { ...key, ...headers }), 201);
  }

  async refused(command: string, body: object): Promise<Problem> {
    const answer = await this.server.post(`/v1/${command}`, body, { 'Idempotency-Key': `k-${this.keys++}` });
    const { status, code } = (await answer.json()) as Problem;
    return { status, code };
  }

  private async reached(answer: Response, status: number): Promise<Record<string, unknown>> {
    const body = await json(answer);
    expect({ status: answer.status, code: body.code }).toEqual({ status, code: undefined });
    this.position = String(body.position);
    await this.get('views');
    return body;
  }

  async get<T>(path: string): Promise<T> {
    const sign = path.includes('?') ? '&' : '?';
    return (await json(this.server.get(`/v1/${path}${sign}minPosition=${this.position}`))) as T;
  }

  async findings(rule: string, more = ''): Promise<string[]> {
    const { items } = await this.get<{ items: { findingId: string }[] }>(`findings?rule=${rule}${more}`);
    return items.map(({ findingId }) => findingId);
  }

  caseOf(findingId: string): Promise<Case> {
    return this.get<Case>(`cases/${findingId}`);
  }

  async cases(query: string): Promise<string[]> {
    const { items } = await this.get<{ items: { findingId: string }[] }>(`cases?${query}`);
    return items.map(({ findingId }) => findingId);
  }
}

/** A look-up by an account that the ledger does not know, and what V-08 says of it. */
async function withUnknownAccount(ids = ['tc-1']): Promise<{ journey: Journey; found: string[] }> {
  const journey = await Journey.begin();
  for (const id of ids) {
    const { data } = lookup(id, { officialId: 'cb-1', unitId: 'u-1' });
    await journey.fact(id, 'LookupPerformed', '2025-05-06T02:03:04.000Z', data);
  }
  return { journey, found: await journey.findings('V-08') };
}

it('a finding goes the whole way: triaged, explained, confirmed, measured, closed, opened again', async () => {
  const { journey, found } = await withUnknownAccount();
  const [findingId] = found;
  expect(await journey.cases('state=new&rule=V-08')).toEqual([findingId]);
  expect(await journey.caseOf(findingId)).toMatchObject({ state: 'new', case: null, finding: { code: 'V-08' } });

  await journey.does('cases:triage', { findingId, assignee: 'tt-1', reason: 'tài khoản lạ' });
  expect(await journey.cases('state=new&rule=V-08')).toEqual([]);
  expect(await journey.cases('state=triaged&assignee=tt-1&unitId=u-1&severity=high&minAgeDays=1')).toEqual([findingId]);
  expect(await journey.cases('minAgeDays=99999')).toEqual([]);

  const confirmation = { findingId, reasonCode: 'wrong-purpose', decidedBy: 'tt-1' };
  expect(await journey.refused('cases:confirm', confirmation)).toEqual({ status: 409, code: 'explanation-needed' });
  await journey.does('cases:requestExplanation', { findingId, from: 'cb-1', dueAt: '2099-01-01T00:00:00Z' });
  expect(await journey.refused('cases:confirm', confirmation)).toEqual({ status: 409, code: 'explanation-pending' });
  const textHash = 'AB'.repeat(32);
  await journey.does('cases:receiveExplanation', { findingId, from: 'cb-1', textHash, attachments: ['scan-1'] });
  await journey.does('cases:confirm', confirmation);
  const owed = ['suspend-or-reason', 'notify-unit', 'outcome-or-no-action', 'wrong-purpose-notice'];
  expect((await journey.caseOf(findingId)).case?.owes).toEqual(owed);

  const close = { findingId, summary: 'đã xử lý', decisionNo: '5/KL', signedBy: 'tt-9' };
  expect(await journey.refused('cases:close', close)).toEqual({ status: 409, code: 'owes-suspension' });
  await journey.fact('r-1', 'AccountRevoked', '2025-05-07T02:00:00Z', {
    accountId: 'TTHC:an.nv', grantId: 'g', cause: 'violation', effectiveAt: '2025-05-07T02:00:00Z',
  }); // prettier-ignore
  expect((await journey.caseOf(findingId)).case?.owes).toEqual(owed.slice(1));
  await journey.does('cases:refer', { findingId, to: 'Thanh tra', docNo: '1/CV' });
  await journey.does('cases:notifyUnit', { findingId, to: 'u-1', docNo: '2/TB', sentAt: '2025-05-08T00:00:00Z' });
  await journey.does('cases:recordOutcome', {
    findingId,
    form: 'none',
    date: '2025-05-08',
    reason: 'không rõ người dùng',
  });
  await journey.does('cases:considerNotice', {
    findingId,
    notice: 'filed',
    decidedBy: 'tt-1',
    reason: 'C3',
    docNo: '3',
  });
  const closed = await journey.does('cases:close', close);
  const [{ data }] = closed.events as { data: { haltedBy: string; severity: string; accountId: string } }[];
  expect(data).toMatchObject({ severity: 'high', accountId: 'TTHC:an.nv' });
  expect(data.haltedBy).toMatch(/^[0-9a-f-]{36}$/);

  expect(await journey.refused('cases:refer', { findingId, to: 'A05', docNo: '9' })).toMatchObject({
    code: 'case-closed',
  });
  await journey.does('cases:reopen', { findingId, decidedBy: 'tt-9', reason: 'có tình tiết mới' });
  const reopened = await journey.caseOf(findingId);
  expect(reopened.times.map(({ state }) => state)).toEqual([
    'triaged', 'awaitingExplanation', 'explained', 'confirmed', 'measures', 'closed', 'reopened',
  ]); // prettier-ignore
  for (const [i, { to, ms }] of reopened.times.entries()) {
    expect(to).toBe(reopened.times[i + 1]?.from ?? null);
    expect(ms).toBeGreaterThanOrEqual(0);
  }
  expect(reopened.events.map(({ event }) => event.type)).toContain('ViolationConfirmed');
  expect((await journey.caseOf(`${findingId}`)).case?.owes).toEqual([]);
});

it.each([
  ['cites R79', { value: 1, clause: 'R79' }, { mustSuspend: true, mustSuspendBy: 'R79' }, true],
  ['does not ask for it', { value: 0, assumed: true }, { mustSuspend: false }, false],
])('a profile that %s says whether a confirmation must stop the account', async (_, suspendOnConfirm, fixed, owes) => {
  const journey = await Journey.begin();
  await journey.does('policies:set', {
    profileId: 'p', title: 'p', unitScope: ['u-1'], effectiveFrom: '2025-01-01T00:00:00Z', clauses: ['R63', 'R79'],
    params: { suspendOnConfirm }, otherRules: 'assumed',
  }); // prettier-ignore
  await journey.fact('tc-1', 'LookupPerformed', '2025-05-06T02:03:04Z', lookup('tc-1', { unitId: 'u-1' }).data);
  const [findingId] = await journey.findings('V-08');
  await journey.does('cases:triage', { findingId, assignee: 'tt-1', reason: 'x' });
  const confirmation = { findingId, reasonCode: 'neglect', decidedBy: 'tt-1', secrecyBy: 'PA05' };
  const { events } = await journey.does('cases:confirm', confirmation);
  const [{ data }] = events as { data: { mustSuspend: boolean; mustSuspendBy?: string } }[];
  expect({ mustSuspend: data.mustSuspend, mustSuspendBy: data.mustSuspendBy }).toEqual(fixed);
  expect((await journey.caseOf(findingId)).case?.owes.includes('suspend-or-reason')).toBe(owes);
});

it('an earlier moment, and earlier knowledge, show the case as it stood then', async () => {
  const { journey, found } = await withUnknownAccount();
  const [findingId] = found;
  const said = { findingId, assignee: 'tt-1', reason: 'x', occurredAt: '2025-05-08T00:00:00Z' };
  const { position } = await journey.does('cases:triage', said);
  const dismissal = {
    findingId,
    reasonCode: 'test',
    decidedBy: 'tt-1',
    second: 'tt-2',
    occurredAt: '2025-05-10T00:00:00Z',
  };
  await journey.does('cases:dismiss', dismissal);
  const stateAt = async (query: string) => (await journey.get<Case>(`cases/${findingId}?${query}`)).state;
  expect(await stateAt('asOf=2025-05-07T00:00:00Z')).toBe('new');
  expect(await stateAt('asOf=2025-05-09T00:00:00Z')).toBe('triaged');
  expect(await stateAt('asOf=2025-05-11T00:00:00Z')).toBe('dismissed');
  expect(await stateAt(`knownAt=${String(position)}&asOf=2025-05-11T00:00:00Z`)).toBe('triaged');
});

it('a high finding is not dismissed by one person, and not by anybody in the line of its subject', async () => {
  const { journey, found } = await withUnknownAccount();
  const [findingId] = found;
  const official = { holderType: 'CC', unitId: 'u-1', duty: 'một cửa', citizenToken: '001099000001' };
  const register = (officialId: string, managerId?: string) =>
    journey.does('officials:register', { ...official, officialId, displayName: officialId, managerId });
  await register('cb-1', 'cb-2');
  await register('cb-2', 'cb-3');
  await register('cb-4', 'cb-1');
  const triage = { findingId, reason: 'x' };
  expect(await journey.refused('cases:triage', { ...triage, assignee: 'cb-1' })).toMatchObject({
    code: 'person-is-subject',
  });
  for (const assignee of ['cb-2', 'cb-3', 'cb-4']) {
    expect(await journey.refused('cases:triage', { ...triage, assignee })).toMatchObject({ code: 'person-in-line' });
  }
  await journey.does('cases:triage', { ...triage, assignee: 'tt-1', severityAfter: 'low' });
  const dismissal = { findingId, reasonCode: 'benign-expected', decidedBy: 'tt-1' };
  expect(await journey.refused('cases:dismiss', dismissal)).toEqual({ status: 409, code: 'second-needed' });
  expect(await journey.refused('cases:dismiss', { ...dismissal, second: 'tt-1' })).toMatchObject({
    code: 'second-is-first',
  });
  expect(await journey.refused('cases:dismiss', { ...dismissal, second: 'cb-3' })).toMatchObject({
    code: 'person-in-line',
  });
  await journey.does('cases:dismiss', { ...dismissal, second: 'tt-2' });
  expect((await journey.caseOf(findingId)).state).toBe('dismissed');
  await journey.does('cases:close', { findingId, summary: 'hợp lệ', decisionNo: '1/KL', signedBy: 'tt-9' });
});

it('a finding that nobody ever found has no case', async () => {
  const { journey } = await withUnknownAccount();
  const findingId = '00000000-0000-5000-8000-000000000000';
  const triage = { findingId, assignee: 'tt-1', reason: 'x' };
  expect(await journey.refused('cases:triage', triage)).toEqual({ status: 409, code: 'finding-unknown' });
  expect((await journey.server.get(`/v1/cases/${findingId}`)).status).toBe(404);
});

it('a case outlives its finding, which a late fact withdraws', async () => {
  const { journey, found } = await withUnknownAccount();
  const [findingId] = found;
  await journey.does('cases:triage', { findingId, assignee: 'tt-1', reason: 'x' });
  await journey.fact('g-1', 'AccountGranted', '2025-01-05T00:00:00Z', {
    accountId: 'TTHC:an.nv', grantId: 'g', username: 'an.nv', officialId: 'cb-1', system: 'TTHC', unitId: 'u-1', imported: true,
    accountClass: 'ONE_STOP', roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'], fields: ['fullName'],
    validFrom: '2025-01-05T00:00:00Z',
  }); // prettier-ignore
  expect(await journey.caseOf(findingId)).toMatchObject({ state: 'triaged', finding: { state: 'withdrawn' } });
  const dismissal = { findingId, reasonCode: 'bad-data-FP', decidedBy: 'tt-1', second: 'tt-2' };
  const { events } = await journey.does('cases:dismiss', dismissal);
  expect(events).toMatchObject([{ data: { findingState: 'withdrawn', severity: 'high' } }]);
  const { items } = await journey.get<{ items: object[] }>('rules/quality');
  expect(items).toContainEqual({
    rule: 'V-08', found: 0, withdrawn: 1, cases: 1, decided: 1, confirmed: 0, dismissed: { 'bad-data-FP': 1 },
    falsePositiveRate: 1, timeToDecision: { p50: expect.any(Number) as number, p95: expect.any(Number) as number },
  }); // prettier-ignore
});

it('findings are worked on as one while they are merged, and as before when they are parted', async () => {
  const { journey, found } = await withUnknownAccount(['tc-1', 'tc-2']);
  const [into, other] = found;
  await journey.does('cases:triage', { findingId: into, assignee: 'tt-1', reason: 'x' });
  await journey.does('cases:merge', { findingIds: [other], into });
  expect(await journey.caseOf(other)).toMatchObject({ state: 'merged', case: { mergedInto: into, owes: [] } });
  expect((await journey.caseOf(into)).case?.merged).toEqual([other]);
  expect(await journey.cases('rule=V-08')).toEqual([into]);
  expect(await journey.cases('state=merged')).toEqual([other]);
  const triage = { findingId: other, assignee: 'tt-2', reason: 'x' };
  expect(await journey.refused('cases:triage', triage)).toMatchObject({ code: 'finding-merged' });
  await journey.does('cases:unmerge', { findingIds: [other], into, reason: 'hai việc khác nhau' });
  expect(await journey.caseOf(other)).toMatchObject({ state: 'new' });
  expect(await journey.caseOf(into)).toMatchObject({ state: 'triaged', case: { merged: [] } });
  await journey.does('cases:triage', triage);
  const types = (await journey.caseOf(other)).events.map(({ event }) => event.type);
  expect(types).toEqual(['FindingsMerged', 'FindingsUnmerged', 'ViolationTriaged']);
});

it('who reports a misuse stands nowhere in clear, and is told to the two who had it opened', async () => {
  const journey = await Journey.begin();
  const report = { officialId: 'cb-1', basis: 'tra cứu hộ người quen', at: '2025-05-06T00:00:00Z' };
  const reporter = { 'X-Actor': 'official:nguoi-bao-tin', 'Idempotency-Key': 'bao-tin-1' };
  const stored = await journey.does('misuse:report', report, reporter);
  const again = await journey.server.post('/v1/misuse:report', report, reporter);
  expect([again.status, await json(again)]).toEqual([200, { ...stored, replayed: true }]);
  expect(JSON.stringify(stored)).not.toMatch(/nguoi-bao-tin|bao-tin-1/);
  const other = await journey.server.post('/v1/misuse:report', { ...report, basis: 'khác' }, reporter);
  expect(other.status).toBe(422);

  const [{ data }] = stored.events as { data: { findingId: string } }[];
  const { findingId } = data;
  expect(await journey.cases('state=new&rule=MISUSE')).toEqual([findingId]);
  const asked = (who: string) =>
    journey.server.get(`/v1/cases/${findingId}/reporter`, { 'X-Actor': `inspector:${who}` });
  expect((await asked('tt-1')).status).toBe(404);
  await journey.does('cases:unsealReporter', { findingId, decidedBy: 'tt-1', second: 'tt-2', reason: 'đối chất' });
  expect((await json(asked('tt-2'))).reporter).toBe('official:nguoi-bao-tin');
  expect((await asked('tt-3')).status).toBe(404);
  await journey.does('cases:triage', { findingId, assignee: 'tt-1', reason: 'x' });
  expect((await journey.caseOf(findingId)).state).toBe('triaged');
});

it('a reported misuse is a finding with its case, asked for like any other, and tells nothing of who reported it', async () => {
  const journey = await Journey.begin();
  await journey.fact('g-1', 'AccountGranted', '2025-05-01T00:00:00Z', {
    ...{ accountId: 'TTHC:an', grantId: 'g1', username: 'an', officialId: 'cb-1', system: 'TTHC', unitId: 'p1' },
    ...{ accountClass: 'ONE_STOP', roleClass: 'RECEPTION', holderType: 'CC', functions: [], fields: [] },
    validFrom: '2025-05-01T00:00:00Z',
  });
  const reporter = { 'X-Actor': 'official:nguoi-bao-tin' };
  const say = async (report: object) => {
    const body = { basis: 'tra cứu hộ người quen', at: '2025-05-06T00:00:00Z', ...report };
    const [{ data }] = (await journey.does('misuse:report', body, reporter)).events as [
      { data: { findingId: string } },
    ];
    return data.findingId;
  };
  const [ofAccount, ofOfficial] = [
    await say({ accountId: 'TTHC:an' }),
    await say({ officialId: 'cb-2', unitId: 'p2' }),
  ];

  const both = [ofAccount, ofOfficial].sort();
  expect(await journey.findings('MISUSE')).toEqual(both);
  const asked = {
    'accountId=TTHC:an': [ofAccount],
    'officialId=cb-1': [ofAccount],
    'officialId=cb-2': [ofOfficial],
    'unitId=p1': [ofAccount],
    'unitId=p2': [ofOfficial],
    'severity=high': both,
    'severity=medium': [],
    'state=standing': both,
    'state=withdrawn': [],
    'asOf=2025-05-05T00:00:00Z': [],
    'asOf=2025-05-06T00:00:00Z': both,
    [`subject=case:${ofAccount}`]: [ofAccount],
  };
  for (const [query, found] of Object.entries(asked)) {
    expect([query, (await journey.findings('MISUSE', `&${query}`)).sort()]).toEqual([query, found]);
  }
  const all = await journey.get('findings');
  expect(JSON.stringify([all, await journey.get(`findings/${ofAccount}`)])).not.toMatch(/nguoi-bao-tin|seal:/);

  expect(await journey.caseOf(ofAccount)).toMatchObject({
    state: 'new',
    finding: { code: 'MISUSE', state: 'standing', severity: 'high', accountId: 'TTHC:an', officialId: 'cb-1' },
    case: { ruleCode: 'MISUSE' },
  });
  expect((await journey.cases('state=new&rule=MISUSE')).sort()).toEqual(both);
  const triage = { findingId: ofAccount, reason: 'tin báo' };
  expect(await journey.refused('cases:triage', { ...triage, assignee: 'cb-1' })).toMatchObject({
    code: 'person-is-subject',
  });
  await journey.does('cases:triage', { ...triage, assignee: 'tt-1' });
  const one = { findingId: ofAccount, decidedBy: 'tt-1', reasonCode: 'insufficient-evidence' };
  expect(await journey.refused('cases:dismiss', one)).toMatchObject({ code: 'second-needed' });
  await journey.does('cases:dismiss', { ...one, second: 'tt-2' });
  expect((await journey.caseOf(ofAccount)).state).toBe('unproven');
  expect(await journey.findings('MISUSE', '&officialId=cb-1')).toEqual([ofAccount]);
  const rule = { ruleCode: 'MISUSE', owner: 'a', ticket: 't', reason: 'x', expiresAt: '2025-06-01T00:00:00Z' };
  expect((await journey.refused('suppressions:grant', rule)).status).toBe(400);
});

describe('many findings are triaged at once', () => {
  const ids = ['tc-1', 'tc-2', 'tc-3'];
  interface Each {
    counts: Record<string, number>;
    items: { id: string; status: string; code?: string; detail?: string; position?: string }[];
  }
  const triageAll = (server: TestServer, body: object, key = 'all') =>
    server.post('/v1/cases:triageAll', body, { 'Idempotency-Key': key });

  it('each alone: one that is refused is named, the others go on, and a re-send adds nothing', async () => {
    const { journey, found } = await withUnknownAccount(ids);
    await journey.does('cases:triage', { findingId: found[1], assignee: 'tt-1', reason: 'x' });
    const unknown = '00000000-0000-5000-8000-000000000000';
    const body = { findingIds: [...found, unknown], assignee: 'tt-1', reason: 'cùng một đợt' };
    const first = await triageAll(journey.server, body);
    expect(first.status).toBe(200);
    const { counts, items } = (await first.json()) as Each;
    expect(counts).toEqual({ decided: 2, replayed: 0, refused: 2 });
    expect(items.map(({ id, status, code }) => [id, status, code])).toEqual([
      [found[0], 'decided', undefined],
      [found[1], 'refused', 'triage-unchanged'],
      [found[2], 'decided', undefined],
      [unknown, 'refused', 'finding-unknown'],
    ]);
    expect(items[3].detail).toBe('Không có phát hiện nào như vậy.');
    const again = (await (await triageAll(journey.server, body)).json()) as Each;
    expect(again.counts).toEqual({ decided: 0, replayed: 2, refused: 2 });
    expect(again.items[0].position).toBe(items[0].position);
    const last = Number(items[2].position);
    expect((await journey.get<{ head: string }>(`views`)).head).toBe(String(last));
  });

  it('the same key with another body is refused for each', async () => {
    const { journey, found } = await withUnknownAccount(ids);
    await triageAll(journey.server, { findingIds: found, assignee: 'tt-1', reason: 'x' });
    const other = (await (
      await triageAll(journey.server, { findingIds: found, assignee: 'tt-2', reason: 'x' })
    ).json()) as Each;
    expect(new Set(other.items.map(({ code }) => code))).toEqual(new Set(['idempotency-key-reused']));
  });

  it.each([
    ['no list', {}],
    ['an empty list', { findingIds: [] }],
    ['more than 500', { findingIds: Array.from({ length: 501 }, (_, i) => `f-${i}`) }],
    ['what are no ids', { findingIds: [1] }],
  ])('%s is a wrong body', async (_, more) => {
    const server = await startServer();
    const answer = await triageAll(server, { assignee: 'tt-1', reason: 'x', ...more });
    expect([answer.status, (await json(answer)).code]).toEqual([400, 'body-invalid']);
  });

  it('without a key it is refused, and with a wrong field each is', async () => {
    const server = await startServer();
    const without = await server.post('/v1/cases:triageAll', { findingIds: ['f-1'] });
    expect([without.status, (await json(without)).code]).toEqual([400, 'idempotency-key-required']);
    const { items } = (await (await triageAll(server, { findingIds: ['f-1'], assignee: 7 })).json()) as Each;
    expect(items).toMatchObject([{ id: 'f-1', status: 'refused', code: 'body-invalid' }]);
  });
});

it('a suppression marks findings for its time, hides none, and is never of a use after revocation', async () => {
  const { journey, found } = await withUnknownAccount();
  const grant = {
    suppressionId: 's-1', ruleCode: 'V-08', scope: { unitId: 'u-1' }, owner: 'cb-9', ticket: 'T-1',
    startsAt: '2025-05-01T00:00:00Z', expiresAt: '2025-07-30T00:00:00Z', residualCoverage: 'đối chiếu hằng tuần',
  }; // prettier-ignore
  expect(await journey.refused('suppressions:grant', { ...grant, ruleCode: 'V-07' })).toMatchObject({
    code: 'never-suppressed',
  });
  const late = { ...grant, expiresAt: '2025-07-30T00:00:01Z' };
  expect(await journey.refused('suppressions:grant', late)).toMatchObject({ code: 'suppression-too-long' });
  await journey.does('suppressions:grant', grant);
  const then = '&asOf=2025-06-01T00:00:00Z';
  const { items } = await journey.get<{ items: { suppressedBy?: string[] }[] }>(`findings?rule=V-08${then}`);
  expect(items.map(({ suppressedBy }) => suppressedBy)).toEqual([['s-1']]);
  expect(await journey.findings('V-08', `&suppressed=false${then}`)).toEqual([]);
  expect(await journey.findings('V-08', `&suppressed=true${then}`)).toEqual(found);
  expect(await journey.findings('V-08', '&suppressed=false')).toEqual(found);
  expect(await journey.get(`suppressions?state=active${then}`)).toMatchObject({ items: [{ suppressionId: 's-1' }] });
  await journey.does('suppressions:end', {
    suppressionId: 's-1',
    endedBy: 'cb-9',
    reason: 'x',
    occurredAt: '2025-05-20T00:00:00Z',
  });
  expect(await journey.findings('V-08', `&suppressed=true${then}`)).toEqual([]);
});

describe('what a profile orders', () => {
  const everyMs = 5;
  const orders = { orders: { everyMs } };

  /** Sets the profile of u-1; both orders are given where nothing else is said. */
  const profile = (journey: Journey, params: object = { suspendOnDetection: cited, revokeOnConfirm: cited }) =>
    journey.does('policies:set', {
      profileId: 'p', title: 'p', unitScope: ['u-1'], effectiveFrom: '2025-01-01T00:00:00Z', clauses: ['R42', 'R79'],
      params, otherRules: 'assumed',
    }); // prettier-ignore
  const cited = { value: 1, clause: 'R79' };

  const grant = (journey: Journey, name: string, unitId: string) =>
    journey.fact(`g-${name}`, 'AccountGranted', '2025-02-01T02:00:00Z', {
      accountId: `TTHC:${name}`, grantId: `g-${name}`, username: name, officialId: `cb-${name}`, system: 'TTHC', unitId,
      accountClass: 'ONE_STOP', roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'],
      fields: ['fullName'], validFrom: '2025-02-01T02:00:00Z', imported: true,
    }); // prettier-ignore
  const used = (journey: Journey, name: string, unitId: string) =>
    journey.fact(
      `tc-${name}`,
      'LookupPerformed',
      '2025-05-06T02:03:04Z',
      lookup(`tc-${name}`, { accountId: `TTHC:${name}`, unitId }).data,
    );

  /** An account that was used while it stood still, and goes on since: V-07, critical for ever. */
  async function usedWhileSuspended(journey: Journey, name: string, unitId = 'u-1'): Promise<string> {
    const [accountId, grantId] = [`TTHC:${name}`, `g-${name}`];
    await grant(journey, name, unitId);
    const still = { accountId, grantId, cause: 'absence', by: 'ld-1', effectiveAt: '2025-05-05T02:00:00Z' };
    await journey.fact(`s-${name}`, 'AccountSuspended', '2025-05-05T02:00:00Z', still);
    const on = { accountId, grantId, by: 'ld-1', reason: 'đi làm lại', effectiveAt: '2025-05-07T02:00:00Z' };
    await journey.fact(`r-${name}`, 'AccountReinstated', '2025-05-07T02:00:00Z', on);
    await used(journey, name, unitId);
    const [findingId] = await journey.findings('V-07', `&accountId=${accountId}&severity=critical`);
    return findingId;
  }

  type Act = { type: string; occurredAt: string; data: object; actor: object };
  const acts = async (journey: Journey, name: string): Promise<Act[]> => {
    const { items } = await journey.get<{ items: { event: Act }[] }>(`accounts/TTHC:${name}/history`);
    const halts = ['AccountSuspended', 'AccountReinstated', 'AccountRevoked'];
    return items
      .map(({ event }) => event)
      .filter(({ type, occurredAt }) => halts.includes(type) && occurredAt > '2025-06');
  };
  const typesOf = async (journey: Journey, name: string) => (await acts(journey, name)).map(({ type }) => type);
  const halted = async (journey: Journey, name: string, least = 1) => {
    while ((await acts(journey, name)).length < least) await new Promise(setImmediate);
    return acts(journey, name);
  };

  it('an account is suspended as soon as something critical is found of it, once', async () => {
    const journey = await Journey.begin(orders);
    await profile(journey);
    const findingId = await usedWhileSuspended(journey, 'an');
    const [{ type, data, actor }] = await halted(journey, 'an');
    expect({ type, actor }).toEqual({ type: 'AccountSuspended', actor: { kind: 'admin', id: 'ledger' } });
    expect(data).toMatchObject({ cause: 'violation', by: 'ledger', caseId: findingId });

    const reinstated = {
      accountId: 'TTHC:an',
      by: 'ld-1',
      reason: 'đã đổi mật khẩu',
      effectiveAt: '2099-01-01T00:00:00Z',
    };
    await journey.does('accounts:reinstate', reinstated, { 'If-Match': '"account-TTHC%3Aan@4"' });
    // Another server has forgotten what it carried out; the next account shows that it has looked.
    const next = await journey.restart(orders);
    await usedWhileSuspended(next, 'binh');
    await halted(next, 'binh');
    expect(await typesOf(next, 'an')).toEqual(['AccountSuspended', 'AccountReinstated']);
  });

  it('nothing is suspended of a unit whose profile does not order it, nor against what somebody decided', async () => {
    const journey = await Journey.begin(orders);
    const kept = await usedWhileSuspended(journey, 'an');
    const dismissed = await usedWhileSuspended(journey, 'binh');
    await usedWhileSuspended(journey, 'chi', 'u-2');
    for (const findingId of [kept, dismissed])
      await journey.does('cases:triage', { findingId, assignee: 'tt-1', reason: 'x' });
    await journey.does('cases:dismiss', {
      findingId: dismissed,
      reasonCode: 'test',
      decidedBy: 'tt-1',
      second: 'tt-2',
    });
    const confirmed = { findingId: kept, reasonCode: 'neglect', decidedBy: 'tt-1', secrecyBy: 'PA05' };
    await journey.does('cases:confirm', confirmed);
    await journey.does('cases:keepAccount', { findingId: kept, decidedBy: 'ld-1', reason: 'trực một mình' });
    await profile(journey);
    await usedWhileSuspended(journey, 'dung');
    await halted(journey, 'dung');
    for (const name of ['an', 'binh', 'chi']) expect([name, await typesOf(journey, name)]).toEqual([name, []]);
  });

  it('an account is revoked once a violation is confirmed of it', async () => {
    const journey = await Journey.begin(orders);
    await profile(journey, { revokeOnConfirm: cited });
    const findingId = await usedWhileSuspended(journey, 'an');
    await journey.does('cases:triage', { findingId, assignee: 'tt-1', reason: 'x' });
    expect(await typesOf(journey, 'an')).toEqual([]);
    const confirmed = { findingId, reasonCode: 'neglect', decidedBy: 'tt-1', secrecyBy: 'PA05' };
    await journey.does('cases:confirm', confirmed);
    const [{ type, data }] = await halted(journey, 'an');
    expect({ type, data }).toMatchObject({
      type: 'AccountRevoked',
      data: { cause: 'violation', accountId: 'TTHC:an' },
    });
  });
});
