import { isAssigned, lastShownBy, outsideOf, placeIn, timesOf, wayTo, type Dossier } from './dossier.js';
import { after } from './light.fixture.js';
import type { ExampleFact } from './rule.js';
import { aliased, closed, dossier, granted, lookup, petition, profile, reorganised } from './story.js';

/** The look-up of 09:00 on 4 March, its dossier and what rules see. */
function look(facts: readonly ExampleFact[], data: Record<string, unknown> = {}) {
  const { light, uses } = after(...facts, lookup('2025-03-04 09:00', data));
  return { light, use: uses[0], file: light.dossier('D-1')! };
}
const held = (unitId: string) => granted('2025-01-02 07:00', { unitId, officialId: 'O-7' });
const handledBy = (at: string, ...handlingUnits: string[]) => dossier(at, { handlingUnits, assignees: [] });

describe('a dossier', () => {
  it('lists a citizen as a party in any of its states, else as somebody near one', () => {
    const states = [
      dossier('2025-03-03 08:00', { parties: ['a'], representatives: ['r'] }),
      dossier('2025-03-04 08:00', { parties: ['b'], householdMembers: ['h', 'a'] }),
    ];
    const { file, light } = look([...states, aliased('2025-03-05 08:00', { tokenOld: 'o', tokenNew: 'b' })]);
    const place = (subject: string) => placeIn(file, subject, light);
    expect(['a', 'b', 'o', 'r', 'h', 'x'].map(place)).toEqual(['party', 'party', 'party', 'near', 'near', undefined]);
  });

  it.each([
    ['received at the unit', [held('U-1'), handledBy('2025-03-03 08:00', 'U-1')], 'received'],
    ['routed to the unit', [held('U-1'), handledBy('2025-03-03 08:00', 'U-2'), handledBy('2025-03-05 08:00', 'U-2', 'U-1')], 'routed'],
    ['assigned to the official', [held('U-1'), dossier('2025-03-03 08:00', { handlingUnits: ['U-2'], assignees: ['O-7'] })], 'assigned'],
    ['of a unit above', [held('U-1'), handledBy('2025-03-03 08:00', 'CITY'), { type: 'UnitRegistered', at: '2025-01-01 00:00', data: { unitId: 'U-1', name: 'Phường', kind: 'commune', validFrom: '2025-01-01 00:00', parentUnitId: 'CITY' } }], undefined],
    ['of a unit that had become the own one', [held('U-2'), handledBy('2025-03-03 08:00', 'U-1'), reorganised('2025-03-04 09:00')], 'received'],
    ['of a unit that became the own one later', [held('U-2'), handledBy('2025-03-03 08:00', 'U-1'), reorganised('2025-03-04 09:01')], undefined],
    ['of the unit that the own one had become, through a third', [held('U-1'), handledBy('2025-03-03 08:00', 'U-3'), reorganised('2025-02-01 00:00'), reorganised('2025-03-01 00:00', { from: ['U-2'], to: ['U-3'] })], 'received'],
  ] as const)('%s', (_, facts, way) => {
    const { file, light, use } = look(facts);
    expect(wayTo(use, file, light)).toBe(way);
  }); // prettier-ignore

  it('is assigned to those whom it or the petition names, and to nobody else', () => {
    const { light, use } = look([dossier('2025-03-03 08:00')]);
    expect(isAssigned(use, light)).toBe(false);
    const assigned = look([held('U-1'), dossier('2025-03-03 08:00', { assignees: ['O-7'] })]);
    expect(isAssigned(assigned.use, assigned.light)).toBe(true);
    const stranger = look([held('U-1'), dossier('2025-03-03 08:00'), petition('2025-03-03 08:00')], {
      petitionId: 'P-1',
    });
    expect(isAssigned(stranger.use, stranger.light)).toBe(false);
    const named = look([petition('2025-03-03 08:00')], { petitionId: 'P-1', officialId: 'O-1' });
    expect(isAssigned(named.use, named.light)).toBe(true);
  });

  it('was received first and closed last as any of its states says, whichever came first', () => {
    const states = [
      dossier('2025-03-05 08:00', { receivedAt: '2025-03-03 08:00', closedAt: '2025-03-06 08:00' }),
      dossier('2025-03-04 08:00', { closedAt: '2025-03-04 09:00' }),
      closed('2025-03-05 09:00'),
    ];
    const times = timesOf(look(states).file);
    expect(times.received).toEqual({ at: '2025-03-03T01:00:00.000Z', by: 'event-000' });
    expect(times.closed).toEqual({ at: '2025-03-06T01:00:00.000Z', by: 'event-000' });
    expect(lastShownBy(look(states).file)).toBe('event-000');
    expect(timesOf(look([dossier('2025-03-03 08:00')]).file).closed).toBeUndefined();
  });

  it.each([
    ['10:00:00', undefined, undefined],
    ['10:00:01', undefined, 'before'],
    ['08:00:00', '2025-02-26 16:00', 'after'],
    ['08:00:00', '2025-02-27 16:00', undefined],
    ['08:00:00', '2025-03-04 09:00', undefined],
    ['08:00:00', '2025-03-05 09:00', undefined],
  ])('received at %s and closed on %s: the look-up lies outside %s', (time, closedAt, side) => {
    const receivedAt = closedAt === undefined ? `2025-03-04 ${time}` : '2025-02-03 08:00';
    const { file, light, use } = look([dossier('2025-03-03 08:00', { receivedAt, closedAt })]);
    expect(outsideOf(use, file, light)?.side).toBe(side);
  });

  it('tells by how many working days of which calendars a look-up came too late', () => {
    const noTail = profile('2025-01-01 00:00', { params: { resultTailWd: { value: 0, assumed: true } } });
    const file: Dossier = look([noTail, dossier('2025-02-03 08:00'), closed('2025-03-03 16:00')]).file;
    const { light, use } = look([noTail, held('U-1')]);
    const found = outsideOf(use, file, light);
    expect(found).toEqual({
      side: 'after',
      shownBy: 'event-002',
      tail: { value: 0, assumed: true },
      end: { due: '2025-03-03T17:00:00.000Z', versions: [] },
    });
  });
});
