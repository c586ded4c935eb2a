import { dayOfDevice, ofType, type Folder } from '../folders.js';
import { aboutSession, aboutUseOf, firstSession, placeAt, placementsOf, type Placement } from '../placement.js';
import { evidenceOf } from '../order.js';
import type { Light, Rule } from '../rule.js';
import { decommissioned, deviceRegistered, deviceReplaced, granted, reorganised, scanned, session } from '../story.js';
import { isIn } from '../spans.js';

/** The first scan that a device passed since it was placed where it is. */
const passed = ({ facts }: Folder<'device'>, placement: Placement) =>
  placement.place &&
  ofType(facts, 'DeviceScanned').find(({ at, data }) => data.result === 'pass' && isIn(placement, at));

const isOfUnit = (unitId: string, accountUnit: string | undefined, light: Light) =>
  accountUnit === undefined || light.lineage(accountUnit).includes(unitId);

export const v32: Rule = {
  code: 'V-32',
  version: 1,
  status: 'stable',
  titleVi: 'Máy chưa đăng ký, chưa rà quét',
  titleEn: 'Unregistered or unscanned device',
  clauses: ['R31', 'R32', 'R37', 'R45'],
  params: [],
  severity: 'high',
  judges: {
    // Used while registered nowhere, or since the last registration or replacement before a scan was passed.
    device(device, light) {
      return placementsOf(device).flatMap((placement) => {
        const scan = passed(device, placement);
        const end = scan ?? { at: placement.to, id: placement.endedBy };
        const first = firstSession(device, { ...placement, to: end.at }, light);
        if (!first) return [];
        return [
          {
            dedupKey: device.id,
            anchor: placement.by,
            occurredAt: first.at,
            since: first.at,
            until: end.at,
            untilBy: end.id,
            ...aboutUseOf(device, first, light),
            evidence: evidenceOf(first.id, placement.place?.id, end.id),
          },
        ];
      });
    },
    // Used on a day by an account of another unit than the one that it is registered to.
    deviceDay({ id, facts }, light) {
      const { day, deviceId } = dayOfDevice(id);
      const device = light.folder('device', deviceId);
      const foreign = facts.find((session) => {
        const place = placeAt(device, session.at);
        return place && !isOfUnit(place.data.unitId, aboutSession(session, light).unitId, light);
      });
      if (!foreign) return [];
      const { id: anchor, at } = foreign;
      return [
        {
          dedupKey: `${deviceId}|${day}`,
          anchor,
          occurredAt: at,
          since: at,
          ...aboutSession(foreign, light),
          evidence: evidenceOf(anchor, placeAt(device, at)?.id),
        },
      ];
    },
  },

  falsePositives: [
    'A computer that was set up anew and reports another id.',
    'A counter lent to another unit for a while, without a paper.',
    'A scan made before the registration, and not repeated after it.',
  ],
  nextStepsVi: ['Ngừng sử dụng máy', 'Đề nghị Công an rà quét máy', 'Đăng ký máy với đơn vị sử dụng'],

  examples: [
    {
      title: 'registered, and used one second before it passed a scan',
      given: [
        granted('2025-03-03 07:00'),
        deviceRegistered('2025-03-03 08:00'),
        session('2025-03-04 08:59:59', { deviceId: 'PC-1' }),
        scanned('2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-04 08:59:59', until: '2025-03-04 09:00', severity: 'high', accountId: 'TTHC:an' }],
    },
    {
      title: 'never registered until it was, scanned or not; and registered anew, which needs another scan',
      given: [
        granted('2025-03-03 07:00'),
        session('2025-03-04 08:00', { deviceId: 'PC-1' }),
        scanned('2025-03-04 08:30'),
        session('2025-03-04 09:00', { deviceId: 'PC-1' }),
        deviceRegistered('2025-03-05 08:00'),
        scanned('2025-03-05 08:00'),
        session('2025-03-05 09:00', { deviceId: 'PC-1' }),
        deviceRegistered('2025-03-06 08:00'),
        session('2025-03-06 09:00', { deviceId: 'PC-1' }),
      ],
      finds: [
        { since: '2025-03-04 08:00', until: '2025-03-05 08:00' },
        { since: '2025-03-06 09:00', until: undefined },
      ],
    },
    {
      title: 'the scan was failed, or passed before the registration; it ends when the device is taken out of use',
      given: [
        granted('2025-03-03 07:00'),
        scanned('2025-03-03 07:59:59'),
        deviceRegistered('2025-03-03 08:00'),
        scanned('2025-03-04 07:00', { result: 'fail', findings: ['malware'] }),
        session('2025-03-04 08:00', { deviceId: 'PC-1' }),
        decommissioned('2025-03-05 09:00'),
        scanned('2025-03-05 09:01'),
      ],
      finds: [{ since: '2025-03-04 08:00', until: '2025-03-05 09:00' }],
    },
    {
      title: 'replaced by another, and used all the same',
      given: [
        granted('2025-03-03 07:00'),
        deviceRegistered('2025-03-03 08:00', { deviceId: 'PC-0' }),
        scanned('2025-03-03 08:30', { deviceId: 'PC-0' }),
        deviceReplaced('2025-03-04 08:00'),
        scanned('2025-03-04 08:00'),
        session('2025-03-04 08:00', { deviceId: 'PC-0' }),
        session('2025-03-04 08:00', { deviceId: 'PC-1' }),
      ],
      finds: [{ since: '2025-03-04 08:00' }],
    },
    {
      title: 'used by an account of another unit than the one that it is registered to',
      given: [
        granted('2025-03-03 07:00'),
        deviceRegistered('2025-03-03 08:00', { unitId: 'U-3' }),
        scanned('2025-03-03 08:30'),
        session('2025-03-04 08:00', { deviceId: 'PC-1' }),
        session('2025-03-04 09:00', { deviceId: 'PC-1' }),
      ],
      finds: [{ since: '2025-03-04 08:00', accountId: 'TTHC:an' }],
    },
    {
      title: 'registered, scanned at the very second of the first session, not scanned again',
      given: [
        granted('2025-03-03 07:00'),
        deviceRegistered('2025-03-03 08:00'),
        scanned('2025-03-04 09:00'),
        session('2025-03-04 09:00', { deviceId: 'PC-1' }),
        scanned('2025-03-05 09:00', { result: 'fail' }),
        session('2025-03-06 09:00', { deviceId: 'PC-1' }),
      ],
      finds: [],
    },
    {
      title: 'registered to the unit that the account is of by now, used by an unknown account, or not used at all',
      given: [
        reorganised('2025-03-01 00:00'),
        granted('2025-03-03 07:00', { unitId: 'U-2' }),
        deviceRegistered('2025-02-03 08:00'),
        scanned('2025-02-03 09:00'),
        session('2025-03-04 09:00', { deviceId: 'PC-1' }),
        session('2025-03-04 10:00', { deviceId: 'PC-1', accountId: 'TTHC:la' }),
        deviceRegistered('2025-02-03 08:00', { deviceId: 'PC-2' }),
      ],
      finds: [],
    },
  ],
};
