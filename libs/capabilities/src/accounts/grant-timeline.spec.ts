import fc from 'fast-check';
import { byEffect, type Fact } from '../life.js';
import { rightsOf, type RightStatus, type Rights } from './grant-timeline.js';

const day = (n: number) => new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString();

let next = 0;
const fact = (type: string, effective: number, data: object, occurred = effective): Fact => {
  const position = ++next;
  const effectiveAt = day(effective);
  return { type, eventId: `e${position}`, position, occurredAt: day(occurred), effectiveAt, data: data };
};
const grant = (from: number, more: { grantId?: string; to?: number; functions?: string[] } = {}) => {
  const { grantId = 'g1', to, functions = ['KIEM_TRA_TTCD'] } = more;
  const validTo = to === undefined ? {} : { validTo: day(to) };
  return fact('AccountGranted', from, {
    grantId, functions, fields: ['hoTen'], roleClass: 'RECEPTION', validFrom: day(from), ...validTo,
  }); // prettier-ignore
};
const act = (type: string, effective: number, grantId = 'g1', occurred = effective) =>
  fact(type, effective, { grantId }, occurred);

const told = (...facts: Fact[]) =>
  rightsOf([...facts].sort(byEffect)).map(({ from, to, status, terms }) => {
    const days = (at: string) => (Date.parse(at) - Date.parse(day(0))) / 86_400_000;
    return [days(from), to === undefined ? null : days(to), terms.grantId, status];
  });

describe('rightsOf', () => {
  it('gives an account without a grant no rights', () => {
    expect(told()).toEqual([]);
    expect(told(act('AccountSuspended', 1), act('AccountRevoked', 2))).toEqual([]);
  });

  it('ends a grant for ever at the moment the revocation takes effect, whenever it was decided', () => {
    const revoked = act('AccountRevoked', 5, 'g1', 40);
    expect(told(grant(0), revoked, act('AccountReinstated', 6))).toEqual([
      [0, 5, 'g1', 'active'],
      [5, null, 'g1', 'revoked'],
    ]);
  });

  it('suspends and reinstates', () => {
    expect(told(grant(0), act('AccountSuspended', 3), act('AccountReinstated', 7))).toEqual([
      [0, 3, 'g1', 'active'],
      [3, 7, 'g1', 'suspended'],
      [7, null, 'g1', 'active'],
    ]);
  });

  it('lets a grant expire by itself, suspended or not, and shows a later revocation of it', () => {
    expect(told(grant(0, { to: 9 }), act('AccountSuspended', 3), act('AccountRevoked', 12))).toEqual([
      [0, 3, 'g1', 'active'],
      [3, 9, 'g1', 'suspended'],
      [9, 12, 'g1', 'expired'],
      [12, null, 'g1', 'revoked'],
    ]);
  });

  it('shows a later grant of the same account as a new one', () => {
    expect(told(grant(0), act('AccountRevoked', 5), grant(8, { grantId: 'g2' }))).toEqual([
      [0, 5, 'g1', 'active'],
      [5, 8, 'g1', 'revoked'],
      [8, null, 'g2', 'active'],
    ]);
  });

  it('goes back to the older of two overlapping grants when the newer one ends', () => {
    expect(told(grant(0), grant(4, { grantId: 'g2', to: 6 }))).toEqual([
      [0, 4, 'g1', 'active'],
      [4, 6, 'g2', 'active'],
      [6, null, 'g1', 'active'],
    ]);
  });

  it('counts an act from before the beginning of its grant from the beginning on', () => {
    expect(told(grant(4), act('AccountSuspended', 2))).toEqual([[4, null, 'g1', 'suspended']]);
    expect(told(grant(4), act('AccountRevoked', 2))).toEqual([[4, null, 'g1', 'revoked']]);
  });

  it('states a grant anew where it is granted again, and never revives it', () => {
    const again = grant(6, { functions: ['LAY_TTCD'] });
    expect(told(grant(0, { to: 5 }), again)).toEqual([
      [0, 5, 'g1', 'active'],
      [5, 6, 'g1', 'expired'],
      [6, null, 'g1', 'active'],
    ]);
    expect(told(grant(0), act('AccountRevoked', 2), again).at(-1)).toEqual([2, null, 'g1', 'revoked']);
  });

  it('changes functions and fields from the effect of a change of scope on, and says which event did it', () => {
    const granted = grant(0);
    const change = fact('AccountScopeChanged', 3, { grantId: 'g1', functions: ['LAY_TTCD'], fields: [] });
    const suspended = act('AccountSuspended', 5);
    const [before, after, last] = rightsOf([granted, change, suspended]);
    expect(before).toMatchObject({
      functions: ['KIEM_TRA_TTCD'],
      fields: ['hoTen'],
      scopeBy: { eventId: granted.eventId },
    });
    expect(after).toMatchObject({ functions: ['LAY_TTCD'], fields: [], roleClass: 'RECEPTION' });
    expect(last).toMatchObject({
      status: 'suspended',
      grantedBy: { eventId: granted.eventId, position: granted.position },
      scopeBy: { eventId: change.eventId },
      statusBy: { eventId: suspended.eventId },
    });
  });

  const kinds = ['AccountGranted', 'AccountScopeChanged', 'AccountSuspended', 'AccountReinstated', 'AccountRevoked'];
  const anyFact = fc
    .record({
      type: fc.constantFrom(...kinds),
      effective: fc.nat(12),
      occurred: fc.nat(12),
      grantId: fc.constantFrom('g1', 'g2', 'g3'),
      validTo: fc.option(fc.nat(14), { nil: undefined }),
      functions: fc.constantFrom<string[]>(['A'], ['B']),
    })
    .map(({ type, effective, occurred, grantId, validTo, functions }) =>
      fact(
        type,
        effective,
        type === 'AccountGranted'
          ? grant(effective, { grantId, to: validTo, functions }).data
          : { grantId, functions, fields: [] },
        occurred,
      ),
    );

  it('says at every moment what the facts in force then say, in any order of arrival', () => {
    const facts = fc.array(anyFact, { maxLength: 12 });
    fc.assert(
      fc.property(facts, fc.nat(15), fc.nat(1000), (some, n, turn) => {
        const sorted = [...some].sort(byEffect);
        const rights = rightsOf(sorted);
        const shuffled = [...some].sort(
          (a, b) => ((a.position * 7919 + turn) % 101) - ((b.position * 7919 + turn) % 101),
        );
        expect(rightsOf(shuffled.sort(byEffect))).toEqual(rights);
        const shown = rights.findLast(({ from }) => from <= day(n));
        expect(shown?.to === undefined || shown.to > day(n)).toBe(true);
        expect(shown && [shown.terms.grantId, shown.status, shown.functions]).toEqual(plainly(sorted, day(n)));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no gap and no overlap', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 12 }), (some) => {
        const rights = rightsOf([...some].sort(byEffect));
        rights.forEach(({ from, to }, i) => {
          expect(to).toBe(rights[i + 1]?.from);
          if (to !== undefined) expect(from < to).toBe(true);
        });
      }),
    );
  });
});

// The same law, read off for one moment without intervals.
function plainly(sorted: readonly Fact[], at: string): [string, RightStatus, readonly string[]] | undefined {
  const beginnings = sorted.filter(
    (one, i) =>
      one.type === 'AccountGranted' &&
      sorted.findIndex((other) => other.type === one.type && idOf(other) === idOf(one)) === i,
  );
  const states = beginnings
    .filter(({ effectiveAt }) => effectiveAt <= at)
    .map((beginning): [string, RightStatus, readonly string[]] => {
      let { functions, validTo } = beginning.data as Rights['terms'];
      let status: RightStatus = 'active';
      for (const one of sorted) {
        if (idOf(one) !== idOf(beginning) || one === beginning || one.effectiveAt > at || status === 'revoked')
          continue;
        if (one.type === 'AccountRevoked') status = 'revoked';
        if (one.type === 'AccountSuspended') status = 'suspended';
        if (one.type === 'AccountReinstated') status = 'active';
        if (one.type === 'AccountScopeChanged') functions = (one.data as Rights['terms']).functions;
        if (one.type === 'AccountGranted') ({ functions, validTo } = one.data as Rights['terms']);
      }
      if (status !== 'revoked' && validTo !== undefined && validTo <= at) status = 'expired';
      return [idOf(beginning), status, functions];
    });
  return states.findLast(([, status]) => status === 'active' || status === 'suspended') ?? states.at(-1);
}
const idOf = ({ data }: Fact) => (data as { grantId: string }).grantId;
