import { given } from '@app/ledger/given.js';
import { custody } from './custody.js';

const at = (day: string) => `2025-${day}T02:00:00.000Z`;
const hold = {
  holdId: 'h1',
  scope: 'vụ 12/2025',
  basis: '45/QĐ',
  from: '2025-03-01',
  to: '2025-03-31',
  by: 'o1',
  at: at('06-01'),
};
const placed = { type: 'LegalHoldPlaced', data: hold } as const;
const release = { holdId: 'h1', basis: '46/QĐ', by: 'o1', at: at('07-01') };
const released = { type: 'LegalHoldReleased', data: release } as const;
const destruction = {
  keyId: 'k1', from: '2025-01-01', to: '2025-03-01', basis: 'hết thời hạn lưu', by: 'o1', by2: 'o2', at: at('08-01'),
}; // prettier-ignore
const destroyed = { type: 'SubjectKeyDestroyed', data: destruction } as const;

describe('a legal hold', () => {
  it('is placed on some days, or on all', () => {
    given(custody)
      .when('PlaceLegalHold', { ...hold, occurredAt: at('06-01') })
      .then(placed);
    const { from: _, to: __, ...all } = hold;
    given(custody).when('PlaceLegalHold', all).then({ type: 'LegalHoldPlaced', data: all });
  });
  it('is placed once, and on days in their order', () => {
    given(custody, placed)
      .when('PlaceLegalHold', { ...hold, to: '2025-04-30' })
      .refused('already stands for something else');
    given(custody)
      .when('PlaceLegalHold', { ...hold, to: '2025-02-28' })
      .refused('end before it begins');
  });
  it('is released once, after it was placed', () => {
    given(custody, placed)
      .when('ReleaseLegalHold', { ...release, occurredAt: at('07-01') })
      .then(released);
    given(custody).when('ReleaseLegalHold', release).refused('no such hold');
    given(custody, placed, released).when('ReleaseLegalHold', release).refused('already released');
    given(custody, placed)
      .when('ReleaseLegalHold', { ...release, at: at('05-31') })
      .refused('precede the hold');
  });
});

describe('a key of citizen tokens', () => {
  it('goes when nothing holds its days', () => {
    given(custody)
      .when('RecordKeyDestruction', { ...destruction, occurredAt: at('08-01') })
      .then(destroyed);
  });
  it('stays while a hold keeps one of its days', () => {
    given(custody, placed).when('RecordKeyDestruction', destruction).refused('a legal hold keeps');
    const earlier = { ...destruction, to: '2025-02-28' };
    given(custody, placed).when('RecordKeyDestruction', earlier).then({ type: 'SubjectKeyDestroyed', data: earlier });
    const later = { ...destruction, from: '2025-03-31', to: '2025-04-30' };
    given(custody, placed).when('RecordKeyDestruction', later).refused('a legal hold keeps');
  });
  it('stays while a hold keeps all days', () => {
    const all = { type: 'LegalHoldPlaced', data: { ...hold, from: undefined, to: undefined } } as const;
    given(custody, all).when('RecordKeyDestruction', destruction).refused('a legal hold keeps');
  });
  it('goes when its hold is released, unless another holds it', () => {
    given(custody, placed, released).when('RecordKeyDestruction', destruction).then(destroyed);
    const other = { type: 'LegalHoldPlaced', data: { ...hold, holdId: 'h2' } } as const;
    given(custody, placed, other, released).when('RecordKeyDestruction', destruction).refused('a legal hold keeps');
  });
  it('goes by two persons, once', () => {
    given(custody)
      .when('RecordKeyDestruction', { ...destruction, by2: 'o1' })
      .refused('two persons');
    given(custody, destroyed)
      .when('RecordKeyDestruction', { ...destruction, to: '2025-02-28' })
      .refused('already stands for something else');
  });
});
