import { happening, ToldLedger, type Happening } from '../ledger.fixture.js';
import { sourcesOf } from './source-list.js';

const at = (hour: string) => `2025-06-01T${hour}:00:00.000Z`;
const registered = (id: string, sourceId: string, more: object = {}) =>
  happening('SourceRegistered', id, at('00'), {
    sourceId,
    kind: 'TTHC',
    role: 'primary',
    validFrom: at('00'),
    ...more,
  });
const heartbeat = (id: string, hour: string, seq?: number) =>
  happening('SourceHeartbeat', id, at(hour), { sourceId: 'TTHC', at: at(hour), ...(seq !== undefined && { seq }) });
const batch = (id: string, hour: string, fromSeq: number, toSeq: number) =>
  happening('SourceBatchIngested', id, at(hour), { sourceId: 'TTHC', fromSeq, toSeq, count: 1, lagMs: 10 });
const gap = (id: string, hour: string, fromSeq: number, toSeq: number) =>
  happening('SourceGapDetected', id, at(hour), { sourceId: 'TTHC', fromSeq, toSeq, detectedAt: at(hour) });

let ledger: ToldLedger | undefined;
const tell = async (...happenings: Happening[]) => (ledger = await ToldLedger.of(happenings));
afterEach(() => ledger?.close());
const sources = async (asOf = at('23'), knownAt = 99) =>
  (await sourcesOf(ledger!.queries, {}, { asOf, knownAt }, { limit: 9 })).items;

describe('the list of sources', () => {
  it('says what each was registered as last', async () => {
    await tell(
      registered('r1', 'TTHC'),
      registered('r2', 'IdP', { kind: 'IdP' }),
      registered('r3', 'TTHC', { role: 'control', validFrom: at('12') }),
    );
    const roles = async (asOf: string, knownAt?: number) =>
      (await sources(asOf, knownAt)).map(({ sourceId, role }) => [sourceId, role]);
    expect(await roles(at('11'))).toEqual([['IdP', 'primary'], ['TTHC', 'primary']]); // prettier-ignore
    expect(await roles(at('12'))).toEqual([['IdP', 'primary'], ['TTHC', 'control']]); // prettier-ignore
    expect(await roles(at('12'), 1)).toEqual([['TTHC', 'primary']]);
    const judged = await sourcesOf(ledger!.queries, { role: 'primary' }, { asOf: at('12'), knownAt: 99 }, { limit: 9 });
    expect(judged.items.map(({ sourceId }) => sourceId)).toEqual(['IdP']);
    expect(await roles('2025-05-31T00:00:00.000Z')).toEqual([]);
  });

  it('has nothing to say of a source that showed nothing', async () => {
    await tell(registered('r', 'TTHC'));
    expect(await sources()).toMatchObject([{ lastHeartbeatAt: null, announcedSeq: null, reachedSeq: null, gaps: [] }]);
  });

  it('says when a source last showed that it lives, and how far it had numbered', async () => {
    await tell(registered('r', 'TTHC'), heartbeat('h2', '09', 12), heartbeat('h1', '08', 10), heartbeat('h3', '10'));
    const then = async (asOf: string, knownAt?: number) => {
      const [{ lastHeartbeatAt, announcedSeq }] = await sources(asOf, knownAt);
      return [lastHeartbeatAt, announcedSeq];
    };
    expect(await then(at('08'))).toEqual([at('08'), 10]);
    expect(await then(at('23'))).toEqual([at('10'), 12]);
    expect(await then(at('23'), 2)).toEqual([at('09'), 12]);
  });

  it('finds the numbers that are not here, until they come', async () => {
    await tell(
      registered('r', 'TTHC'),
      batch('b1', '08', 1, 10),
      batch('b2', '09', 21, 30),
      gap('g', '09', 31, 33),
      batch('b3', '10', 11, 15),
      batch('b4', '11', 31, 40),
      batch('wrong', '11', 99, 9),
    );
    const then = async (hour: string) => {
      const [{ reachedSeq, gaps }] = await sources(at(hour));
      return [reachedSeq, ...gaps.map(({ fromSeq, toSeq }) => `${fromSeq}-${toSeq}`)];
    };
    expect(await then('08')).toEqual([10]);
    expect(await then('09')).toEqual([30, '11-20', '31-33']);
    expect(await then('10')).toEqual([30, '16-20', '31-33']);
    expect(await then('11')).toEqual([40, '16-20']);
  });
});
