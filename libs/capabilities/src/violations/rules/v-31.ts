import { startOfDay } from '../../time.js';
import { absencesOf, absentAt } from '../absence.js';
import { dayOfDevice } from '../folders.js';
import { useOfficial, useUnit } from '../light.js';
import { aboutSession, placeAt, type SessionThere } from '../placement.js';
import type { Day, Light, Rule, Use } from '../rule.js';
import { firstOverlap, sessionsOf } from '../sessions.js';
import { changed, deviceRegistered, deviceReplaced, granted, many, session, sessionEnded } from '../story.js';
import { firstWith, ofOneType, shownBy } from '../lists.js';
import { firstOfEach, latest, sortedBy } from '../order.js';

/** What makes a day look shared: the session that shows it, with what shows it beside that one. */
interface Sign {
  session: Use;
  beside: readonly { id: string }[];
}

function atTwoPlaces({ day, uses, before }: Day): Sign | undefined {
  const overlap = firstOverlap(sessionsOf(before, uses), day);
  return overlap && { session: overlap.later, beside: overlap.earlier };
}

function whileAway(sessions: readonly Use[], light: Light): Sign | undefined {
  for (const session of sessions) {
    const officialId = useOfficial(session, light);
    if (officialId === undefined) continue;
    const absence = absentAt(absencesOf(light.folder('official', officialId)), session.at);
    if (absence) return { session, beside: [{ id: absence.by }] };
  }
  return undefined;
}

function onManyDevices(sessions: readonly Use[]): Sign | undefined {
  const devices = firstWith(sessions, 3, ({ deviceId }) => (deviceId === undefined ? [] : [deviceId]));
  return devices && { session: devices.last, beside: devices.all };
}

const accountOf = ({ data }: SessionThere) => [data.accountId];

export const v31: Rule = {
  code: 'V-31',
  version: 1,
  status: 'stable',
  titleVi: 'Nghi dùng chung tài khoản',
  titleEn: 'Account sharing suspected',
  clauses: ['R92', 'R85'],
  params: [],
  severity: 'high',
  judges: {
    // On one day: two sessions at once on two devices in two networks (told on the day on which the earlier one ended),
    // a session while its official was away, or sessions on three devices.
    day(day, light) {
      const sessions = ofOneType(day.uses, 'SessionStarted');
      const signs = [atTwoPlaces(day), whileAway(sessions, light), onManyDevices(sessions)].filter((sign) => !!sign);
      const [first] = sortedBy(signs, ({ session }) => session.at);
      if (!first) return [];
      const { at, accountId } = first.session;
      return [
        {
          dedupKey: accountId,
          anchor: startOfDay(day.day),
          occurredAt: at,
          since: at,
          accountId,
          officialId: useOfficial(first.session, light),
          unitId: useUnit(first.session, light),
          evidence: shownBy(
            first.session,
            signs.flatMap(({ session, beside }) => [session, ...beside]),
          ),
        },
      ];
    },
    // Four accounts on one device in a day, unless it is a counter that several officials use by design: a finding of
    // each account, from when the fourth was there.
    deviceDay({ id, facts }, light) {
      const { day, deviceId } = dayOfDevice(id);
      const accounts = firstWith(facts, 4, accountOf);
      if (!accounts) return [];
      const { last, all } = accounts;
      const device = light.folder('device', deviceId);
      if (placeAt(device, last.at)?.data.sharedCounter) return [];
      return firstOfEach(facts, ({ data }) => data.accountId).map((first) => {
        const since = latest(last.at, first.at);
        return {
          dedupKey: `${first.data.accountId}|${deviceId}`,
          anchor: startOfDay(day),
          occurredAt: since,
          since,
          ...aboutSession(first, light),
          evidence: shownBy(first, all),
        };
      });
    },
  },

  falsePositives: [
    'Counters whose addresses change (NAT, DHCP), or that are moved.',
    'A remote desktop: one official, two devices.',
  ],
  nextStepsVi: ['Hỏi cả hai cán bộ', 'Đối chiếu camera, lịch trực', 'Lập biên bản'],

  examples: [
    {
      title: 'a session begun on another device in another network, one second before the first one ended',
      given: [
        granted('2025-03-03 07:00'),
        session('2025-03-04 08:00', { deviceId: 'PC-1', ip: '10.1.1.7' }),
        session('2025-03-04 08:59:59', { deviceId: 'PC-2', ip: '10.1.2.7' }),
        sessionEnded('2025-03-04 09:00', '2025-03-04 08:00'),
        session('2025-03-05 08:00', { deviceId: 'PC-1', ip: '10.1.1.7' }),
        sessionEnded('2025-03-05 09:00', '2025-03-05 08:00'),
      ],
      finds: [{ since: '2025-03-04 08:59:59', severity: 'high', accountId: 'TTHC:an' }],
    },
    {
      title: 'a session begun before midnight while another went on that ended after it',
      given: [
        granted('2025-03-03 07:00'),
        session('2025-03-04 22:00', { deviceId: 'PC-1', ip: '10.1.1.7' }),
        session('2025-03-04 23:00', { deviceId: 'PC-2', ip: '10.1.2.7' }),
        sessionEnded('2025-03-05 00:30', '2025-03-04 22:00'),
      ],
      finds: [{ since: '2025-03-04 23:00' }],
    },
    {
      title: 'a session in the first and in the last second of an absence',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-04 08:00', { kind: 'absence', until: '2025-03-06 08:00' }),
        session('2025-03-04 08:00'),
        session('2025-03-06 07:59:59'),
      ],
      finds: [{ since: '2025-03-04 08:00' }, { since: '2025-03-06 07:59:59' }],
    },
    {
      title: 'the third device of a day, and the session of somebody away before it: one finding',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-04 08:00', { kind: 'absence', until: '2025-03-04 09:00' }),
        ...many(3, { from: '2025-03-04 08:00:00', every: 3600 }, (at, i) => session(at, { deviceId: `PC-${i}` })),
        ...many(3, { from: '2025-03-05 08:00:00', every: 3600 }, (at, i) => session(at, { deviceId: `PC-${i}` })),
      ],
      finds: [{ since: '2025-03-04 08:00' }, { since: '2025-03-05 10:00' }],
    },
    {
      title: 'four accounts on one device in a day',
      given: many(5, { from: '2025-03-04 08:00:00', every: 3600 }, (at, i) =>
        session(at, { accountId: `TTHC:a${i}`, deviceId: 'PC-1' }),
      ),
      finds: [
        { since: '2025-03-04 11:00', severity: 'high', accountId: 'TTHC:a0' },
        { since: '2025-03-04 11:00', accountId: 'TTHC:a1' },
        { since: '2025-03-04 11:00', accountId: 'TTHC:a2' },
        { since: '2025-03-04 11:00', accountId: 'TTHC:a3' },
        { since: '2025-03-04 12:00', accountId: 'TTHC:a4' },
      ],
    },
    {
      title: 'one after the other, in one network, on one device, or left by a time-out',
      given: [
        granted('2025-03-03 07:00'),
        session('2025-03-04 08:00', { deviceId: 'PC-1', ip: '10.1.1.7' }),
        sessionEnded('2025-03-04 09:00', '2025-03-04 08:00'),
        session('2025-03-04 09:00', { deviceId: 'PC-2', ip: '10.1.2.7' }),
        session('2025-03-04 09:30', { deviceId: 'PC-1', ip: '10.1.2.9' }),
        sessionEnded('2025-03-04 10:00', '2025-03-04 09:00'),
        session('2025-03-05 08:00', { deviceId: 'PC-1', ip: '10.1.1.7' }),
        session('2025-03-05 08:30', { deviceId: 'PC-1', ip: '10.1.2.7' }),
        sessionEnded('2025-03-05 09:00', '2025-03-05 08:00', {
          reason: 'timeout',
          lastActivityAt: '2025-03-05 08:40',
        }),
        session('2025-03-05 08:40', { deviceId: 'PC-2', ip: '10.1.3.7' }),
      ],
      finds: [],
    },
    {
      title: 'one second before an absence and when it is over; two devices a day; three accounts on a device',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-04 08:00', { kind: 'absence', until: '2025-03-06 08:00' }),
        session('2025-03-04 07:59:59', { deviceId: 'PC-1' }),
        session('2025-03-06 08:00', { deviceId: 'PC-1' }),
        session('2025-03-06 09:00', { deviceId: 'PC-2' }),
        session('2025-03-06 10:00', { deviceId: 'PC-1' }),
        ...many(2, { from: '2025-03-06 08:00:00', every: 3600 }, (at, i) =>
          session(at, { accountId: `TTHC:a${i}`, deviceId: 'PC-1' }),
        ),
      ],
      finds: [],
    },
    {
      title: 'a counter shared by design',
      given: [
        deviceRegistered('2025-01-02 07:00'),
        deviceReplaced('2025-03-03 07:00', { sharedCounter: true }),
        ...many(5, { from: '2025-03-04 08:00:00', every: 3600 }, (at, i) =>
          session(at, { accountId: `TTHC:a${i}`, deviceId: 'PC-1' }),
        ),
      ],
      finds: [],
    },
  ],
};
