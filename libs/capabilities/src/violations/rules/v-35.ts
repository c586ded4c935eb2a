import { dayMs } from '../../time.js';
import type { Folder } from '../folders.js';
import type { Span } from '../life.js';
import { firstSession, placeAt, unitThere } from '../placement.js';
import type { Judgement, Light, Rule, Severity } from '../rule.js';
import { licensedTimes, passwordsKept, protectedTimes } from '../software.js';
import { deviceRegistered, granted, licence, protection, scanned, session } from '../story.js';
import { uncovered } from '../uncovered.js';

type Device = Folder<'device'>;
/** What is wrong with a device from a moment on, in a finding of its own. */
type Lack = Readonly<{ what: string; severity: Severity; since: string; unitId?: string; shownBy: string }>;

const judged = (
  device: Device,
  { by, to, endedBy }: Span,
  { what, severity, since, unitId, shownBy }: Lack,
): Judgement => ({
  dedupKey: `${device.id}|${what}`,
  anchor: by,
  occurredAt: since,
  since,
  until: to,
  untilBy: endedBy,
  severity,
  unitId,
  evidence: [shownBy, ...(endedBy === undefined ? [] : [endedBy])],
});

/** The times that nothing covers and in which the device was used, from its first use then. */
function usedWithout(device: Device, covers: readonly Span[], lack: Pick<Lack, 'what' | 'severity'>, light: Light) {
  return uncovered({ from: '', by: device.id }, covers).flatMap((gap) => {
    const first = firstSession(device, gap, light);
    if (!first) return [];
    const unitId = unitThere(device, first, light);
    return [judged(device, gap, { ...lack, since: first.at, unitId, shownBy: first.id })];
  });
}

export const v35: Rule = {
  code: 'V-35',
  version: 1,
  status: 'stable',
  titleVi: 'Máy thiếu phòng mã độc, bản quyền',
  titleEn: 'Endpoint unprotected or unlicensed',
  clauses: ['R76', 'R84', 'R28'],
  params: [],
  severity: 'medium',
  judges: {
    // Used without having been seen protected for thirty days, or without a valid licence check for twelve months; or
    // a scan found passwords kept in a browser.
    device(device, light) {
      const protection = { what: 'protection', severity: 'medium' } as const;
      const licence = { what: 'licence', severity: 'low' } as const;
      return [
        ...usedWithout(device, protectedTimes(device, 30 * dayMs), protection, light),
        ...usedWithout(device, licensedTimes(device, 12), licence, light),
        ...passwordsKept(device).map((kept) =>
          judged(device, kept, {
            what: 'browserPasswordStore',
            severity: 'medium',
            since: kept.from,
            unitId: placeAt(device, kept.from)?.data.unitId,
            shownBy: kept.by,
          }),
        ),
      ];
    },
  },

  falsePositives: [
    'The agent on the computer could not report for a while.',
    'A licence that was bought for the whole office and is not checked computer by computer.',
  ],
  nextStepsVi: [
    'Cài đặt hoặc thay thế phần mềm phòng chống mã độc',
    'Trang cấp bản quyền',
    'Ghi vào sổ thiết bị (F-13)',
  ],

  examples: [
    {
      title: 'used thirty days after it was last seen protected, and seen protected again',
      given: [
        granted('2025-01-02 07:00'),
        protection('2025-02-02 09:00'),
        session('2025-03-04 09:00', { deviceId: 'PC-1' }),
        session('2025-03-05 09:00', { deviceId: 'PC-1' }),
        protection('2025-03-06 09:00'),
        session('2025-03-06 10:00', { deviceId: 'PC-1' }),
      ],
      finds: [{ since: '2025-03-04 09:00', until: '2025-03-06 09:00', severity: 'medium' }],
    },
    {
      title: 'seen, but switched off; or never seen at all',
      given: [
        granted('2025-01-02 07:00'),
        protection('2025-03-04 08:00', { status: 'off' }),
        session('2025-03-04 09:00', { deviceId: 'PC-1' }),
        session('2025-03-05 09:00', { deviceId: 'PC-2' }),
      ],
      finds: [{ since: '2025-03-04 09:00' }, { since: '2025-03-05 09:00' }],
    },
    {
      title: 'twelve months after the last valid check, and after one more product was found unlicensed',
      given: [
        granted('2024-01-02 07:00'),
        deviceRegistered('2024-01-02 07:00'),
        licence('2024-03-04 09:00'),
        licence('2024-06-04 09:00', { product: 'Office', status: 'missing' }),
        licence('2024-09-04 09:00'),
        ...['2025-03-04 08:59:59', '2025-03-04 09:00', '2025-03-05 09:00'].flatMap((at) => [
          protection(at),
          session(at, { deviceId: 'PC-1' }),
        ]),
        licence('2025-03-05 08:59:59', { product: 'Office' }),
      ],
      finds: [{ since: '2025-03-04 09:00', until: '2025-03-05 08:59:59', severity: 'low' }],
    },
    {
      title: 'never checked, twelve months after it was first used',
      given: [
        granted('2024-01-02 07:00'),
        ...['2024-03-04 15:00', '2025-03-03 23:59:59', '2025-03-04 00:00'].flatMap((at) => [
          protection(at),
          session(at, { deviceId: 'PC-1' }),
        ]),
      ],
      finds: [{ since: '2025-03-04 00:00', until: undefined, severity: 'low' }],
    },
    {
      title: 'a browser kept passwords, until a scan that found none',
      given: [
        deviceRegistered('2025-03-03 08:00'),
        scanned('2025-03-04 09:00', { result: 'fail', findings: ['browserPasswordStore'] }),
        scanned('2025-03-05 09:00', { result: 'fail', findings: ['browserPasswordStore', 'malware'] }),
        scanned('2025-03-06 09:00', { result: 'fail', findings: ['malware'] }),
      ],
      finds: [{ since: '2025-03-04 09:00', until: '2025-03-06 09:00', severity: 'medium' }],
    },
    {
      title: 'one second before thirty days and before twelve months',
      given: [
        granted('2024-01-02 07:00'),
        deviceRegistered('2024-03-04 09:00'),
        protection('2025-02-02 09:00'),
        session('2025-03-04 08:59:59', { deviceId: 'PC-1' }),
      ],
      finds: [],
    },
    {
      title: 'neither protected nor licensed, and not used',
      given: [deviceRegistered('2024-01-02 09:00'), scanned('2024-01-03 09:00'), protection('2024-01-04 09:00')],
      finds: [],
    },
  ],
};
