import { MemoryLog, fromLogged } from '@app/ledger';
import { json, startServer, stopAll, type TestServer } from './server.js';

const log = new MemoryLog();
let server: TestServer;
let keys = 0;
beforeAll(async () => {
  server = await startServer({ log });
});
afterAll(stopAll);

/** Gives a command under a key of its own. */
const give = (route: string, body: object) =>
  server.post(`/v1/${route}`, body, { 'Idempotency-Key': `k-${(keys += 1)}` });
/** What a command recorded: the types of its events. */
async function recorded(route: string, body: object): Promise<unknown> {
  const answer = await json(give(route, body));
  return (answer.events as { type: string }[] | undefined)?.map(({ type }) => type) ?? answer;
}
/** How a command was refused. */
async function refused(route: string, body: object): Promise<unknown> {
  const response = await give(route, body);
  return [response.status, (await json(response)).code];
}
/** What a thing's events come to, after all commands so far. */
const told = async (path: string) =>
  json(server.get(`/v1/${path}${path.includes('?') ? '&' : '?'}minPosition=${await head()}`));
const head = async () => (await json(server.get('/v1/views'))).head as string;

const official = (officialId: string) => ({
  officialId, displayName: 'An', holderType: 'CC', unitId: 'u-1', duty: 'một cửa', citizenToken: '001099000777',
}); // prettier-ignore

describe('what a unit does about its people', () => {
  const left = { changeId: 'c-1', officialId: 'cb-1', kind: 'left', effectiveAt: '2025-03-01T00:00:00+07:00' };
  const notice = {
    changeId: 'c-1',
    officialId: 'cb-1',
    to: 'CATP',
    channel: 'zalo',
    sentAt: '2025-03-03T08:00:00+07:00',
  };
  const briefing = { officialId: 'cb-2', directiveId: '5555/UBND', at: '2025-03-01T08:00:00+07:00', method: 'meeting' };

  it('tells of a change that was recorded, and of no other', async () => {
    await give('officials:register', official('cb-1'));
    expect(await refused('officials:notifyChange', notice)).toEqual([409, 'change-unknown']);
    await give('officials:change', left);
    expect(await recorded('officials:notifyChange', notice)).toEqual(['ChangeNotified']);
  });

  it('has officials acknowledge what they must know', async () => {
    expect(await refused('officials:acknowledgeBriefing', briefing)).toEqual([409, 'official-unknown']);
    await give('officials:register', official('cb-2'));
    expect(await recorded('officials:acknowledgeBriefing', briefing)).toEqual(['BriefingAcknowledged']);
    expect(await recorded('officials:signConfidentiality', briefing)).toEqual(['ConfidentialitySigned']);
    expect(await recorded('officials:acknowledgeMonitoring', briefing)).toEqual(['MonitoringNoticeAcknowledged']);
    expect(await refused('officials:acknowledgeBriefing', briefing)).toEqual([409, 'already-acknowledged']);
  });

  it('appoints one focal point who serves', async () => {
    const focal = {
      focalId: 'f-1',
      unitId: 'u-1',
      officialId: 'cb-2',
      decisionNo: '7/QD',
      validFrom: '2025-04-01T00:00:00Z',
    };
    expect(await refused('focalPoints:appoint', { ...focal, officialId: 'cb-1' })).toEqual([409, 'official-left']);
    const occurredAt = '2025-03-20T00:00:00Z';
    expect(await recorded('focalPoints:appoint', { ...focal, occurredAt })).toEqual(['FocalPointAppointed']);
    expect(await refused('focalPoints:appoint', { ...focal, focalId: 'f-2' })).toEqual([409, 'focal-points-overlap']);
    expect(await told('focalPoints/u-1?asOf=2025-04-01T00:00:00Z')).toMatchObject({
      serving: [{ officialId: 'cb-2' }],
    });
    expect(await told('focalPoints/u-1?asOf=2025-03-31T00:00:00Z')).toMatchObject({ serving: [] });
  });

  it('sends the list of users that its hash proves', async () => {
    const list = {
      listId: 'l-1', to: 'C06', sentAt: '2025-04-02T00:00:00Z', asOf: '2025-04-01T00:00:00Z', count: 1, part: 1, of: 1,
      accountIds: ['TTHC:AN'], listHash: 'fb2fc3af6f5eb4a1a07ba5bd3dfcb34ad51f5e1f5ff3e8d4d7e6ad84b6c5f1a0',
    }; // prettier-ignore
    expect(await refused('userLists:submit', list)).toEqual([409, 'list-hash-differs']);
    // echo -n '["TTHC:an"]' | sha256sum
    const listHash = 'db5fd60d5383a4567e89d8a866cb2a55117ff818182ab377ef13abd7e4d9e334';
    expect(await recorded('userLists:submit', { ...list, listHash })).toEqual(['UserListSubmitted']);
    expect(await told('userLists/l-1')).toMatchObject({ status: 'complete', stated: { to: 'C06', count: 1 } });
  });
});

describe('what is said about accounts', () => {
  const request = { accountId: 'TTHC:chi', cause: 'transfer', by: 'cb-2', to: 'VNPT', at: '2025-05-01T00:00:00Z' };
  const report = {
    reportId: 'r-1',
    accountId: 'TTHC:chi',
    reporterSealed: 'seal:2f6c1d0b9a7e4835',
    basis: 'hai người',
  };
  const granted = {
    accountId: 'TTHC:chi', grantId: 'g-chi', username: 'chi', officialId: 'cb-2', system: 'TTHC', unitId: 'u-1',
    accountClass: 'ONE_STOP', roleClass: 'RECEPTION', holderType: 'CC', functions: ['F'], fields: [], approvedBy: 'cb-9',
    validFrom: '2025-01-01T00:00:00Z',
  }; // prettier-ignore

  it('asks the operator to end a grant, and reports its sharing under seal', async () => {
    expect(await refused('accounts:requestRevocation', request)).toEqual([409, 'not-granted']);
    expect(await refused('accounts:reportSharing', report)).toEqual([409, 'account-unknown']);
    await give('accounts:grant', granted);
    expect(await recorded('accounts:requestRevocation', request)).toEqual(['RevocationRequested']);
    expect(await refused('accounts:requestRevocation', request)).toEqual([409, 'revocation-requested']);
    expect(await recorded('accounts:reportSharing', report)).toEqual(['AccountSharingReported']);
    expect(await refused('accounts:reportSharing', { ...report, reporterSealed: 'cb-7' })).toEqual([
      400,
      'body-invalid',
    ]);
  });

  it('counts them in an inventory', async () => {
    const counts = [{ accountClass: 'ONE_STOP', status: 'active', count: 1 }];
    const count = {
      inventoryId: 'n-1',
      unitId: 'u-1',
      asOf: '2025-05-01T00:00:00Z',
      rowsHash: 'a'.repeat(64),
      counts,
      by: 'cb-2',
    };
    expect(await refused('inventories:submit', { ...count, counts: [...counts, ...counts] })).toEqual([
      409,
      'counted-twice',
    ]);
    expect(await recorded('inventories:submit', count)).toEqual(['AccountInventorySubmitted']);
  });

  it('publishes once what passwords must be like', async () => {
    const policy = {
      policyVersion: 'MK-1',
      effectiveFrom: '2025-11-06T00:00:00Z',
      minLength: 14,
      classes: 4,
      history: 10,
      maxAgeDays: 90,
    };
    expect(await recorded('passwordPolicies:publish', policy)).toEqual(['PasswordPolicyPublished']);
    expect(await refused('passwordPolicies:publish', policy)).toEqual([409, 'already-stated']);
    expect(await told('passwordPolicies/MK-1')).toMatchObject({ status: 'inForce', policy: { minLength: 14 } });
    expect((await server.get('/v1/passwordPolicies/MK-2')).status).toBe(404);
  });

  it('takes a failed login and a printed result as the facts that they are, of nobody known', async () => {
    const fact = (type: string, data: object) =>
      json(
        server.fact({
          specversion: '1.0',
          source: 'TTHC',
          time: '2025-05-02T00:00:00Z',
          id: type,
          type: `vn.accessledger.${type}.v1`,
          data,
        }),
      );
    const failed = { accountId: 'TTHC:nobody', amr: ['pwd'], reason: 'secret' };
    const printed = { accountId: 'TTHC:nobody', lookupId: 'tc-9', channel: 'print', pages: 2 };
    expect(await fact('LoginFailed', failed)).toMatchObject({ counts: { recorded: 1 } });
    expect(await fact('LookupResultExported', printed)).toMatchObject({ counts: { recorded: 1 } });
  });
});

describe('an act of two persons', () => {
  it('is agreed to by another than who asked', async () => {
    const asked = { approvalId: 'p-1', act: 'DismissViolation', subject: 'f-1', first: 'cb-1' };
    expect(await recorded('approvals:request', asked)).toEqual(['ApprovalRequested']);
    expect(await refused('approvals:give', { approvalId: 'p-1', second: 'cb-1' })).toEqual([409, 'second-is-first']);
    expect(await json(give('approvals:give', { approvalId: 'p-1', second: 'cb-2' }))).toMatchObject({
      events: [{ type: 'ApprovalGiven', data: { ...asked, second: 'cb-2' } }],
    });
    expect(await refused('approvals:refuse', { approvalId: 'p-1', second: 'cb-3', reason: 'chậm' })).toEqual([
      409,
      'approval-answered',
    ]);
    expect(await told('approvals/p-1')).toMatchObject({ status: 'given', request: asked });
  });
});

describe('the computers that citizens are looked up from', () => {
  let before = '';
  const pc = { deviceId: 'pc-1', unitId: 'u-1', serialHash: 'sha256:s1' };
  const scan = {
    deviceId: 'pc-2',
    by: 'ca-1',
    byUnitId: 'CATP',
    result: 'pass',
    findings: [],
    reportHash: 'b'.repeat(64),
  };

  it('are registered, one of a serial number, and replaced', async () => {
    const registered = await json(give('devices:register', pc));
    expect(registered).toMatchObject({ events: [{ type: 'DeviceRegistered' }] });
    before = String(registered.position);
    expect(await refused('devices:register', { ...pc, deviceId: 'pc-2' })).toEqual([409, 'serial-in-use']);
    const anew = { ...pc, deviceId: 'pc-2', oldDeviceId: 'pc-1' };
    expect(await recorded('devices:replace', anew)).toEqual(['DeviceReplaced']);
    expect(await refused('devices:decommission', { deviceId: 'pc-1', reason: 'unused' })).toEqual([
      409,
      'device-decommissioned',
    ]);
  });

  it('are scanned by the police on request, not by an official of the unit', async () => {
    const sent = { deviceId: 'pc-2', to: 'CATP', sentAt: '2025-05-01T00:00:00Z' };
    expect(await recorded('devices:notifyChange', { ...sent, channel: 'van ban' })).toEqual(['DeviceChangeNotified']);
    expect(await recorded('devices:requestScan', { ...sent, scanRequestId: 'y-1' })).toEqual(['ScanRequested']);
    expect(await refused('devices:scan', { ...scan, by: 'cb-2', byUnitId: 'u-9' })).toEqual([409, 'scanner-of-unit']);
    const occurredAt = '2025-05-02T00:00:00.000Z';
    expect(await recorded('devices:scan', { ...scan, scanRequestId: 'y-1', occurredAt })).toEqual(['DeviceScanned']);
  });

  it('are seen protected, licensed and locked', async () => {
    const seen = { deviceId: 'pc-2', product: 'EDR', at: '2025-05-01T00:00:00Z' };
    expect(await recorded('devices:observeProtection', { ...seen, status: 'on' })).toEqual([
      'EndpointProtectionObserved',
    ]);
    expect(await recorded('devices:checkLicence', { ...seen, status: 'valid' })).toEqual(['SoftwareLicenceChecked']);
    expect(await recorded('devices:observeLock', { ...seen, status: 'locked' })).toEqual(['DeviceLockObserved']);
    expect(await refused('devices:observeLock', { ...seen, deviceId: 'pc-9', status: 'off' })).toEqual([
      409,
      'device-unknown',
    ]);
  });

  it('are told by their registration, their end and their last scan, as known at any moment', async () => {
    expect(await told('devices/pc-1')).toMatchObject({ status: 'decommissioned', replacedBy: 'pc-2', lastScan: null });
    expect(await told(`devices/pc-1?knownAt=${before}`)).toMatchObject({ status: 'registered', replacedBy: null });
    expect(await told('devices/pc-2')).toMatchObject({
      status: 'registered',
      registration: { unitId: 'u-1', oldDeviceId: 'pc-1' },
      lastScan: { result: 'pass', at: '2025-05-02T00:00:00.000Z' },
    });
    expect((await server.get('/v1/devices/pc-9')).status).toBe(404);
  });
});

describe('citizens who are protected', () => {
  const entry = {
    entryId: 'e-1', subjectToken: '001099000777', category: 'complainant', basis: '12/KH-TTr', validFrom: '2025-03-01T00:00:00Z',
    validTo: '2025-09-01T00:00:00Z', by: 'cb-1', by2: 'cb-2',
  }; // prettier-ignore
  const removal = { entryId: 'e-1', effectiveAt: '2025-05-01T00:00:00Z', reason: 'xong', by: 'cb-1', by2: 'cb-2' };

  it('are listed and taken off by two persons; the ledger never has the number', async () => {
    expect(await refused('protectedList:add', { ...entry, by2: 'cb-1' })).toEqual([409, 'second-is-first']);
    expect(await refused('protectedList:add', { ...entry, validTo: undefined })).toEqual([400, 'body-invalid']);
    const added = JSON.stringify(await json(give('protectedList:add', entry)));
    expect(added).toMatch(/"subjectToken":"k1\.[\w-]{43}"/);
    expect(added).not.toContain(entry.subjectToken);
    expect(await recorded('protectedList:remove', removal)).toEqual(['ProtectedListEntryRemoved']);
    expect(await refused('protectedList:remove', removal)).toEqual([409, 'entry-removed']);
  });

  it('keep their tokens together when a number becomes another', async () => {
    const type = 'vn.accessledger.SubjectAliasLinked.v1';
    const data = { tokenOld: '031099888', tokenNew: entry.subjectToken, reason: 'cmndToCccd' };
    const linked = { specversion: '1.0', source: 'TTHC', time: '2025-05-02T00:00:00Z', id: 'lk-1', type, data };
    expect(await json(server.fact(linked))).toMatchObject({ counts: { recorded: 1 } });
    const stored = (await log.readAll(0, 1000)).map(fromLogged);
    const tokens = stored.find((event) => event.type === 'SubjectAliasLinked')?.data;
    const listed = stored.find((event) => event.type === 'ProtectedListEntryAdded')?.data as { subjectToken: string };
    expect(tokens).toMatchObject({ tokenNew: listed.subjectToken, reason: 'cmndToCccd' });
    expect(JSON.stringify(stored)).not.toMatch(/031099888|001099000777/);
  });
});

describe('support', () => {
  it('has a ticket for what it may look into', async () => {
    const opening = { system: 'TTHC', ticketId: 't-1', openedAt: '2025-05-01T00:00:00Z', assignees: ['cb-2'] };
    expect(await refused('supportTickets:open', opening)).toEqual([409, 'ticket-scope-needed']);
    expect(await recorded('supportTickets:open', { ...opening, accountId: 'TTHC:chi' })).toEqual([
      'SupportTicketOpened',
    ]);
    const closing = { system: 'TTHC', ticketId: 't-1', closedAt: '2025-05-01T03:00:00Z' };
    expect(await recorded('supportTickets:close', closing)).toEqual(['SupportTicketClosed']);
    expect(await refused('supportTickets:close', closing)).toEqual([409, 'ticket-closed']);
  });

  it('logs a difficulty and reports it upwards', async () => {
    const report = { issueId: 'v-1', to: 'UBND quan', sentAt: '2025-05-01T00:00:00Z', reason: 'vượt thẩm quyền' };
    expect(await refused('supportIssues:escalate', report)).toEqual([409, 'issue-unknown']);
    const issue = { issueId: 'v-1', unitId: 'u-1', by: 'cb-2', summary: 'máy chưa có bản quyền' };
    expect(await recorded('supportIssues:log', issue)).toEqual(['SupportIssueLogged']);
    expect(await recorded('supportIssues:escalate', report)).toEqual(['SupportIssueEscalated']);
    expect(await told('supportIssues/v-1')).toMatchObject({ status: 'escalated', escalatedTo: [{ to: 'UBND quan' }] });
  });
});
