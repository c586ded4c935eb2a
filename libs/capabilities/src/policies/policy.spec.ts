import { given } from '@app/ledger/given.js';
import { accept } from '../fields.js';
import { policy, SetPolicyProfile } from './policy.js';
import { clauses } from './clauses.js';
import { parameterDefaults, PolicyProfileSet } from './events.js';
import { readyProfiles } from './ready-profiles.js';

const set: SetPolicyProfile = {
  profileId: 'lc',
  title: 'Lào Cai',
  unitScope: ['u1'],
  effectiveFrom: '2025-11-06T00:00:00.000Z',
  clauses: ['R75'],
  params: { passwordDays: { value: 90, clause: 'R75' }, dormantDays: { value: 45, assumed: true } },
  otherRules: 'assumed',
};
const wasSet = { type: 'PolicyProfileSet', data: set as PolicyProfileSet } as const;

describe('a policy profile', () => {
  it('is set, each number with its clause or as assumed', () => {
    given(policy)
      .when('SetPolicyProfile', { ...set, occurredAt: set.effectiveFrom })
      .then(wasSet);
  });
  it('is set again when it says something else', () => {
    const later = { ...set, effectiveFrom: '2026-01-01T00:00:00.000Z' };
    given(policy, wasSet)
      .when('SetPolicyProfile', later)
      .then({ type: 'PolicyProfileSet', data: later as PolicyProfileSet });
  });
  it('is not set to what it says', () => {
    given(policy, wasSet).when('SetPolicyProfile', set).refused('already says this');
  });
  it('does not end when it begins', () => {
    given(policy)
      .when('SetPolicyProfile', { ...set, effectiveTo: set.effectiveFrom })
      .refused('end before it begins');
  });
  it('adopts no clause that no directive has', () => {
    given(policy)
      .when('SetPolicyProfile', { ...set, clauses: ['R75', 'R105'] })
      .refused('no directive has');
  });
  it.each([
    ['has no basis', { value: 45 }, 'dormantDays neither cites a clause nor is marked as assumed'],
    ['is assumed: false', { value: 45, assumed: false }, 'dormantDays neither cites'],
    ['has both bases', { value: 45, clause: 'R75', assumed: true }, 'dormantDays cites a clause and is assumed'],
    ['cites an unknown clause', { value: 45, clause: 'R999' }, 'dormantDays cites a clause that no directive has'],
    ['cites a clause not adopted', { value: 45, clause: 'R99' }, 'dormantDays cites a clause the profile does not'],
  ])('is refused by the name of a parameter that %s', (_, dormantDays, sentence) => {
    given(policy)
      .when('SetPolicyProfile', { ...set, params: { dormantDays } })
      .refused(sentence);
  });
  it.each([
    ['an unknown parameter', { nights: { value: 1, assumed: true } }],
    ['a value that is no whole number', { dormantDays: { value: 1.5, assumed: true } }],
    ['a value past its bound', { dormantDays: { value: 100_000_000, assumed: true } }],
    ['a stray field', { dormantDays: { value: 1, assumed: true, because: 'x' } }],
    ['no object', { dormantDays: 45 }],
  ])('is not even a command with %s', (_, params) => {
    const checked = accept(SetPolicyProfile, { ...set, params }, () => '');
    expect(checked).toMatchObject({ faults: [{ pointer: '/params' }] });
  });
});

describe('the ready profiles', () => {
  const each = Object.entries(readyProfiles);

  it.each(each)('%s can be set as it stands', (profileId, ready) => {
    const command = accept(SetPolicyProfile, { ...ready, profileId, unitScope: ['u1'] }, () => '');
    if (!('value' in command)) throw new Error(JSON.stringify(command.faults));
    const [{ data }] = policy.decide.SetPolicyProfile(command.value, policy.initial);
    expect(accept(PolicyProfileSet, data, () => '')).toEqual({ value: data });
  });
  it.each(each)('%s adopts the clauses of one directive and gives every parameter', (_, ready) => {
    const seeds = ready.clauses.map((id) => (clauses as Record<string, { seeds: readonly string[] }>)[id].seeds);
    expect(seeds[0].some((seed) => seeds.every((of) => of.includes(seed)))).toBe(true);
    expect(Object.keys(ready.params)).toEqual(expect.arrayContaining(Object.keys(parameterDefaults)));
  });
  it('cite just the numbers that their directives give', () => {
    const cited = each.flatMap(([name, { params }]) =>
      Object.entries(params).flatMap(([parameter, given]) =>
        'clause' in given ? [`${name}: ${parameter} ${given.value} ${given.clause}`] : [],
      ),
    );
    expect(cited).toEqual([
      'sa-dec: changeNotifyWd 5 R23',
      'lao-cai: passwordDays 90 R75',
      'lao-cai: inspectionsPerYear 2 R81',
      'lao-cai: suspendOnConfirm 1 R79',
      'ha-dong: unitCheckMonths 3 R99',
    ]);
  });
  it('cover every duty once, but the closing one of three directives', () => {
    const adopted = each.flatMap(([, ready]) => ready.clauses);
    expect(new Set(adopted).size).toBe(104);
    expect(adopted.filter((id, i) => adopted.indexOf(id) !== i)).toEqual(['R104', 'R104']);
    expect(readyProfiles['hai-phong'].clauses).toHaveLength(15);
  });
  it('begin at local midnight', () => {
    expect(each.map(([, { effectiveFrom }]) => effectiveFrom)).toEqual([
      '2025-03-31T17:00:00.000Z',
      '2024-09-11T17:00:00.000Z',
      '2025-11-05T17:00:00.000Z',
      '2022-07-10T17:00:00.000Z',
    ]);
  });
});
