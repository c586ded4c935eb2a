import {
  Contended,
  fold,
  fromLogged,
  LogUnavailable,
  MemoryLog,
  Refused,
  streamName,
  toStored,
  type Act,
  type Appended,
  type EventLog,
  type Write,
} from '@app/ledger';
import { addMs } from '../time.js';
import { account, type GrantAccount } from './account.js';
import { grantAccount, revokeAccount } from './grant-account.js';
import { CrashingLog, everySchedule, interleaved } from '../interleaved.fixture.js';
import { reservation } from './reservation.js';

const t0 = '2025-03-01T00:00:00.000Z';
const grantOf = (username: string, over: Partial<GrantAccount> = {}): GrantAccount => ({
  accountId: `TTHC:${username}`,
  grantId: `g-${username}`,
  username,
  officialId: 'o1',
  system: 'TTHC',
  unitId: 'u1',
  accountClass: 'ONE_STOP',
  roleClass: 'RECEPTION',
  holderType: 'CC',
  functions: ['KIEM_TRA_TTCD'],
  fields: [],
  approvedBy: 'boss',
  validFrom: t0,
  ...over,
});
/** An act `afterMs` later than the first; two with one key are the same act sent again. */
const actOf = (key: string, afterMs = 0, hash = key): Act => ({
  actor: { kind: 'admin', id: 'a1' },
  command: { name: 'GrantAccount', key, hash },
  occurredAt: addMs(t0, afterMs),
  recordedAt: addMs(t0, afterMs),
  eventId: (index) => `${key}#${index}`,
});
const grants =
  (username: string, afterMs = 0) =>
  (log: EventLog) =>
    grantAccount(log, grantOf(username), actOf(username, afterMs));
const revokes = (username: string, afterMs: number) => (log: EventLog) =>
  revokeAccount(
    log,
    { accountId: `TTHC:${username}`, cause: 'dutyEnd', effectiveAt: addMs(t0, afterMs) },
    actOf(`revoke-${username}`, afterMs),
  );
const late = 60_000;

async function note(log: EventLog, type: string, data: { officialId: string }): Promise<void> {
  const stream = streamName('official', data.officialId);
  const version = (await log.read(stream)).length;
  const actor = { kind: 'system', id: 'HR' } as const;
  const eventId = `${stream}@${version}`;
  const event = { eventId, stream, version, type, schemaVersion: 1, occurredAt: t0, recordedAt: t0, actor, data };
  await log.append([{ stream, expected: version, events: [toStored(event)] }]);
}
async function withOfficial(): Promise<MemoryLog> {
  const log = new MemoryLog();
  await note(log, 'OfficialRegistered', { officialId: 'o1' });
  return log;
}
const change = (kind: string, afterMs: number) => ({ officialId: 'o1', kind, effectiveAt: addMs(t0, afterMs) });

async function streamOf(log: EventLog, category: string, id: string) {
  return (await log.read(streamName(category, id))).map(fromLogged);
}
/** The usernames whose grant runs; asserts that no event id occurs twice in the log. */
async function running(log: EventLog, ...usernames: string[]): Promise<string[]> {
  const ids = (await log.readAll(0, 1000)).map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBe(ids.length);
  const runs = usernames.map(async (username) => {
    const { grants, ended } = fold(account, await streamOf(log, 'account', `TTHC:${username}`));
    return [...grants.keys()].filter((grantId) => !ended.has(grantId)).map(() => username);
  });
  return (await Promise.all(runs)).flat();
}
const holderOf = async (log: EventLog) => fold(reservation, await streamOf(log, 'reservation', 'TTHC-o1')).holder;

describe('a grant', () => {
  it('cites the reservation that was written before it', async () => {
    const log = await withOfficial();
    const decided = await grants('an')(log);
    expect(decided.stream).toBe('account-TTHC%3Aan');
    expect(decided.events.map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'AccountGranted', data: { ...grantOf('an'), reservedAt: 1 } },
    ]);
    const types = (await log.readAll(0, 10)).map(({ type }) => type);
    expect(types).toEqual(['OfficialRegistered', 'AccountReserved', 'AccountGranted']);
  });
  it('answers a re-send with what was stored, even after the official has left', async () => {
    const log = await withOfficial();
    const first = await grants('an')(log);
    await note(log, 'HolderChanged', change('left', 0));
    expect(await grants('an', 5000)(log)).toEqual({ ...first, replayed: true });
    expect(await log.readAll(0, 10)).toHaveLength(4);
  });
  it('refuses a second account of the same official in the same system for ever, not in another system', async () => {
    const log = await withOfficial();
    await grants('an')(log);
    await expect(grants('an2', 10 * late)(log)).rejects.toThrow('already has an account');
    const elsewhere = grantOf('an', { accountId: 'LGSP:an', system: 'LGSP' });
    await expect(grantAccount(log, elsewhere, actOf('lgsp'))).resolves.toMatchObject({ replayed: false });
  });
  it('reserves nothing when its own rules refuse it', async () => {
    const log = await withOfficial();
    await expect(grantAccount(log, grantOf('an', { approvedBy: 'o1' }), actOf('k'))).rejects.toThrow(Refused);
    expect(await log.readAll(0, 10)).toHaveLength(1);
  });
  it('is refused to an official who is not registered', async () => {
    await expect(grants('an')(new MemoryLog())).rejects.toThrow('not registered');
  });
  it.each(['left', 'dutyEnded'])('is refused to an official after %s', async (kind) => {
    const log = await withOfficial();
    await note(log, 'HolderChanged', change(kind, 0));
    await expect(grants('an')(log)).rejects.toThrow('no longer serves');
  });
  it('is refused when the official will have left on its first day', async () => {
    const log = await withOfficial();
    await note(log, 'HolderChanged', change('left', 1000));
    const later = grantOf('an', { validFrom: addMs(t0, 1000) });
    await expect(grantAccount(log, later, actOf('an'))).rejects.toThrow('no longer serves');
  });
  it('is refused when it is dated back to before the official left', async () => {
    const log = await withOfficial();
    await note(log, 'HolderChanged', change('left', 1000));
    await expect(grants('an', 2000)(log)).rejects.toThrow('no longer serves');
  });
  it('is refused to an official who left, whatever absence is told of afterwards', async () => {
    const log = await withOfficial();
    await note(log, 'HolderChanged', change('left', -2000));
    await note(log, 'HolderChanged', change('absence', -1000));
    await expect(grants('an')(log)).rejects.toThrow('no longer serves');
  });
  it.each([
    ['came back', [change('left', -2000), change('added', -1000)]],
    ['came back, told in the other order', [change('added', -1000), change('left', -2000)]],
    ['will leave later', [change('left', 1000)]],
    ['is absent', [change('absence', -1000)]],
  ])('goes to an official who %s', async (_, changes) => {
    const log = await withOfficial();
    for (const data of changes) await note(log, 'HolderChanged', data);
    await expect(grants('an')(log)).resolves.toMatchObject({ replayed: false });
  });
});

describe('a revocation', () => {
  it('frees the official for another account', async () => {
    const log = await withOfficial();
    await grants('an')(log);
    await revokes('an', 1000)(log);
    expect(await holderOf(log)).toBeUndefined();
    const next = grantOf('an2', { validFrom: addMs(t0, 1000) });
    await expect(grantAccount(log, next, actOf('an2', 2000))).resolves.toMatchObject({ replayed: false });
    expect(await running(log, 'an', 'an2')).toEqual(['an2']);
  });
  it('that takes effect later keeps the reservation till then', async () => {
    const log = await withOfficial();
    await grants('an')(log);
    const ahead = { accountId: 'TTHC:an', cause: 'dutyEnd', effectiveAt: addMs(t0, late) };
    await revokeAccount(log, ahead, actOf('revoke'));
    await expect(grants('an2')(log)).rejects.toThrow('already has an account');
    const then = grantOf('an2', { validFrom: addMs(t0, late) });
    await expect(grantAccount(log, then, actOf('an2', 1))).resolves.toMatchObject({ replayed: false });
  });
  it('of an imported account, which has no reservation, releases nothing', async () => {
    const log = await withOfficial();
    await grants('an')(log);
    const stream = 'account-TTHC%3Aan9';
    const { position: _, ...granted } = fromLogged((await log.readAll(0, 10))[2]);
    const data = { ...grantOf('an9'), imported: true };
    const imported = { ...granted, stream, version: 0, eventId: 'import', data };
    await log.append([{ stream, expected: 0, events: [toStored(imported)] }]);
    await revokes('an9', 1000)(log);
    expect(await holderOf(log)).toEqual({ accountId: 'TTHC:an', grantId: 'g-an' });
  });
});

describe('whatever is interleaved', () => {
  // Each race starts from a fresh log; `before` is what happened till then.
  const races = {
    'two grants at once': { before: [], racers: [grants('an'), grants('an2')], winners: 1 },
    'a slow grant and one a minute later': { before: [], racers: [grants('an'), grants('an2', late)] },
    'two grants a minute after a third stopped half-way': {
      before: ['an0'],
      racers: [grants('an', late), grants('an2', late)],
      winners: 1,
    },
    'the half-way grant sent again and a contender': {
      before: ['an'],
      racers: [grants('an', late), grants('an2', late)],
    },
  };
  it.each(Object.entries(races))('%s do not both win', async (_, race) => {
    const runs = await everySchedule(3, async (schedule) => {
      const log = await withOfficial();
      for (const username of race.before) {
        await expect(grants(username)(new CrashingLog(log, 1, 'before'))).rejects.toThrow(LogUnavailable);
      }
      const run = await interleaved<unknown>(log, race.racers, schedule);
      for (const outcome of run.outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Refused);
      }
      const won = await running(log, 'an0', 'an', 'an2');
      expect(won).toHaveLength(run.outcomes.filter(({ status }) => status === 'fulfilled').length);
      if ('winners' in race) expect(won).toHaveLength(race.winners);
      expect(won.length).toBeLessThanOrEqual(1);
      const blocked = won.length === 0;
      if (blocked) await expect(grants('an3', 3 * late)(log)).resolves.toMatchObject({ replayed: false });
      else await expect(grants('an3', 3 * late)(log)).rejects.toThrow('already has an account');
      return run;
    });
    expect(runs).toBeGreaterThan(100);
  });
  it('one act sent twice at once grants once and answers both alike', async () => {
    await everySchedule(3, async (schedule) => {
      const log = await withOfficial();
      const run = await interleaved(log, [grants('an'), grants('an')], schedule);
      const answers = run.outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.events : outcome));
      expect(answers[0]).toEqual(answers[1]);
      expect(await running(log, 'an')).toEqual(['an']);
      return run;
    });
  });
  it('two acts for one account grant it once', async () => {
    await everySchedule(3, async (schedule) => {
      const log = await withOfficial();
      const again = (log: EventLog) => grantAccount(log, grantOf('an', { grantId: 'g2' }), actOf('again'));
      const run = await interleaved(log, [grants('an'), again], schedule);
      expect(run.outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await running(log, 'an')).toEqual(['an']);
      return run;
    });
  });
  it('a grant wins against a revocation only after it', async () => {
    await everySchedule(3, async (schedule) => {
      const log = await withOfficial();
      await grants('an')(log);
      const next = (log: EventLog) =>
        grantAccount(log, grantOf('an2', { validFrom: addMs(t0, 1000) }), actOf('an2', 1000));
      const run = await interleaved<unknown>(log, [revokes('an', 1000), next], schedule);
      const won = run.outcomes[1].status === 'fulfilled';
      expect(await running(log, 'an', 'an2')).toEqual(won ? ['an2'] : []);
      expect(await holderOf(log)).toEqual(won ? { accountId: 'TTHC:an2', grantId: 'g-an2' } : undefined);
      return run;
    });
  });
});

describe('a reservation that changes at every try', () => {
  class RestlessLog extends MemoryLog {
    private rivals = 0;
    override async append(writes: readonly Write[]): Promise<readonly Appended[]> {
      const [{ stream }] = writes;
      if (!stream.startsWith('reservation-')) return super.append(writes);
      const data = { officialId: 'o1', system: 'TTHC', accountId: 'TTHC:x', grantId: 'x' };
      const { actor, occurredAt, recordedAt } = actOf('rival');
      for (const type of ['AccountReserved', 'AccountReservationReleased']) {
        const version = (await this.read(stream)).length;
        const place = { eventId: `rival${this.rivals++}`, stream, version, type, schemaVersion: 1 };
        const event = toStored({ ...place, occurredAt, recordedAt, actor, data });
        await super.append([{ stream, expected: version, events: [event] }]);
      }
      return super.append(writes);
    }
  }
  it('is given up, with nothing granted', async () => {
    const log = new RestlessLog();
    await note(log, 'OfficialRegistered', { officialId: 'o1' });
    await expect(grants('an')(log)).rejects.toThrow(Contended);
    expect(await running(log, 'an')).toEqual([]);
  });
});

describe('wherever the writer crashes', () => {
  const points = [0, 1].flatMap((nth) => (['before', 'after'] as const).map((when) => [nth, when] as const));

  it.each(points)('at append %i, %s it: a re-send finishes the grant', async (nth, when) => {
    const log = await withOfficial();
    const crashing = new CrashingLog(log, nth, when);
    await expect(grants('an')(crashing)).rejects.toThrow(LogUnavailable);
    expect(crashing.crashed).toBe(true);
    const wasWritten = nth === 1 && when === 'after';
    expect((await grants('an', late)(log)).replayed).toBe(wasWritten);
    expect(await running(log, 'an')).toEqual(['an']);
  });
  it.each(points)('at append %i, %s it: another waits a minute at most', async (nth, when) => {
    const log = await withOfficial();
    await expect(grants('an')(new CrashingLog(log, nth, when))).rejects.toThrow(LogUnavailable);
    const nothingWritten = nth === 0 && when === 'before';
    const granted = nth === 1 && when === 'after';
    if (!nothingWritten) await expect(grants('an2', late - 1)(log)).rejects.toThrow('already has an account');
    if (granted) return expect(grants('an2', late)(log)).rejects.toThrow('already has an account');
    await expect(grants('an2', late)(log)).resolves.toMatchObject({ replayed: false });
    await expect(grants('an', late + 1)(log)).rejects.toThrow('already has an account');
    expect(await running(log, 'an', 'an2')).toEqual(['an2']);
  });
  it.each([0, 1, 2].flatMap((nth) => (['before', 'after'] as const).map((when) => [nth, when] as const)))(
    'in a take-over at append %i, %s it: it or the first can be sent again, or another takes over',
    async (nth, when) => {
      for (const next of ['an', 'an2', 'an3']) {
        const log = await withOfficial();
        await expect(grants('an')(new CrashingLog(log, 1, 'before'))).rejects.toThrow(LogUnavailable);
        await expect(grants('an2', late)(new CrashingLog(log, nth, when))).rejects.toThrow(LogUnavailable);
        const granted = nth === 2 && when === 'after';
        if (granted && next !== 'an2') continue;
        await expect(grants(next, 2 * late)(log)).resolves.toMatchObject({ replayed: granted });
        expect(await running(log, 'an', 'an2', 'an3')).toEqual([next]);
      }
    },
  );
  it('between revocation and release: the next grant and a re-send both go through', async () => {
    for (const when of ['before', 'after'] as const) {
      const log = await withOfficial();
      await grants('an')(log);
      await expect(revokes('an', 1000)(new CrashingLog(log, 1, when))).rejects.toThrow(LogUnavailable);
      await grantAccount(log, grantOf('an2', { validFrom: addMs(t0, 1000) }), actOf('an2', 1000));
      await expect(revokes('an', 1000)(log)).resolves.toMatchObject({ replayed: true });
      expect(await holderOf(log)).toEqual({ accountId: 'TTHC:an2', grantId: 'g-an2' });
      expect(await running(log, 'an', 'an2')).toEqual(['an2']);
    }
  });
});
