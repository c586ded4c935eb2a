import { addMs, hourMs } from '../../time.js';
import type { DutyKind } from '../duty.js';
import { incidentNow, type IncidentNow } from '../incident-now.js';
import type { Turn } from '../programme.js';
import type { Judgement, Rule } from '../rule.js';
import {
  breachFiled,
  breachMinuted,
  incident,
  incidentClosed,
  incidentUpdated,
  incidentTold,
  profile,
} from '../story.js';

/** Whatever the directive says: a serious incident within a day (C13), its cause and a breach within three (C1, C13). */
const seriousHours = 24;
const causeHours = 72;
const breachHours = 72;

/** One clock of an incident: what must be done within some hours of its detection, and when it was. */
function clock(
  { id, reportedBy, detectedAt, unitId, accountId }: IncidentNow,
  what: string,
  kind: DutyKind,
  hours: number,
  done: Turn | undefined,
): Judgement {
  const dueAt = addMs(detectedAt, hours * hourMs);
  return {
    dedupKey: `${id}|${what}`,
    anchor: id,
    occurredAt: detectedAt,
    since: dueAt,
    until: done?.at,
    untilBy: done?.by,
    ...{ unitId, accountId },
    evidence: [reportedBy, done?.by].filter((event) => event !== undefined),
    duty: { kind, dueAt, doneAt: done?.at, doneBy: done?.by },
  };
}

export const v39: Rule = {
  code: 'V-39',
  version: 1,
  status: 'stable',
  titleVi: 'Chậm thông báo sự cố',
  titleEn: 'Incident clock missed',
  clauses: ['R09', 'R10', 'R89', 'R98', 'R50'],
  params: ['incidentNotifyHours'],
  severity: 'critical',
  judges: {
    // Each recipient within hours of the detection, a serious one within a day, its cause within three; of a breach
    // of personal data the minutes and the notification within three days.
    incident(folder, light) {
      const now = incidentNow(folder);
      if (!now) return [];
      const policy = light.policy(now.unitId, now.detectedAt);
      const hours = policy.param('incidentNotifyHours');
      const [anyone] = now.told;
      const named = policy.incidentRecipients.map((to) => ({ to, done: now.told.find((told) => told.to === to) }));
      const recipients = named.length > 0 ? named : [{ to: 'any', done: anyone }];
      return [
        ...recipients.map(({ to, done }) => ({
          ...clock(now, `first ${to}`, 'incidentNotice', hours.value, done),
          params: { incidentNotifyHours: hours },
        })),
        ...(now.isSerious ? [clock(now, 'serious', 'incidentNotice', seriousHours, anyone)] : []),
        clock(now, 'cause', 'incidentNotice', causeHours, now.causeTold),
        ...(now.isBreach
          ? [
              clock(now, 'minutes', 'breachNotice', breachHours, now.minutes),
              clock(now, 'notification', 'breachNotice', breachHours, now.notified),
            ]
          : []),
      ];
    },
  },

  falsePositives: ['A moment of detection that was entered wrongly: a correction by two persons says so.'],
  nextStepsVi: ['Thông báo ngay, nêu lý do chậm', 'Lập biên bản, nộp Mẫu số 08'],

  examples: [
    {
      title: 'one of two recipients was told a minute late, the other never; nobody told the cause',
      given: [
        profile('2025-01-01 00:00', { incidentRecipients: ['CATP', 'UBND'] }),
        incident('2025-03-03 09:00'),
        incidentTold('2025-03-03 11:01'),
        incidentTold('2025-03-03 10:00', { to: 'STTTT' }),
      ],
      finds: [
        { since: '2025-03-03 11:00', until: '2025-03-03 11:01', severity: 'critical' },
        { since: '2025-03-03 11:00', severity: 'critical' },
        { since: '2025-03-06 09:00' },
      ],
    },
    {
      title: 'another was told than the one who is named',
      given: [
        profile('2025-01-01 00:00', { incidentRecipients: ['CATP'] }),
        incident('2025-03-03 09:00'),
        incidentTold('2025-03-03 10:00', { to: 'UBND' }),
        incidentClosed('2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-03 11:00' }],
    },
    {
      title: 'a grave incident that nobody was told of for a day, and its cause not for three',
      given: [
        incident('2025-03-03 09:00', { severity: 'high' }),
        incidentTold('2025-03-04 09:01'),
        incidentUpdated('2025-03-05 09:00'),
        incidentClosed('2025-03-06 09:01'),
      ],
      finds: [
        { since: '2025-03-03 11:00', until: '2025-03-04 09:01' },
        { since: '2025-03-04 09:00', until: '2025-03-04 09:01' },
        { since: '2025-03-06 09:00', until: '2025-03-06 09:01' },
      ],
    },
    {
      title: 'a breach of personal data, as it turned out: no minutes, and the form a minute late',
      given: [
        incident('2025-03-03 09:00'),
        incidentTold('2025-03-03 09:30'),
        incidentUpdated('2025-03-03 12:00', { cause: 'lộ mật khẩu', personalDataBreach: true }),
        breachFiled('2025-03-06 09:01'),
      ],
      finds: [{ since: '2025-03-06 09:00', until: '2025-03-06 09:01' }, { since: '2025-03-06 09:00' }],
    },
    {
      title: 'every clock kept to the minute',
      given: [
        profile('2025-01-01 00:00', { incidentRecipients: ['CATP'] }),
        incident('2025-03-03 09:00', { severity: 'critical', personalDataBreach: true }),
        incidentTold('2025-03-03 11:00'),
        incidentUpdated('2025-03-06 09:00', { cause: 'lộ mật khẩu' }),
        breachMinuted('2025-03-06 09:00'),
        breachFiled('2025-03-06 09:00'),
      ],
      finds: [],
    },
    {
      title: 'not grave and no breach, told to anyone; notices of an incident that was never reported',
      given: [
        incident('2025-03-03 09:00'),
        incidentTold('2025-03-03 11:00', { to: 'UBND' }),
        incidentClosed('2025-03-06 09:00'),
        incidentTold('2025-03-03 11:00', { incidentId: 'S-2' }),
      ],
      finds: [],
    },
  ],
};
