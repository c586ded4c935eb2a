import { dayMs } from '../../time.js';
import type { Folder } from '../folders.js';
import { evidenceOf } from '../order.js';
import { aboutUseOf, firstSession, placeAt, type SessionThere } from '../placement.js';
import type { Judgement, Light, Rule, Severity } from '../rule.js';
import { licensedTimes, passwordsKept, protectedTimes } from '../software.js';
import type { Span } from '../spans.js';
import * as tell from '../story.js';
import { uncovered } from '../uncovered.js';

type Device = Folder<'device'>;
/** What is wrong with a device, how much that matters, and which duty says so. */
type Lack = Readonly<{ what: string; severity: Severity; clauses: readonly string[] }>;
const protection: Lack = { what: 'protection', severity: 'medium', clauses: ['R76'] };
const licence: Lack = { what: 'licence', severity: 'medium', clauses: ['R84'] };
const passwords: Lack = { what: 'browserPasswordStore', severity: 'low', clauses: ['R28'] };

/** A device lacked something, from a moment on and, where it was used then, since a session. */
const judged = (
  device: Device,
  { what, severity, clauses }: Lack,
  { since, by, to, endedBy }: Span & { since: string },
  session: SessionThere | undefined,
  light: Light,
): Judgement => ({
  dedupKey: `${device.id}|${what}`,
  anchor: by,
  occurredAt: since,
  since,
  until: to,
  untilBy: endedBy,
  severity,
  clauses,
  unitId: placeAt(device, since)?.data.unitId,
  ...(session && aboutUseOf(device, session, light)),
  evidence: evidenceOf(session?.id, endedBy),
});

/** The times that nothing covers and in which the device was used, from its first use then. */
const usedWithout = (device: Device, lack: Lack, covers: readonly Span[], light: Light): Judgement[] =>
  uncovered({ from: '', by: device.id }, covers).flatMap((gap) => {
    const first = firstSession(device, gap, light);
    return first ? [judged(device, lack, { ...gap, since: first.at }, first, light)] : [];
  });

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
    // Used without having been seen protected within thirty days, or found licensed within twelve months; or a scan
    // found passwords kept in a browser.
    device(device, light) {
      return [
        ...usedWithout(device, protection, protectedTimes(device, 30 * dayMs), light),
        ...usedWithout(device, licence, licensedTimes(device, 12), light),
        ...passwordsKept(device).map((kept) => {
          const { from: since, by } = kept;
          const found = judged(device, passwords, { ...kept, since }, firstSession(device, kept, light), light);
          return { ...found, evidence: [by, ...found.evidence] };
        }),
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
        tell.granted('2025-01-02 07:00'),
        tell.licence('2025-01-02 07:00'),
        tell.protection('2025-02-02 09:00'),
        tell.session('2025-03-04 09:00', { deviceId: 'PC-1' }),
        tell.session('2025-03-05 09:00', { deviceId: 'PC-1' }),
        tell.protection('2025-03-06 09:00'),
        tell.session('2025-03-06 10:00', { deviceId: 'PC-1' }),
      ],
      finds: [{ since: '2025-03-04 09:00', until: '2025-03-06 09:00', severity: 'medium', accountId: 'TTHC:an' }],
    },
    {
      title: 'seen protected, then switched off; or never seen at all',
      given: [
        tell.granted('2025-01-02 07:00'),
        tell.licence('2025-01-02 07:00'),
        tell.protection('2025-03-03 08:00'),
        tell.protection('2025-03-04 08:00', { status: 'off' }),
        tell.session('2025-03-04 09:00', { deviceId: 'PC-1' }),
        tell.licence('2025-01-02 07:00', { deviceId: 'PC-2' }),
        tell.session('2025-03-05 09:00', { deviceId: 'PC-2' }),
      ],
      finds: [{ since: '2025-03-04 09:00' }, { since: '2025-03-05 09:00' }],
    },
    {
      title: 'used twelve months after its software was found licensed, until it is again',
      given: [
        tell.granted('2024-01-02 07:00'),
        tell.licence('2024-03-04 09:00'),
        tell.protection('2025-03-03 09:00'),
        tell.session('2025-03-04 08:59:59', { deviceId: 'PC-1' }),
        tell.session('2025-03-04 09:00', { deviceId: 'PC-1' }),
        tell.licence('2025-03-05 09:00'),
        tell.session('2025-03-05 09:00', { deviceId: 'PC-1' }),
      ],
      finds: [{ since: '2025-03-04 09:00', until: '2025-03-05 09:00', severity: 'medium' }],
    },
    {
      title: 'used with one product unlicensed while another is licensed; or never checked',
      given: [
        tell.granted('2025-01-02 07:00'),
        tell.protection('2025-03-03 09:00'),
        tell.licence('2025-03-03 09:00'),
        tell.licence('2025-03-04 08:00', { product: 'Office', status: 'missing' }),
        tell.session('2025-03-04 09:00', { deviceId: 'PC-1' }),
        tell.licence('2025-03-05 08:00', { product: 'Office' }),
        tell.protection('2025-03-03 09:00', { deviceId: 'PC-2' }),
        tell.session('2025-03-04 10:00', { deviceId: 'PC-2' }),
      ],
      finds: [{ since: '2025-03-04 09:00', until: '2025-03-05 08:00' }, { since: '2025-03-04 10:00' }],
    },
    {
      title: 'a browser kept passwords, until a scan that found none',
      given: [
        tell.deviceRegistered('2025-03-03 08:00'),
        tell.scanned('2025-03-04 09:00', { result: 'fail', findings: ['browserPasswordStore'] }),
        tell.scanned('2025-03-05 09:00', { result: 'fail', findings: ['browserPasswordStore', 'malware'] }),
        tell.scanned('2025-03-06 09:00', { result: 'fail', findings: ['malware'] }),
      ],
      finds: [{ since: '2025-03-04 09:00', until: '2025-03-06 09:00', severity: 'low', accountId: undefined }],
    },
    {
      title: 'a browser kept passwords while somebody used the computer',
      given: [
        tell.granted('2025-01-02 07:00'),
        tell.protection('2025-03-03 09:00'),
        tell.licence('2025-03-03 09:00'),
        tell.scanned('2025-03-04 09:00', { findings: ['browserPasswordStore'] }),
        tell.session('2025-03-05 09:00', { deviceId: 'PC-1' }),
      ],
      finds: [{ since: '2025-03-04 09:00', until: undefined, accountId: 'TTHC:an' }],
    },
    {
      title: 'one second before thirty days and before twelve months',
      given: [
        tell.granted('2024-01-02 07:00'),
        tell.licence('2024-03-04 09:00'),
        tell.protection('2025-02-02 09:00'),
        tell.session('2025-03-04 08:59:59', { deviceId: 'PC-1' }),
      ],
      finds: [],
    },
    {
      title: 'neither protected nor licensed, and not used',
      given: [tell.deviceRegistered('2024-01-02 09:00'), tell.scanned('2024-01-03 09:00')],
      finds: [],
    },
  ],
};
