import { fold, Refused, streamName } from './decider.js';
import { exampleAccount } from './decider-example.js';

describe('fold', () => {
  const event = (type: string, occurredAt: string) => ({ type, occurredAt, data: {} });

  it('gives the initial state for no events', () => {
    expect(fold(exampleAccount as never, [])).toBe(exampleAccount.initial);
  });

  it('takes the events oldest first, each with the time at which it occurred', () => {
    const events = [
      event('AccountOpened', '2025-01-02T00:00:00.000Z'),
      event('AccountClosed', '2025-01-03T00:00:00.000Z'),
    ];
    expect(fold(exampleAccount as never, events)).toEqual({ status: 'closed', since: '2025-01-02T00:00:00.000Z' });
  });

  it('passes over events that it does not know, also when they are named like a method of every object', () => {
    const events = [event('toString', ''), event('constructor', ''), event('Renamed', '')];
    expect(fold(exampleAccount as never, events)).toEqual({ status: 'none' });
  });
});

describe('streamName', () => {
  it('keeps apart ids that differ in odd characters only', () => {
    expect(streamName('account', 'TTHC:an')).toBe('account-TTHC%3Aan');
    const ids = ['a/b', 'a%2Fb', 'a b', 'a+b', 'a-b', 'Đỗ', 'Do', '$a'];
    expect(new Set(ids.map((id) => streamName('account', id))).size).toBe(ids.length);
    for (const id of ids) expect(streamName('account', id)).toMatch(/^account-[\w%.!~*'()-]+$/);
  });
});

describe('Refused', () => {
  it('has a sentence and a code, "refused" unless it is given one', () => {
    expect(new Refused('no')).toMatchObject({ name: 'Refused', message: 'no', code: 'refused' });
    expect(new Refused('no', 'already-open').code).toBe('already-open');
  });
});
