import { given } from '@app/ledger/given.js';
import { accept } from '../fields.js';
import { AddProtectedListEntry, protectedEntry } from './protected-entry.js';

const at = (day: string) => `2025-${day}T00:00:00.000Z`;
const entry = {
  entryId: 'e1',
  subjectToken: `k1.${'A'.repeat(43)}`,
  category: 'complainant',
  basis: '12/KH-TTr',
  validFrom: at('03-01'),
  validTo: at('09-01'),
  by: 'o1',
  by2: 'o2',
};
const added = { type: 'ProtectedListEntryAdded', data: entry } as const;
const removal = { entryId: 'e1', effectiveAt: at('05-01'), reason: 'đã giải quyết', by: 'o2', by2: 'o3' };
const removed = {
  type: 'ProtectedListEntryRemoved',
  data: { ...removal, subjectToken: entry.subjectToken },
} as const;

describe('an entry on the list of the protected', () => {
  it('is added by two persons', () => {
    given(protectedEntry)
      .when('AddProtectedListEntry', { ...entry, occurredAt: at('02-28') })
      .then(added);
  });
  it('is not added by one', () => {
    given(protectedEntry)
      .when('AddProtectedListEntry', { ...entry, by2: 'o1' })
      .refused('another than the first');
  });
  it('is added once', () => {
    given(protectedEntry, added).when('AddProtectedListEntry', entry).refused('already on the list');
    given(protectedEntry, added, removed).when('AddProtectedListEntry', entry).refused('already on the list');
  });
  it('has an end, which comes after its beginning', () => {
    const { validTo: _, ...endless } = { ...entry, subjectToken: '001099000777' };
    const checked = accept(AddProtectedListEntry, endless, () => entry.subjectToken);
    expect(checked).toMatchObject({ faults: [{ pointer: '/validTo' }] });
    given(protectedEntry)
      .when('AddProtectedListEntry', { ...entry, validTo: entry.validFrom })
      .refused('end before it begins');
  });
  it('is removed by two persons, and says of whom', () => {
    given(protectedEntry, added)
      .when('RemoveProtectedListEntry', { ...removal, occurredAt: at('05-01') })
      .then(removed);
  });
  it('is not removed by one', () => {
    given(protectedEntry, added)
      .when('RemoveProtectedListEntry', { ...removal, by2: 'o2' })
      .refused('another than the first');
  });
  it('is removed once', () => {
    given(protectedEntry, added, removed).when('RemoveProtectedListEntry', removal).refused('already removed');
  });
  it('is not removed where it is not', () => {
    given(protectedEntry).when('RemoveProtectedListEntry', removal).refused('no such entry');
  });
  it.each(['2025-02-28T23:59:59.999Z', at('09-01')])('is not removed when it does not hold: %s', (effectiveAt) => {
    given(protectedEntry, added)
      .when('RemoveProtectedListEntry', { ...removal, effectiveAt })
      .refused('does not hold then');
  });
});
