import { Refused } from '@app/ledger';
import { problemOf } from './problem-of.js';

const refused = new Refused('this account is not granted', 'not-granted');
const vi = { 'not-granted': 'Tài khoản này chưa được cấp.' };

describe('the problem of a refusal', () => {
  it('says why in the language asked for', () => {
    const problem = problemOf(refused, vi);
    expect(problem.body('vi', 't')).toMatchObject({ code: 'not-granted', detail: 'Tài khoản này chưa được cấp.' });
    expect(problem.body('en', 't')).toMatchObject({ code: 'not-granted', detail: 'this account is not granted' });
  });

  it('says why in English when its code has no Vietnamese sentence', () => {
    expect(problemOf(refused).body('vi', 't')).toMatchObject({ detail: 'this account is not granted' });
  });
});
