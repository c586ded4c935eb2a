import { happening, ToldLedger } from '../ledger.fixture.js';
import { lookupsFound } from './lookup-search.js';

const citizen = `k1.${'a'.repeat(43)}`;
const at = (day: string) => `2025-03-${day}T02:00:00.000Z`;
const look = (id: string, day: string, dossierId?: string) =>
  happening('LookupPerformed', id, at(day), {
    lookupId: id, accountId: 'TTHC:an', system: 'TTHC', function: 'KIEM_TRA_TTCD', subjects: [citizen], fieldsReturned: ['hoTen'],
    result: 'found', resultCount: 1, ...(dossierId && { dossierId }),
  }); // prettier-ignore
const story = [
  happening('AccountGranted', 'grant', at('01'), {
    accountId: 'TTHC:an', grantId: 'an', username: 'an', officialId: 'an', system: 'TTHC', unitId: 'U-1', accountClass: 'ONE_STOP',
    roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'], fields: ['hoTen'], validFrom: at('01'),
  }),
  happening('DossierObserved', 'D-1', at('02'), {
    system: 'TTHC', dossierId: 'D-1', procedureCode: '1.001', parties: [citizen], handlingUnits: ['U-1'], assignees: [], receivedAt: at('02'),
  }),
  look('l1', '04', 'D-1'),
  look('l2', '05'),
]; // prettier-ignore

it('a look-up is shown with how it was explained, and what was tried', async () => {
  const ledger = await ToldLedger.of(story);
  try {
    const now = { asOf: at('31'), knownAt: 1000 };
    const { items } = await lookupsFound(ledger.queries, ledger.log, { citizen }, now, { limit: 100 });
    expect(items.map(({ event, explanation }) => [event.eventId, explanation?.code])).toEqual([
      ['l1', 'E1'],
      ['l2', 'E0'],
    ]);
    expect(items[0].explanation?.tried).toEqual(['E1']);
  } finally {
    ledger.close();
  }
});
