import type { Duty } from './duty.js';
import { lookupWhileLate } from './light.js';
import type { Light, Use } from './rule.js';

const use = (accountId: string, id: string, at: string): Use => ({ id, type: 'LookupPerformed', at, accountId });

describe('the look-up while a duty was late', () => {
  const asked: unknown[] = [];
  const light: Pick<Light, 'firstUse'> = {
    firstUse(...question) {
      asked.push(question);
      const first: Record<string, Use | undefined> = { an: use('an', '2', 'c'), binh: use('binh', '1', 'c'), chi: use('chi', '3', 'b') }; // prettier-ignore
      return first[question[1]];
    },
  };
  const late: Duty = { kind: 'password', dueAt: 'd', doneAt: 'e' };

  it('is the first of all the accounts; of two at one instant the one with the lower id', () => {
    expect(lookupWhileLate({ after: 'a', until: late }, ['an', 'binh', 'chi'], light)?.id).toBe('3');
    expect(lookupWhileLate({ after: 'a', until: late }, ['an', 'binh', 'none'], light)?.id).toBe('1');
    expect(lookupWhileLate({ after: 'a', until: late }, ['none'], light)).toBeUndefined();
    expect(asked[0]).toEqual(['LookupPerformed', 'an', 'a', 'e']);
  });
  it('is not asked for where the duty was done in time', () => {
    expect(lookupWhileLate({ after: 'a', until: { ...late, doneAt: 'd' } }, ['an'], light)).toBeUndefined();
  });
});
