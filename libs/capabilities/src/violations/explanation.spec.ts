import fc from 'fast-check';
import { eventsOf, standingAfter } from './examples.js';
import { explanationNames, explanationOf } from './explanation.js';
import { explanationAfter } from './light.fixture.js';
import { explanationCodes, type ExampleFact } from './rule.js';
import { v02 } from './rules/v-02.js';
import { v03 } from './rules/v-03.js';
import { v04 } from './rules/v-04.js';
import {
  account, aliased, closed, dossier, granted, inspected, inspectionPlanned, justified, lookup, petition, profile, ticket,
} from './story.js'; // prettier-ignore

const inspectedI1 = (at: string, data: object = {}) =>
  inspected(at, { inspectionId: 'I-1', kind: 'surprise', accountsChecked: [account], ...data });

const grant = granted('2025-01-02 07:00');
const look = (data: object = {}) => lookup('2025-03-04 09:00', { subjects: ['binh'], ...data });
const bare = look({ dossierId: undefined });
const open = (data: object = {}) => dossier('2025-03-03 08:00', { parties: ['binh'], assignees: [], ...data });
const said = (at: string, data: Record<string, unknown> = {}) => justified(at, '2025-03-04 09:00', data);
const elsewhere = { handlingUnits: ['U-2'] };
const forInspection = look({ dossierId: undefined, purposeCode: 'KIEM_TRA:I-1' });
const approved = (by: string) => said('2025-03-20 09:00', { by, role: 'supervisor', dossierId: undefined });
const petitioned = look({ dossierId: undefined, function: 'LAY_TTCD', petitionId: 'P-1' });
const linkedTo = (petitionId: string) => ({ dossierId: undefined, petitionId });

const cases: readonly (readonly [code: string, title: string, facts: readonly ExampleFact[]])[] = [
  ['E1', 'a party of the open dossier that the own unit received', [open(), look()]],
  ['E1', 'the same, while the result is handed over', [open(), closed('2025-02-27 16:00'), look()]],
  ['E1', 'the same, under the number that the citizen had before', [open({ parties: ['cu'] }), aliased('2025-03-05 09:00', { tokenNew: 'binh' }), look()]],
  ['E1', 'nobody was found, for a dossier of the own unit', [open(), look({ subjects: [] })]],
  ['E0', 'the dossier has been over for days', [open(), closed('2025-02-26 16:00'), look()]],
  ['E0', 'it was received more than an hour later', [open({ receivedAt: '2025-03-04 10:01' }), look()]],
  ['E0', 'one of two citizens is nowhere in it', [open(), look({ subjects: ['binh', 'la'] })]],
  ['E0', 'the dossier is not known', [look()]],
  ['E2', 'linked in the last minute of the next working day', [bare, open(), said('2025-03-05 23:59')]],
  ['E2', 'linked, and received after the look-up', [bare, open({ receivedAt: '2025-03-05 08:00' }), said('2025-03-05 09:00')]],
  ['E0', 'linked at the end of the grace', [bare, open(), said('2025-03-06 00:00')]],
  ['E2', 'linked within a longer grace of the unit', [bare, open(), said('2025-03-06 00:00'), profile('2025-01-01 00:00', { params: { linkGraceWd: { value: 2, assumed: true } } })]],
  ['E0', 'linked before the look-up', [bare, open(), said('2025-03-04 08:59')]],
  ['E0', 'linked to a dossier of somebody else', [bare, open({ parties: ['chi'] }), said('2025-03-05 09:00')]],
  ['E0', 'linked to a dossier that was over', [bare, open(), closed('2025-02-26 16:00'), said('2025-03-05 09:00')]],
  ['E0', 'linked to a dossier that is not known', [bare, said('2025-03-05 09:00')]],
  ['E3', 'who acts for a party', [open({ parties: ['chi'], representatives: ['binh'] }), look()]],
  ['E3', 'who lives with a party, of a dossier linked later', [bare, open({ parties: ['chi'], householdMembers: ['binh'] }), said('2025-03-05 09:00')]],
  ['E3', 'a party and who acts for them, by a dossier of another unit that the official was assigned', [open({ ...elsewhere, representatives: ['dung'], assignees: ['O-1'] }), look({ subjects: ['binh', 'dung'] })]],
  ['E0', 'who acts for a party of another unit', [open({ ...elsewhere, parties: ['chi'], representatives: ['binh'] }), look()]],
  ['E4', 'a dossier of another unit that was routed to the own one', [open(elsewhere), { ...open({ handlingUnits: ['U-2', 'U-1'] }), at: '2025-03-05 08:00' }, look()]],
  ['E4', 'a dossier of another unit that the official was assigned', [open({ ...elsewhere, assignees: ['O-1'] }), look()]],
  ['E4', 'the same, linked later', [bare, open({ ...elsewhere, assignees: ['O-1'] }), said('2025-03-05 09:00')]],
  ['E0', 'a dossier of another unit', [open(elsewhere), look()]],
  ['E5', 'a support ticket in the last minute of the grace', [bare, ticket('2025-03-05 09:00')]],
  ['E0', 'a support ticket a minute later', [bare, ticket('2025-03-05 09:01')]],
  ['E6', 'a petition assigned to the official', [petition('2025-03-03 08:00'), petitioned]],
  ['E6', 'the same, linked within the grace', [petition('2025-03-03 08:00'), bare, said('2025-03-05 09:00', linkedTo('P-1'))]],
  ['E0', 'linked too late', [petition('2025-03-03 08:00'), bare, said('2025-03-06 09:00', linkedTo('P-1'))]],
  ['E0', 'a petition of somebody else', [petition('2025-03-03 08:00', { assignees: ['O-2'] }), petitioned]],
  ['E0', 'a petition that is not known', [petitioned]],
  ['E7', 'an inspection planned for the unit and the day', [inspectionPlanned('2025-03-01 08:00'), forInspection]],
  ['E0', 'an inspection of another unit', [inspectionPlanned('2025-03-01 08:00', { unitId: 'U-2' }), forInspection]],
  ['E0', 'an inspection that was to begin the day after', [inspectionPlanned('2025-03-01 08:00', { planned: { from: '2025-03-05', to: '2025-03-06' } }), forInspection]],
  ['E0', 'an inspection that was to end the day before', [inspectionPlanned('2025-03-01 08:00', { planned: { from: '2025-03-01', to: '2025-03-03' } }), forInspection]],
  ['E7', 'the last day of its plan', [inspectionPlanned('2025-03-01 08:00', { planned: { from: '2025-03-01', to: '2025-03-04' } }), forInspection]],
  ['E0', 'an inspection that was then planned for another unit', [inspectionPlanned('2025-03-01 08:00'), inspectionPlanned('2025-03-02 08:00', { unitId: 'U-2' }), forInspection]],
  ['E0', 'an inspection that the look-up does not name', [inspectionPlanned('2025-03-01 08:00'), look({ dossierId: undefined, purposeCode: 'KIEM_TRA' })]],
  ['E0', 'an inspection that is not known', [forInspection]],
  ['E7', 'its minutes name the account', [inspectionPlanned('2025-03-01 08:00', { unitId: 'U-2' }), inspectedI1('2025-03-10 08:00'), forInspection]],
  ['E7', 'its minutes name the official', [inspectedI1('2025-03-10 08:00', { accountsChecked: [], team: [{ officialId: 'O-1', unitId: 'U-1' }] }), forInspection]],
  ['E0', 'its minutes name neither, whatever was planned', [inspectionPlanned('2025-03-01 08:00'), inspectedI1('2025-03-10 08:00', { accountsChecked: [] }), forInspection]],
  ['E8', 'a supervisor approved it, however late', [bare, approved('O-9')]],
  ['E0', 'its own official approved it as a supervisor', [bare, approved('O-1')]],
  ['E0', 'its official said why', [bare, said('2025-03-05 09:00', { dossierId: undefined, text: 'nộp trực tiếp' })]],
  ['E0', 'a colleague said why', [bare, said('2025-03-05 09:00', { dossierId: undefined, by: 'O-9', text: 'nộp trực tiếp' })]],
  ['E1', 'the first reason that holds counts', [open(), ticket('2025-03-03 09:00'), look(), approved('O-9')]],
]; // prettier-ignore

describe('a look-up is explained', () => {
  it.each(cases)('by %s: %s', (code, _, facts) => {
    expect(explanationAfter(grant, ...facts)).toBe(code);
  });

  it('and tells what was tried, in order, the reason that holds last', () => {
    expect(explanationOf('E1').tried).toEqual(['E1']);
    expect(explanationOf('E3').tried).toEqual(['E1', 'E2', 'E3']);
    expect(explanationOf('E0').tried).toEqual(explanationCodes.slice(0, -1));
    expect(Object.keys(explanationNames)).toEqual([...explanationCodes]);
  });

  it('by its dossier whenever that is known and neither V-02 nor V-03 nor V-04 finds anything', () => {
    const anyDossier = fc.record({
      parties: fc.subarray(['binh', 'chi']),
      representatives: fc.subarray(['binh', 'chi']),
      handlingUnits: fc.constantFrom(['U-1'], ['U-2'], ['U-2', 'U-1']),
      assignees: fc.subarray(['O-1', 'O-2']),
      receivedAt: fc.constantFrom('2025-03-03 08:00', '2025-03-04 10:00', '2025-03-04 10:01'),
      closedAt: fc.constantFrom(undefined, '2025-03-04 08:00', '2025-02-26 16:00', '2025-02-27 16:00'),
    });
    fc.assert(
      fc.property(
        fc.array(anyDossier, { minLength: 1, maxLength: 2 }),
        fc.subarray(['binh', 'chi']),
        (states, subjects) => {
          const told = [
            grant,
            ...states.map((state, i) => dossier(`2025-03-0${3 + i} 08:00`, state)),
            look({ subjects }),
          ];
          const found = standingAfter([v02, v03, v04], eventsOf(told));
          expect(['E1', 'E3', 'E4'].includes(explanationAfter(...told)!)).toBe(found.length === 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
