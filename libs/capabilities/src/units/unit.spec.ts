import { given } from '@app/ledger/given.js';
import { unit, type RegisterUnit } from './unit.js';

const at = (day: string) => `2025-${day}T00:00:00.000Z`;
const ward: RegisterUnit = { unitId: 'p1', name: 'Phường An Hòa', kind: 'commune', validFrom: at('01-01') };
const registered = { type: 'UnitRegistered', data: ward } as const;
const merger = { reorganisationId: 'r1', from: ['p1', 'p2'], to: ['p3'], effectiveAt: at('07-01'), decisionNo: '1685' };
const merged = { type: 'UnitReorganised', data: merger } as const;
const closing = { unitId: 'p1', effectiveAt: at('07-01') };
const closed = { type: 'UnitClosed', data: closing } as const;

describe('a unit', () => {
  it('is registered', () => {
    given(unit)
      .when('RegisterUnit', { ...ward, occurredAt: at('02-01') })
      .then(registered);
  });
  it('is registered once', () => {
    given(unit, registered).when('RegisterUnit', ward).refused('already registered');
  });
  it('is not its own parent', () => {
    given(unit)
      .when('RegisterUnit', { ...ward, parentUnitId: 'p1' })
      .refused('own parent');
  });
  it('does not end when it begins', () => {
    given(unit)
      .when('RegisterUnit', { ...ward, validTo: at('01-01') })
      .refused('end before it begins');
  });
  it('is closed', () => {
    given(unit, registered).when('CloseUnit', closing).then(closed);
  });
  it('is closed once', () => {
    given(unit, registered, closed).when('CloseUnit', closing).refused('already closed');
  });
  it('is not closed before it is registered', () => {
    given(unit).when('CloseUnit', closing).refused('not registered');
  });
  it('is not closed before it existed', () => {
    given(unit, registered)
      .when('CloseUnit', { ...closing, effectiveAt: '2024-12-31T00:00:00.000Z' })
      .refused('did not exist');
  });
});

describe('units are reorganised', () => {
  it('in the stream of the first of them', () => {
    expect(unit.idOf(merger)).toBe('p1');
    given(unit, registered).when('ReorganiseUnits', merger).then(merged);
  });
  it('once under one id', () => {
    given(unit, registered, merged).when('ReorganiseUnits', merger).refused('already recorded');
  });
  it('not into themselves, in whatever order', () => {
    given(unit, registered)
      .when('ReorganiseUnits', { ...merger, to: ['p2', 'p1'] })
      .refused('changes nothing');
  });
  it('into one of them', () => {
    const into = { ...merger, to: ['p1'] };
    given(unit, registered).when('ReorganiseUnits', into).then({ type: 'UnitReorganised', data: into });
  });
  it('not when the first is not registered', () => {
    given(unit).when('ReorganiseUnits', merger).refused('not registered');
  });
  it('not when the first is closed', () => {
    given(unit, registered, closed).when('ReorganiseUnits', merger).refused('already closed');
  });
});
