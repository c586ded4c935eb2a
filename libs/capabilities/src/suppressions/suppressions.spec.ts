import { happening, ToldLedger, type Happening } from '../ledger.fixture.js';
import { findingsOf, type FindingFilter } from '../violations/findings-of.js';
import { suppressionsOf } from './suppressions-of.js';

const at = (day: string) => `2025-${day}T00:00:00.000Z`;
const lookup = (id: string, more: object = {}) =>
  happening('LookupPerformed', id, at('03-01'), {
    lookupId: id, accountId: 'TTHC:an', system: 'TTHC', function: 'KIEM_TRA_TTCD', subjects: [], fieldsReturned: [],
    result: 'found', resultCount: 1, dossierId: 'H', ...more,
  }); // prettier-ignore
const granted = (id: string, scope: object, more: object = {}) =>
  happening('SuppressionGranted', `g-${id}`, at('03-01'), {
    suppressionId: id, ruleCode: 'V-08', scope, owner: 'cb-9', ticket: 'T', startsAt: at('03-10'), expiresAt: at('04-10'),
    residualCoverage: 'x', ...more,
  }); // prettier-ignore
const ended = (id: string, day: string) =>
  happening('SuppressionEnded', `e-${id}`, at(day), { suppressionId: id, endedBy: 'cb-9', reason: 'x' });

let ledger: ToldLedger | undefined;
const tell = async (...happenings: Happening[]) => (ledger = await ToldLedger.of(happenings));
afterEach(() => {
  ledger?.close();
  ledger = undefined;
});
const found = async (day: string, filter: FindingFilter = {}, position = 1000) => {
  const at_ = { asOf: at(day), position };
  const findings = await findingsOf(ledger!.queries, { rule: 'V-08', ...filter }, at_, { limit: 100 });
  return findings.map(({ lookupId, suppressedBy }) => [lookupId, suppressedBy]);
};

describe('a suppressed finding', () => {
  it('stays, and is marked for as long as the suppression holds, as it was known', async () => {
    await tell(lookup('l-1'), granted('s-1', { accountId: 'TTHC:an' }));
    expect(await found('03-09')).toEqual([['l-1', undefined]]);
    expect(await found('03-10')).toEqual([['l-1', ['s-1']]]);
    expect(await found('04-10')).toEqual([['l-1', undefined]]);
    expect(await found('03-20', {}, 1)).toEqual([['l-1', undefined]]);
  });

  it('is so until the suppression is ended', async () => {
    await tell(lookup('l-1'), granted('s-1', { accountId: 'TTHC:an' }), ended('s-1', '03-20'));
    expect(await found('03-19')).toEqual([['l-1', ['s-1']]]);
    expect(await found('03-20')).toEqual([['l-1', undefined]]);
    expect(await found('03-20', {}, 2)).toEqual([['l-1', ['s-1']]]);
  });

  it('is of the rule and of all that the scope names', async () => {
    const [unitId, officialId] = ['u-1', 'cb-1'];
    await tell(
      lookup('l-1', { unitId, officialId }),
      lookup('l-2', { unitId, officialId: 'cb-2' }),
      lookup('l-3'),
      granted('s-1', { unitId, officialId }),
      granted('s-2', { unitId }, { ruleCode: 'V-01' }),
      granted('s-3', { unitId: 'u-2' }),
    );
    const marks = Object.fromEntries(await found('03-20')) as object;
    expect(marks).toEqual({ 'l-1': ['s-1'], 'l-2': undefined, 'l-3': undefined });
    expect(await found('03-20', { suppressed: true })).toEqual([['l-1', ['s-1']]]);
    expect((await found('03-20', { suppressed: false })).map(([id]) => id).sort()).toEqual(['l-2', 'l-3']);
  });

  it('is covered by the unit that its own became', async () => {
    const unit = (unitId: string) =>
      happening('UnitRegistered', unitId, at('01-01'), {
        unitId,
        name: unitId,
        kind: 'commune',
        validFrom: at('01-01'),
      });
    await tell(
      unit('u-1'),
      unit('u-2'),
      lookup('l-1', { unitId: 'u-1' }),
      granted('s-1', { unitId: 'u-2' }),
      happening('UnitReorganised', 'r', at('03-15'), {
        reorganisationId: 'r', from: ['u-1'], to: ['u-2'], effectiveAt: at('03-15'), decisionNo: '1',
      }),
    ); // prettier-ignore
    expect(await found('03-14')).toEqual([['l-1', undefined]]);
    expect(await found('03-15')).toEqual([['l-1', ['s-1']]]);
  });

  it('is none where there is no suppression', async () => {
    await tell(lookup('l-1'));
    expect(await found('03-20', { suppressed: true })).toEqual([]);
    expect(await found('03-20', { suppressed: false })).toEqual([['l-1', undefined]]);
  });
});

it('suppressions are listed by id, each with its state as of then', async () => {
  await tell(
    granted('s-1', { unitId: 'u' }),
    granted('s-2', { unitId: 'u' }, { startsAt: at('04-01') }),
    ended('s-1', '03-20'),
  );
  const listed = async (day: string, filter: object = {}) =>
    (await suppressionsOf(ledger!.queries, filter, { asOf: at(day), knownAt: 1000 }, { limit: 10 })).items.map(
      ({ suppressionId, state }) => [suppressionId, state],
    );
  expect(await listed('03-15')).toEqual([['s-1', 'active'], ['s-2', 'ahead']]); // prettier-ignore
  expect(await listed('04-05')).toEqual([['s-1', 'ended'], ['s-2', 'active']]); // prettier-ignore
  for (const [state, ids] of [['ended', ['s-1']], ['active', ['s-2']], ['ahead', []]] as const) {
    expect((await listed('04-05', { state })).map(([id]) => id)).toEqual(ids);
  } // prettier-ignore
});
