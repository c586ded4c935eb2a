import { happening, ToldLedger, type Happening } from '../ledger.fixture.js';
import type { Then } from '../pages.js';
import { haltOf } from './account-halt.js';
import { caseOf, casesOf, eventsOf, timesOf } from './cases-of.js';
import { ruleQuality } from './rule-quality.js';
import type { Seen } from './events.js';

const at = (day: string) => `2025-03-${day}T00:00:00.000Z`;
const seen: Seen = {
  ruleCode: 'V-08', severity: 'high', since: at('01'), detectedAt: at('02'), accountId: 'TTHC:an', officialId: 'cb-1', unitId: 'u-1',
}; // prettier-ignore
const triaged = (findingId: string, day: string, more: object = {}) =>
  happening('ViolationTriaged', `t-${findingId}-${day}`, at(day), {
    ...seen,
    findingId,
    assignee: 'tt-1',
    reason: 'x',
    ...more,
  });
const dismissed = (findingId: string, day: string, reasonCode: string) =>
  happening('ViolationDismissed', `d-${findingId}`, at(day), {
    ...seen,
    findingId,
    reasonCode,
    decidedBy: 'tt-1',
    second: 'tt-2',
  });
const merged = (findingId: string, into: string, day: string) =>
  happening('FindingsMerged', `m-${findingId}`, at(day), {
    findingIds: [findingId],
    into,
    findings: [
      { findingId, ...seen },
      { findingId: into, ...seen },
    ],
  });
const parted = (findingId: string, into: string, day: string) =>
  happening('FindingsUnmerged', `p-${findingId}`, at(day), { findingIds: [findingId], into, reason: 'x' });
const act = { accountId: 'TTHC:an', grantId: 'g' };
const suspended = (id: string, day: string, caseId?: string) =>
  happening('AccountSuspended', id, at(day), {
    ...act,
    cause: 'violation',
    effectiveAt: at(day),
    by: 'tt-9',
    ...(caseId !== undefined && { caseId }),
  });
const reinstated = (day: string) =>
  happening('AccountReinstated', `re-${day}`, at(day), { ...act, effectiveAt: at(day), by: 'tt-8', reason: 'x' });

let ledger: ToldLedger | undefined;
const tell = async (...happenings: Happening[]) => (ledger = await ToldLedger.of(happenings));
afterEach(() => {
  ledger?.close();
  ledger = undefined;
});
const end: Then = { asOf: at('30'), knownAt: 1000 };
const stateOf = async (findingId: string, then = end) =>
  (await caseOf(ledger!.queries, ledger!.log, findingId, then))?.state;

describe('the cases', () => {
  it('show each state from its step on, as known then', async () => {
    await tell(triaged('f-1', '05'), dismissed('f-1', '07', 'test'));
    expect(await stateOf('f-1', { ...end, asOf: at('04') })).toBeUndefined();
    expect(await stateOf('f-1', { ...end, asOf: at('06') })).toBe('triaged');
    expect(await stateOf('f-1')).toBe('dismissed');
    expect(await stateOf('f-1', { ...end, knownAt: 1 })).toBe('triaged');
  });

  it('count the time in each state up to the asked moment', async () => {
    await tell(triaged('f-1', '05'), triaged('f-1', '06', { assignee: 'tt-2' }), dismissed('f-1', '08', 'test'));
    const day = 86_400_000;
    expect(await timesOf(ledger!.queries, 'f-1', { ...end, asOf: at('09') })).toEqual([
      { state: 'triaged', from: at('05'), to: at('08'), ms: 3 * day },
      { state: 'dismissed', from: at('08'), to: null, ms: day },
    ]);
  });

  it('of several steps at one instant show the last', async () => {
    await tell(triaged('f-1', '05'), dismissed('f-1', '05', 'insufficient-evidence'));
    expect(await stateOf('f-1')).toBe('unproven');
    expect(await timesOf(ledger!.queries, 'f-1', end)).toHaveLength(1);
  });

  it('go back to what they were when a merger is undone, also one dated before their last step', async () => {
    await tell(triaged('f-1', '05'), triaged('f-2', '07'), merged('f-2', 'f-1', '06'), parted('f-2', 'f-1', '09'));
    expect(await stateOf('f-2', { ...end, knownAt: 3 })).toBe('merged');
    expect(await stateOf('f-2')).toBe('triaged');
    const types = async (id: string) => (await eventsOf(ledger!.queries, ledger!.log, id, end)).map(({ type }) => type);
    expect(await types('f-2')).toEqual(['ViolationTriaged', 'FindingsMerged', 'FindingsUnmerged']);
    expect(await types('f-1')).toEqual(['ViolationTriaged', 'FindingsMerged', 'FindingsUnmerged']);
  });

  it('tell of a suspension that cites them', async () => {
    await tell(triaged('f-1', '05'), suspended('s-1', '06', 'f-1'));
    expect((await eventsOf(ledger!.queries, ledger!.log, 'f-1', end)).map(({ type }) => type)).toEqual([
      'ViolationTriaged',
      'AccountSuspended',
    ]);
  });

  it('are listed by the age of their findings, page by page, merged ones only where asked for', async () => {
    const older = { since: at('02'), detectedAt: at('02') };
    await tell(
      triaged('f-2', '05', older),
      triaged('f-1', '05'),
      triaged('f-3', '05', older),
      merged('f-3', 'f-1', '06'),
    );
    const listed = async (filter: object, limit = 10) => {
      const found: string[] = [];
      let after: readonly (string | number)[] | undefined;
      do {
        const page = { limit, ...(after && { after }) };
        const { items, next } = await casesOf(ledger!.queries, ledger!.log, filter, end, page);
        found.push(...items.map(({ findingId }) => findingId));
        after = next;
      } while (after);
      return found;
    };
    expect(await listed({})).toEqual(['f-1', 'f-2']);
    expect(await listed({}, 1)).toEqual(['f-1', 'f-2']);
    expect(await listed({ state: 'merged' })).toEqual(['f-3']);
    expect(await listed({ minAgeDays: 29 })).toEqual(['f-1']);
    expect(await listed({ assignee: 'nobody' })).toEqual([]);
  });

  it('as known at any position, and as of any day, are those of a ledger that was only told so much', async () => {
    const told = [
      triaged('f-1', '05'),
      triaged('f-2', '07', { accountId: 'TTHC:binh' }),
      merged('f-2', 'f-1', '06'),
      suspended('s-1', '08'),
      happening('ViolationConfirmed', 'c-1', at('09'), {
        ...seen, findingId: 'f-1', reasonCode: 'neglect', decidedBy: 'tt-1', secrecyBy: 'PA05', mustSuspend: true,
      }),
      reinstated('10'),
      parted('f-2', 'f-1', '11'),
      dismissed('f-2', '12', 'test'),
    ]; // prettier-ignore
    await tell(...told);
    const answers = async ({ queries, log }: ToldLedger, then: Then) => ({
      cases: (await casesOf(queries, log, {}, then, { limit: 10 })).items,
      merged: (await casesOf(queries, log, { state: 'merged' }, then, { limit: 10 })).items,
      times: await timesOf(queries, 'f-2', then),
      quality: await ruleQuality(queries, then),
    });
    for (let knownAt = 1; knownAt <= told.length; knownAt++) {
      const fresh = await ToldLedger.of(told.slice(0, knownAt));
      for (const day of ['04', '06', '08', '09', '10', '11', '30']) {
        const then = { asOf: at(day), knownAt };
        expect(await answers(ledger!, then)).toEqual(await answers(fresh, then));
      }
      fresh.close();
    }
  });

  it('give the same rows in any batches', async () => {
    const told = [triaged('f-1', '05'), triaged('f-2', '07'), merged('f-2', 'f-1', '06'), parted('f-2', 'f-1', '09')];
    const rows = await Promise.all(
      [1, 2, 5000].map(async (pageSize) => {
        const one = await ToldLedger.of(told, { pageSize });
        return one.rows().finally(() => one.close());
      }),
    );
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });
});

describe('the quality of a rule', () => {
  it('is the share of false findings among the decided, and the time from detection to decision', async () => {
    await tell(
      ...['f-1', 'f-2', 'f-3', 'f-4'].map((id) => triaged(id, '03')),
      dismissed('f-1', '04', 'rule-logic-FP'),
      dismissed('f-2', '06', 'bad-data-FP'),
      dismissed('f-3', '12', 'duplicate'),
    );
    const day = 86_400_000;
    expect(await ruleQuality(ledger!.queries, end)).toEqual([
      {
        rule: 'V-08', found: 0, withdrawn: 0, cases: 4, decided: 3, confirmed: 0,
        dismissed: { 'rule-logic-FP': 1, 'bad-data-FP': 1, duplicate: 1 }, falsePositiveRate: 2 / 3,
        timeToDecision: { p50: 4 * day, p95: 10 * day },
      },
    ]); // prettier-ignore
    const [before] = await ruleQuality(ledger!.queries, { ...end, asOf: at('03') });
    expect(before).toMatchObject({ decided: 0, falsePositiveRate: null, timeToDecision: { p50: null } });
  });
});

describe('an account was stopped after an instant', () => {
  const haltedBy = (day: string, then = end) => haltOf(ledger!.log, 'TTHC:an', at(day), then);
  it('by an act after it, or by one before it that still held', async () => {
    await tell(suspended('s-1', '05'), reinstated('07'));
    expect(await haltedBy('04')).toBe('s-1');
    expect(await haltedBy('06')).toBe('s-1');
    expect(await haltedBy('08')).toBeUndefined();
  });
  it('only as far as it was known and had happened', async () => {
    await tell(reinstated('03'), suspended('s-1', '05'));
    expect(await haltedBy('04', { ...end, knownAt: 1 })).toBeUndefined();
    expect(await haltedBy('04', { ...end, asOf: at('04') })).toBeUndefined();
  });
});
