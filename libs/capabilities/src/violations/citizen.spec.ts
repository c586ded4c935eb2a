import { isAmong, protectionAt, tokensOf } from './citizen.js';
import { after } from './light.fixture.js';
import type { ExampleFact } from './rule.js';
import { aliased, protectedFrom, unprotected } from './story.js';

const linked = (tokenOld: string, tokenNew: string) => aliased('2025-01-02 08:00', { tokenOld, tokenNew });
const noon = '2025-03-04T05:00:00.000Z';

describe('a citizen', () => {
  it('has the tokens linked with one, directly or through others, in either direction', () => {
    const { light } = after(linked('a', 'b'), linked('c', 'b'), linked('x', 'y'));
    expect(tokensOf('a', light)).toEqual(['a', 'b', 'c']);
    expect(tokensOf('c', light)).toEqual(['c', 'b', 'a']);
    expect(tokensOf('z', light)).toEqual(['z']);
  });

  it('is among citizens under any of them, and never among none', () => {
    const { light } = after(linked('a', 'b'));
    expect(isAmong('a', ['b'], light)).toBe(true);
    expect(isAmong('a', ['c', 'a'], light)).toBe(true);
    expect(isAmong('a', ['c'], light)).toBe(false);
    expect(isAmong('a', [], light)).toBe(false);
  });

  it('is protected by an entry under any of their tokens, until it ends or that very entry is removed', () => {
    const on = (at: string, ...facts: readonly ExampleFact[]) => protectionAt('a', at, after(...facts).light)?.id;
    const entry = protectedFrom('2025-03-01 00:00', { subjectToken: 'b', validTo: '2025-03-04 12:00' });
    expect(on(noon, linked('a', 'b'), entry)).toBeUndefined();
    expect(on('2025-03-04T04:59:59.999Z', linked('a', 'b'), entry)).toBe('event-001');
    expect(on('2025-02-28T16:59:59.999Z', linked('a', 'b'), entry)).toBeUndefined();
    expect(on('2025-02-28T17:00:00.000Z', linked('a', 'b'), entry)).toBe('event-001');
    const own = protectedFrom('2025-03-01 00:00', { subjectToken: 'a' });
    const removed = (entryId: string, at: string) => unprotected(at, { entryId, subjectToken: 'a' });
    expect(on(noon, own, removed('PL-1', '2025-03-04 12:00'))).toBeUndefined();
    expect(on(noon, own, removed('PL-1', '2025-03-04 12:01'))).toBe('event-000');
    expect(on(noon, own, removed('PL-2', '2025-03-01 12:00'))).toBe('event-000');
  });

  it('is protected by the entry in force longest of several, told in whatever order, under whatever token', () => {
    const long = protectedFrom('2025-03-01 00:00', { subjectToken: 'b', entryId: 'PL-9' });
    const short = protectedFrom('2025-03-02 00:00', { subjectToken: 'a', entryId: 'PL-1' });
    for (const facts of [
      [linked('a', 'b'), long, short],
      [linked('a', 'b'), short, long],
    ]) {
      expect(protectionAt('a', noon, after(...facts).light)?.data.entryId).toBe('PL-9');
      expect(protectionAt('b', noon, after(...facts).light)?.data.entryId).toBe('PL-9');
    }
  });
});
