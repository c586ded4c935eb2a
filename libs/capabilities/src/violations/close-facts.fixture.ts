import fc from 'fast-check';
import type { ExampleFact } from './rule.js';
import * as tell from './story.js';

// A second small world, closer still: what happens at a few counters within three days, so that look-ups, sessions and
// devices meet in one window.

const at = fc
  .tuple(fc.constantFrom('01-20', '01-21', '01-22'), fc.constantFrom('00:00', '07:30', '07:36', '09:00', '23:56'))
  .map(([day, minute]) => `2025-${day} ${minute}`);
const accountId = fc.constantFrom('TTHC:an', 'TTHC:binh');
const anyAccount = fc.constantFrom('TTHC:an', 'TTHC:binh', 'TTHC:chi', 'TTHC:dung', 'TTHC:em');
const officialId = fc.constantFrom('O-1', 'O-2');
const unitId = fc.constantFrom('U-1', 'U-2');
const deviceId = fc.constantFrom('PC-1', 'PC-2', 'PC-3');
const sessionId = fc.constantFrom('S-1', 'S-2', 'S-3', 'S-4');
const lookupId = fc.constantFrom('L-1', 'L-2', 'L-3');
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const made = (make: (at: string, data: Record<string, unknown>) => ExampleFact, data: fc.Arbitrary<object>) =>
  fc.tuple(at, data).map(([time, fields]) => make(time, { ...fields }));
const assumed = (value: number) => ({ value, assumed: true });

/** Any fact of that world. */
export const closeFact: fc.Arbitrary<ExampleFact> = fc.oneof(
  {
    weight: 9,
    arbitrary: made(
      tell.lookup,
      fc.record({
        accountId: anyAccount,
        lookupId,
        dossierId: fc.constantFrom('D-1', undefined),
        unitId,
        subjects: fc.constantFrom(0, 1, 1, 2, 20).map(tell.citizens),
        adjacentId: optional(fc.constant(true)),
        result: fc.constantFrom('found', 'notFound'),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(at, lookupId, anyAccount)
      .map(([time, id, account]) => tell.justified(time, time, { lookupId: id, accountId: account })),
  },
  {
    weight: 7,
    arbitrary: made(
      tell.session,
      fc.record({
        accountId: fc.oneof(accountId, anyAccount),
        sessionId,
        deviceId,
        ip: fc.constantFrom('10.1.1.1', '10.1.2.2'),
        amr: fc.constantFrom(['pwd'], ['pwd', 'otp']),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(at, fc.constantFrom(0, 900, 3600), sessionId, accountId)
      .map(([time, idle, id, account]) => tell.timedOut(time, idle, { sessionId: id, accountId: account })),
  },
  {
    weight: 3,
    arbitrary: made(
      tell.granted,
      fc.record({ accountId, officialId, unitId, roleClass: fc.constantFrom('RECEPTION', 'ADMIN_TECH') }),
    ),
  },
  { weight: 1, arbitrary: made(tell.revoked, fc.record({ accountId })) },
  { weight: 1, arbitrary: made(tell.scopeChanged, fc.record({ accountId, roleClass: fc.constant('ADMIN_TECH') })) },
  { weight: 1, arbitrary: made(tell.enrolled, fc.record({ accountId })) },
  { weight: 1, arbitrary: made(tell.unenrolled, fc.record({ accountId })) },
  {
    weight: 2,
    arbitrary: made(
      tell.rotated,
      fc.record({
        accountId,
        trigger: fc.constantFrom('user', 'adminReset'),
        replacedDefault: fc.constantFrom(true, false, undefined),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: made(tell.changed, fc.record({ officialId, kind: fc.constant('absence'), until: optional(at) })),
  },
  {
    weight: 2,
    arbitrary: made(tell.deviceRegistered, fc.record({ deviceId, unitId, sharedCounter: fc.boolean() })),
  },
  { weight: 1, arbitrary: made(tell.deviceReplaced, fc.constant({ oldDeviceId: 'PC-2' })) },
  {
    weight: 2,
    arbitrary: made(
      tell.scanned,
      fc.record({
        deviceId,
        result: fc.constantFrom('pass', 'fail'),
        findings: fc.constantFrom([], ['browserPasswordStore']),
      }),
    ),
  },
  { weight: 1, arbitrary: made(tell.protection, fc.record({ deviceId, status: fc.constantFrom('on', 'off') })) },
  { weight: 1, arbitrary: made(tell.licence, fc.record({ deviceId, status: fc.constantFrom('valid', 'missing') })) },
  {
    weight: 1,
    arbitrary: made(
      tell.statistics,
      fc.record({
        unitId,
        received: fc.constantFrom(0, 1),
        period: fc.constant({ from: '2025-01-20', to: '2025-01-22' }),
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: made(
      tell.profile,
      fc.record({
        unitScope: fc.constantFrom(['U-1'], ['U-1', 'U-2']),
        params: fc.constantFrom({}, tell.mfaFrom(20250121), { spikeMinSubjects: assumed(1) }),
        inTrial: fc.constantFrom(['V-10'], ['V-10', 'V-16']),
      }),
    ),
  },
);
