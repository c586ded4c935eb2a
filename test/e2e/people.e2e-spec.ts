import { json, startServer, stopAll, type TestServer } from './server.js';

let server: TestServer;
let keys = 0;
beforeAll(async () => {
  server = await startServer();
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

const official = (officialId: string, unitId = 'u-1') => ({
  officialId, displayName: 'An', holderType: 'CC', unitId, duty: 'một cửa', citizenToken: '001099000777',
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
    expect(await recorded('focalPoints:appoint', focal)).toEqual(['FocalPointAppointed']);
    expect(await refused('focalPoints:appoint', { ...focal, focalId: 'f-2' })).toEqual([409, 'focal-points-overlap']);
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
  });
});
