import { catalogue } from './catalogue.js';
import { fieldsOf } from './fields.js';
import { keyMembers, keysOf } from './map-keys.js';

describe('keysOf', () => {
  it('tells whom data are about, each once, by members and by items of lists', () => {
    const data = {
      accountId: 'TTHC:an',
      by: 'cb-1',
      officialId: 'cb-1',
      deviceId: 'PC-1',
      subjects: ['k1.a', 'k1.b', 'k1.a'],
    };
    expect(keysOf({ ...data, n: 1, accountIds: [7, 'TTHC:an', 'TTHC:binh'] })).toEqual([
      { kind: 'account', id: 'TTHC:an' },
      { kind: 'official', id: 'cb-1' },
      { kind: 'device', id: 'PC-1' },
      { kind: 'citizen', id: 'k1.a' },
      { kind: 'citizen', id: 'k1.b' },
      { kind: 'account', id: 'TTHC:binh' },
    ]);
  });

  it('takes nobody from what is nested deeper, from other members, and from what every object has', () => {
    expect(keysOf({ about: { accountId: 'TTHC:an' }, lookupId: 'TTHC:an', constructor: 'x', deviceId: 7 })).toEqual([]);
  });
});

/** Members of events of a kind that names somebody: what the map must know, so that nobody's events are left out. */
const membersOf = (kind: (field: { citizen?: true; name: string }) => boolean) =>
  Object.entries(catalogue).flatMap(([type, { of }]) =>
    [...fieldsOf(of)].filter(([, field]) => kind(field)).map(([name]) => `${type}.${name}`),
  );
const known = (kind: string) => (member: string) => keyMembers[member.slice(member.indexOf('.') + 1)] === kind;

describe('the members of all events', () => {
  it('that hold a citizen are keys', () => {
    expect(membersOf(({ citizen }) => citizen === true).filter((member) => !known('citizen')(member))).toEqual([]);
  });

  it('that hold an account are keys', () => {
    const accounts = membersOf(({ name }) => name.includes('account id'));
    expect(accounts.length).toBeGreaterThan(20);
    expect(accounts.filter((member) => !known('account')(member))).toEqual([]);
  });

  it('that are called after an official or a device are keys', () => {
    const called = (word: RegExp) => membersOf(() => true).filter((member) => word.test(member.split('.')[1]));
    expect(called(/official(Id)?s?$/i).filter((member) => !known('official')(member))).toEqual([]);
    expect(called(/device(Id)?s?$/i).filter((member) => !known('device')(member))).toEqual([]);
  });
});
