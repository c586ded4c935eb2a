import { actorOf } from './actor.js';
import { languageOf } from './problem.js';

describe('X-Actor', () => {
  it('names a kind and an id, which may be percent-encoded and may hold a colon', () => {
    expect(actorOf('official:cb-1')).toEqual({ kind: 'official', id: 'cb-1' });
    expect(actorOf('system:TTHC:2')).toEqual({ kind: 'system', id: 'TTHC:2' });
    expect(actorOf(`admin:${encodeURIComponent('Đỗ'.normalize('NFD'))}`)).toEqual({
      kind: 'admin',
      id: 'Đỗ'.normalize('NFC'),
    });
  });

  it.each([undefined, '', 'official', 'official:', 'root:a', 'Official:a', 'admin:a b', 'admin:%00', 'admin:%zz', 'admin:001099123456', ['admin:a']])(
    'is refused as %p',
    (header) => {
      expect(() => actorOf(header)).toThrow('actor-required');
    },
  ); // prettier-ignore
});

describe('Accept-Language', () => {
  it('gives English only where it weighs more than Vietnamese', () => {
    const weighed = [undefined, '*', 'fr', 'vi', 'en', 'en;q=0', 'en;q=0.3,vi;q=0.2', 'vi-VN,en;q=0.9', 'en;q=x'].map(
      languageOf,
    );
    expect(weighed).toEqual(['vi', 'vi', 'vi', 'vi', 'en', 'vi', 'en', 'vi', 'vi']);
  });
});
