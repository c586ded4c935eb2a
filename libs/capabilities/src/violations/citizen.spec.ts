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
    const own = protectedFrom('2025-03-01 00:00', { subjectToken: 'a' });
    const removed = (entryId: string, at: string) => unprotected(at, { entryId, subjectToken: 'a' });
    expect(on(noon, own, removed('PL-1', '2025-03-04 12:00'))).toBeUndefined();
    expect(on(noon, own, removed('PL-1', '2025-03-04 12:01'))).toBe('event-000');
    expect(on(noon, own, removed('PL-2', '2025-03-01 12:00'))).toBe('event-000');
  });

  it('is protected by the first of several entries, told in whatever order', () => {
    const [one, two] = ['PL-1', 'PL-2'].map((entryId) =>
      protectedFrom('2025-03-01 00:00', { subjectToken: 'a', entryId }),
    );
    expect(protectionAt('a', noon, after(one, two).light)?.data.entryId).toBe('PL-1');
    expect(protectionAt('a', noon, after(two, one).light)?.data.entryId).toBe('PL-2');
  });
});
