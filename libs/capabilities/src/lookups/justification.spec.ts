import { MemoryLog, toStored, type Act } from '@app/ledger';
import { given } from '@app/ledger/given.js';
import type { LookupPerformed } from './events.js';
import { justification, type JustifyLookup } from './justification.js';
import { justifyLookup } from './justify-lookup.js';

const byOfficial: JustifyLookup = {
  lookupId: 'l1',
  accountId: 'TTHC:an',
  by: 'o1',
  role: 'official',
  dossierId: 'H01',
  occurredAt: '2025-02-28T17:30:00.000Z',
};
const { occurredAt: _, ...data } = byOfficial;
const justified = { type: 'LookupJustified', data } as const;
const bySupervisor = { ...byOfficial, by: 'o2', role: 'supervisor' };
const performed = (officialId?: string) =>
  ({ type: 'LookupPerformed', data: { lookupId: 'l1', accountId: 'TTHC:an', officialId } as LookupPerformed }) as const;

describe('a look-up is explained', () => {
  it('in the local month of the explanation', () => {
    expect(justification.idOf(byOfficial)).toBe('TTHC:an-202503');
  });
  it('never without a resolved date', () => {
    expect(() => justification.idOf({ ...byOfficial, occurredAt: undefined })).toThrow('resolved');
  });
  it('by its official, though it is not known yet', () => {
    given(justification).when('JustifyLookup', byOfficial).then(justified);
  });
  it.each(['dossierId', 'petitionId', 'ticketId', 'text'])('by a %s alone', (field) => {
    const alone = { ...data, dossierId: undefined, [field]: 'x' };
    given(justification)
      .when('JustifyLookup', { ...alone, occurredAt: byOfficial.occurredAt })
      .then({ type: 'LookupJustified', data: alone });
  });
  it('not by nothing', () => {
    given(justification)
      .when('JustifyLookup', { ...byOfficial, dossierId: undefined })
      .refused('says why');
  });
  it('not by two cases at once', () => {
    given(justification)
      .when('JustifyLookup', { ...byOfficial, petitionId: 'P1' })
      .refused('one dossier, petition or ticket');
  });
  it('not twice in the same words', () => {
    given(justification, justified).when('JustifyLookup', byOfficial).refused('already given');
  });
  it('again in other words', () => {
    given(justification, justified)
      .when('JustifyLookup', { ...byOfficial, text: 'bổ sung' })
      .then({ type: 'LookupJustified', data: { ...data, text: 'bổ sung' } });
  });
  it('by a supervisor other than the official of the account', () => {
    given(justification, performed('o1'), performed())
      .when('JustifyLookup', bySupervisor)
      .then({ type: 'LookupJustified', data: { ...data, by: 'o2', role: 'supervisor' } });
  });
  it('not by its own official as a supervisor', () => {
    given(justification, performed('o1'))
      .when('JustifyLookup', { ...bySupervisor, by: 'o1' })
      .refused('own official');
  });
});

describe('who holds an account is asked of the account', () => {
  const act: Act = {
    actor: { kind: 'official', id: 'o1' },
    command: { name: 'JustifyLookup', key: 'k', hash: 'h' },
    occurredAt: byOfficial.occurredAt!,
    recordedAt: byOfficial.occurredAt!,
    eventId: (index) => `k#${index}`,
  };
  async function withHolder(): Promise<MemoryLog> {
    const log = new MemoryLog();
    const { actor, occurredAt, recordedAt } = act;
    const place = { eventId: 'g', stream: 'account-TTHC%3Aan', version: 0, type: 'AccountGranted', schemaVersion: 1 };
    const granted = toStored({ ...place, occurredAt, recordedAt, actor, data: { officialId: 'o1' } });
    await log.append([{ stream: place.stream, expected: 0, events: [granted] }]);
    return log;
  }

  it('so that its holder is no supervisor, even where no look-up names them', async () => {
    const own = { ...bySupervisor, by: 'o1' };
    await expect(justifyLookup(await withHolder(), own, act)).rejects.toThrow('own official');
  });
  it('and any other may be', async () => {
    const decided = await justifyLookup(await withHolder(), bySupervisor, act);
    expect(decided.stream).toBe('lookups-TTHC%3Aan-202503');
  });
  it('and its holder explains as its official', async () => {
    await expect(justifyLookup(await withHolder(), byOfficial, act)).resolves.toMatchObject({ replayed: false });
  });
});
