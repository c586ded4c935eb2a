import { defaultPasswords } from './default-passwords.js';
import { eventsOf } from './examples.js';
import type { FolderFacts } from './folders.js';
import { lifeOf } from './life.js';
import { granted, revoked, rotated } from './story.js';

const instant = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
const spans = (...facts: Parameters<typeof eventsOf>[0]) => {
  const acts = eventsOf(facts).map(({ eventId, occurredAt, type, data }) => ({
    id: eventId,
    at: occurredAt,
    type,
    data,
  }));
  const inOrder = acts.toSorted((a, b) => (a.at < b.at ? -1 : 1)) as FolderFacts['account'][];
  return defaultPasswords(lifeOf('TTHC:an', inOrder)).map(({ by, to, endedBy }) => [by, to, endedBy]);
};
const [grant, replaced] = [granted('2025-03-03 07:00'), rotated('2025-03-04 08:00', { replacedDefault: true })];
const reset = rotated('2025-03-06 08:00', { trigger: 'adminReset' });

describe('a default password', () => {
  it('is there from the grant to its replacement', () => {
    expect(spans(grant)).toEqual([['event-000', undefined, undefined]]);
    expect(spans(grant, replaced)).toEqual([['event-000', instant('2025-03-04 08:00'), 'event-001']]);
  });

  it('is there again from a reset on, and from each further one', () => {
    const again = rotated('2025-03-07 08:00', { trigger: 'adminReset' });
    expect(spans(grant, replaced, reset, again)).toEqual([
      ['event-000', instant('2025-03-04 08:00'), 'event-001'],
      ['event-002', instant('2025-03-07 08:00'), 'event-003'],
      ['event-003', undefined, undefined],
    ]);
  });

  it('ends with the grant at the latest, by a revocation or by itself', () => {
    expect(spans(grant, revoked('2025-03-05 08:00'))).toEqual([
      ['event-000', instant('2025-03-05 08:00'), 'event-001'],
    ]);
    expect(spans(granted('2025-03-03 07:00', { validTo: '2025-03-04 07:00' }), replaced)).toEqual([
      ['event-000', instant('2025-03-04 07:00'), undefined],
    ]);
  });

  it('stays where a rotation does not say in this account that it was replaced', () => {
    const other = rotated('2025-03-03 09:00');
    expect(spans(grant, other, replaced)).toEqual([['event-000', instant('2025-03-04 08:00'), 'event-002']]);
    expect(spans(grant, rotated('2025-03-03 09:00', { replacedDefault: false }))).toEqual([
      ['event-000', undefined, undefined],
    ]);
  });

  it('is not known where no rotation ever says so, and where the account was taken over', () => {
    expect(spans(grant, rotated('2025-03-04 08:00'), reset)).toEqual([]);
    expect(spans(granted('2025-03-03 07:00', { imported: true }))).toEqual([]);
    expect(spans(granted('2025-03-03 07:00', { imported: true }), replaced, reset)).toEqual([
      ['event-002', undefined, undefined],
    ]);
  });

  it('does not matter to one who signs on elsewhere', () => {
    const sso = { credentialKind: 'sso', replacedDefault: false };
    expect(spans(grant, rotated('2025-03-04 08:00', sso))).toEqual([
      ['event-000', instant('2025-03-04 08:00'), 'event-001'],
    ]);
    expect(spans(grant, replaced, rotated('2025-03-06 08:00', { ...sso, trigger: 'adminReset' }))).toHaveLength(1);
  });
});
