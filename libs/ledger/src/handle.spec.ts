import { Refused } from './decider.js';
import { exampleAccount } from './decider-example.js';
import { LogUnavailable, type EventLog } from './event-log.js';
import { Contended, handle, KeyReused, Stale, type Act } from './handle.js';
import { MemoryLog } from './memory-log.js';

const accountId = 'TTHC:an';
const stream = 'account-TTHC%3Aan';
const open = { accountId, officialId: 'an' };
const close = { accountId, reasons: ['left', 'asked'] };

function act(key: string, more: Partial<Act> = {}): Act {
  return {
    actor: { kind: 'admin', id: 'binh' },
    command: { name: 'Any', key, hash: `hash of ${key}` },
    occurredAt: '2025-01-02T00:00:00.000Z',
    recordedAt: '2025-01-02T00:00:01.000Z',
    eventId: (index) => `${key}-${index}`,
    ...more,
  };
}

describe('handle', () => {
  let log: MemoryLog;
  beforeEach(() => (log = new MemoryLog()));
  const opening = (a = act('k1'), on: EventLog = log) => handle(on, exampleAccount, 'OpenAccount', open, a);
  const closing = (a = act('k2'), on: EventLog = log) => handle(on, exampleAccount, 'CloseAccount', close, a);
  const types = async () => (await log.read(stream)).map(({ type }) => type);

  // A log before whose next appends other writers come first.
  function racing(...others: (() => Promise<unknown>)[]): EventLog {
    return Object.create(log, {
      append: {
        value: async (...args: Parameters<EventLog['append']>) => {
          await others.shift()?.();
          return log.append(...args);
        },
      },
    }) as EventLog;
  }

  it('stores what was decided, and says where', async () => {
    expect(await opening()).toEqual({
      stream,
      version: 1,
      position: 1,
      replayed: false,
      events: [
        {
          eventId: 'k1-0',
          stream,
          version: 0,
          type: 'AccountOpened',
          schemaVersion: 1,
          occurredAt: '2025-01-02T00:00:00.000Z',
          recordedAt: '2025-01-02T00:00:01.000Z',
          actor: { kind: 'admin', id: 'binh' },
          command: { name: 'Any', key: 'k1', hash: 'hash of k1' },
          data: open,
        },
      ],
    });
    expect(await closing()).toMatchObject({ version: 4, position: 4 });
    expect(await types()).toEqual(['AccountOpened', 'ReasonGiven', 'ReasonGiven', 'AccountClosed']);
    expect((await log.read(stream)).map(({ eventId, version }) => [eventId, version])).toEqual([
      ['k1-0', 0],
      ['k2-0', 1],
      ['k2-1', 2],
      ['k2-2', 3],
    ]);
  });

  it('writes nothing when it refuses', async () => {
    await expect(closing()).rejects.toThrow(new Refused('this account is not open'));
    expect(await types()).toEqual([]);
  });

  it('takes a command that decides nothing for a mistake', async () => {
    const silent = { ...exampleAccount, decide: { ...exampleAccount.decide, OpenAccount: () => [] } };
    await expect(handle(log, silent, 'OpenAccount', open, act('k'))).rejects.toThrow('decided nothing');
  });

  it('answers a re-send with the stored events, also after others, and writes nothing', async () => {
    await opening();
    const first = await closing();
    const again = await closing(act('k2', { recordedAt: '2030-01-01T00:00:00.000Z', eventId: () => 'another' }));
    expect(again).toEqual({ ...first, replayed: true });
    const openedAgain = await opening();
    expect(openedAgain).toMatchObject({ version: 1, position: 1, replayed: true });
    expect(openedAgain.events).toHaveLength(1);
    expect(openedAgain.events[0]).not.toHaveProperty('position');
    expect(await types()).toHaveLength(4);
  });

  it('answers a re-send also when its If-Match is the version before it', async () => {
    await opening(act('k1', { ifVersion: 0 }));
    expect(await opening(act('k1', { ifVersion: 0 }))).toMatchObject({ replayed: true });
  });

  it('refuses a key that came before with another body', async () => {
    await opening();
    const other = act('k1', { command: { name: 'Any', key: 'k1', hash: 'other' } });
    await expect(opening(other)).rejects.toThrow(KeyReused);
    await expect(closing(other)).rejects.toThrow(KeyReused);
    expect(await types()).toHaveLength(1);
  });

  it.each([
    { kind: 'admin', id: 'chi' },
    { kind: 'police', id: 'binh' },
  ] as const)('takes the same key of another actor ($kind $id) for another command', async (actor) => {
    await opening();
    expect(await closing(act('k1', { actor }))).toMatchObject({ replayed: false });
  });

  it('says Stale when the stream is not at the version that the caller saw', async () => {
    await opening();
    await expect(closing(act('k2', { ifVersion: 0 }))).rejects.toThrow(Stale);
    await expect(closing(act('k2', { ifVersion: 2 }))).rejects.toThrow(Stale);
    expect(await types()).toHaveLength(1);
    await closing(act('k2', { ifVersion: 1 }));
  });

  it('decides again on what the winner of a lost race stored', async () => {
    await opening();
    await expect(
      closing(
        act('k2'),
        racing(() => closing(act('k3'))),
      ),
    ).rejects.toThrow('this account is not open');
    expect((await log.read(stream)).filter(({ type }) => type === 'AccountClosed')).toHaveLength(1);
  });

  it('goes through after a lost race when the rules still allow it', async () => {
    const rules = { ...exampleAccount, decide: { ...exampleAccount.decide, OpenAccount: opened } };
    const again = (key: string, on: EventLog) => handle(on, rules, 'OpenAccount', open, act(key));
    const decided = await again(
      'k2',
      racing(() => again('k3', log)),
    );
    expect(decided).toMatchObject({ version: 2, position: 2, events: [{ version: 1, eventId: 'k2-0' }] });
  });

  it('says Stale when the race was lost to a change that the caller had not seen', async () => {
    await opening();
    const late = closing(
      act('k2', { ifVersion: 1 }),
      racing(() => closing(act('k3'))),
    );
    await expect(late).rejects.toThrow(Stale);
  });

  it('answers both of two re-sends that race, and stores one', async () => {
    const first = await opening(
      act('k1'),
      racing(() => opening(act('k1'))),
    );
    expect(first).toMatchObject({ replayed: true, version: 1 });
    expect(await types()).toEqual(['AccountOpened']);
  });

  it('says Contended when others win five times, having written nothing', async () => {
    const rules = { ...exampleAccount, decide: { ...exampleAccount.decide, OpenAccount: opened } };
    const other = (i: number) => () => handle(log, rules, 'OpenAccount', open, act(`other-${i}`));
    const busy = racing(...Array.from({ length: 5 }, (_, i) => other(i)));
    await expect(handle(busy, rules, 'OpenAccount', open, act('mine'))).rejects.toThrow(Contended);
    expect((await log.read(stream)).map(({ eventId }) => eventId)).not.toContain('mine-0');
    const calmer = racing(...Array.from({ length: 4 }, (_, i) => other(i + 5)));
    expect(await handle(calmer, rules, 'OpenAccount', open, act('mine'))).toMatchObject({ version: 10 });
  });

  it('stores once what is sent again after an append whose outcome was unknown', async () => {
    await opening();
    const torn = Object.create(log, {
      append: {
        value: async (...args: Parameters<EventLog['append']>) => {
          await log.append(...args);
          throw new LogUnavailable('the answer was lost');
        },
      },
    }) as EventLog;
    await expect(closing(act('k2'), torn)).rejects.toThrow(LogUnavailable);
    expect(await closing(act('k2'))).toMatchObject({ replayed: true, version: 4, position: 4 });
    expect(await types()).toHaveLength(4);
  });

  it('does not take the place of one stream for that of another', async () => {
    await opening();
    const other = { accountId: 'TTHC', officialId: 'chi' };
    expect(await handle(log, exampleAccount, 'OpenAccount', other, act('k9'))).toMatchObject({
      stream: 'account-TTHC',
      version: 1,
      position: 2,
    });
  });
});

const opened = () => [{ type: 'AccountOpened' as const, data: open }];
