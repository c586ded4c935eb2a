import type { Use } from './rule.js';
import { firstOverlap, sessionsOf } from './sessions.js';

const day = '2025-03-04';
const at = (time: string, on = day) => new Date(`${on}T${time}:00+07:00`).toISOString();
const begun = (sessionId: string, time: string, place: Partial<Use>, on = day): Use => ({
  id: `begin ${sessionId}`,
  type: 'SessionStarted',
  at: at(time, on),
  accountId: 'TTHC:an',
  sessionId,
  ...place,
});
const ended = (sessionId: string, time: string, more: Partial<Use> = {}): Use => ({
  id: `end ${sessionId}`,
  type: 'SessionEnded',
  at: at(time),
  accountId: 'TTHC:an',
  sessionId,
  reason: 'logout',
  ...more,
});
const [counter1, counter2, beside1] = [
  { deviceId: 'PC-1', ip: '10.1.1.1' },
  { deviceId: 'PC-2', ip: '10.1.2.1' },
  { deviceId: 'PC-3', ip: '10.1.1.2' },
];
const overlapOf = (...uses: Use[]) => {
  const overlap = firstOverlap(sessionsOf(uses), day);
  return overlap && [overlap.later.id, ...overlap.earlier.map(({ id }) => id)];
};

describe('sessions', () => {
  it('have the first end told after their beginning', () => {
    const uses = [ended('A', '07:00'), begun('A', '08:00', {}), ended('A', '09:00'), ended('A', '10:00')];
    expect(sessionsOf(uses)).toEqual([{ begun: uses[1], ended: uses[2] }]);
  });

  it('overlap where another begins elsewhere before the end of one', () => {
    expect(overlapOf(begun('A', '08:00', counter1), begun('B', '08:59', counter2), ended('A', '09:00'))).toEqual([
      'begin B',
      'begin A',
      'end A',
    ]);
    expect(
      overlapOf(begun('A', '08:00', counter1), begun('B', '09:00', counter2), ended('A', '09:00')),
    ).toBeUndefined();
  });

  it('do not where only the device differs, only the network, or one of them is not known', () => {
    const places = [beside1, { ...counter1, ip: '10.1.2.9' }, { deviceId: 'PC-2' }, { ip: '10.1.2.1' }];
    for (const place of places) {
      expect(overlapOf(begun('A', '08:00', counter1), begun('B', '08:30', place), ended('A', '09:00'))).toBeUndefined();
    }
  });

  it('do not where the end of the earlier is not known, or was on another day', () => {
    const sessions = [begun('A', '08:00', counter1), begun('B', '08:30', counter2)];
    expect(overlapOf(...sessions, ended('B', '09:00'))).toBeUndefined();
    expect(firstOverlap(sessionsOf([...sessions, ended('A', '09:00')]), '2025-03-05')).toBeUndefined();
  });

  it('overlap from the day before on', () => {
    const sessions = [begun('A', '22:00', counter1, '2025-03-03'), begun('B', '23:00', counter2, '2025-03-03')];
    expect(overlapOf(...sessions, ended('A', '00:30'))).toEqual(['begin B', 'begin A', 'end A']);
  });

  it('that timed out went on to their last activity', () => {
    const timeout = (lastActivityAt: string) =>
      overlapOf(
        begun('A', '08:00', counter1),
        begun('B', '08:30', counter2),
        ended('A', '09:00', { reason: 'timeout', lastActivityAt: at(lastActivityAt) }),
      );
    expect(timeout('08:30')).toBeUndefined();
    expect(timeout('08:31')).toEqual(['begin B', 'begin A', 'end A']);
  });

  it('in one place are as long as the longest of them, also where a shorter one began later', () => {
    expect(
      overlapOf(
        begun('A', '08:00', counter1),
        begun('A2', '08:10', counter1),
        ended('A2', '08:20'),
        begun('B', '08:30', counter2),
        ended('A', '09:00'),
      ),
    ).toEqual(['begin B', 'begin A', 'end A']);
  });
});
