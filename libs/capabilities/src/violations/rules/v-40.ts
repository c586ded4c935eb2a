import { addMs, hourMs } from '../../time.js';
import { ofType } from '../folders.js';
import { shownBy } from '../lists.js';
import { hasPurpose, readBy, readsOfEach } from '../read-purpose.js';
import type { Light, Rule } from '../rule.js';
import { missingBefore, named, offBy, registered, silences } from '../source-life.js';
import {
  batch, caseClosed, dossier, gapSeen, granted, heartbeat, inspected, inspectionPlanned, ledgerRead, lookup, maintenance,
  ofRequest, reopened, source, triaged,
} from '../story.js'; // prettier-ignore

/** How far a source's clock may be off, in ms. */
const skewMs = 2000;
/** How long the other log of a look-up may take to report it, in hours. */
const matchHours = 24;

const about = (sourceId: string, at: string, light: Light) => ({
  dedupKey: sourceId,
  occurredAt: at,
  since: at,
  unitId: registered(sourceId, at, light)?.data.unitId,
});

export const v40: Rule = {
  code: 'V-40',
  version: 1,
  status: 'stable',
  titleVi: 'Toàn vẹn và truy cập nhật ký',
  titleEn: 'Ledger integrity or unauthorised reading',
  clauses: ['R56', 'R46', 'R05'],
  params: [],
  severity: 'critical',
  judges: {
    // Its collector says that records are missing.
    source: ({ id, facts }, light) =>
      ofType(facts, 'SourceGapDetected').map(({ id: by, data }) => ({
        ...about(id, data.detectedAt, light),
        anchor: by,
        evidence: [by],
      })),

    // The numbers of its batches have a hole.
    sourceBlock: (block, light) =>
      missingBefore(block, light).map(({ from, next }) => ({
        ...about(named(block.id).rest, next.at, light),
        anchor: `missing from ${from}`,
        evidence: [next.by],
      })),

    // Silent in working time for longer than it was registered with; a clock that is off.
    sourceDay(day, light) {
      const sourceId = named(day.id).rest;
      const silent = silences(day, light).map(({ beat, next, due, versions }) => ({
        ...about(sourceId, beat.data.at, light),
        anchor: beat.id,
        since: due,
        until: next?.data.at,
        untilBy: next?.id,
        evidence: [beat.id],
        calendars: versions,
      }));
      const skewed = day.facts.filter(({ data }) => offBy(data) > skewMs);
      return [
        ...silent,
        ...skewed.map(({ id, data }) => ({
          ...about(sourceId, data.at, light),
          anchor: `clock ${id}`,
          evidence: [id],
        })),
      ];
    },

    // A day after, only one of two logs has the look-up: the system's own, or a gateway's that controls it.
    request({ id, facts }, light) {
      const [first] = facts;
      const controlled = facts.filter(({ at, data }) => light.isControl(data.source, at));
      const both = controlled.length > 0 && controlled.length < facts.length;
      if (both || !light.setting.sources.some(({ data }) => data.role === 'control' && data.validFrom <= first.at))
        return [];
      return [
        {
          ...about(first.data.source, first.at, light),
          dedupKey: id,
          anchor: 'one log only',
          since: addMs(first.at, matchHours * hourMs),
          accountId: first.data.accountId,
          evidence: facts.map((fact) => fact.id),
        },
      ];
    },

    // Somebody read about a person, for no open case and no inspection under way: once for a day, a reader and a person.
    // No account is named: it would be the one read about.
    readerDay: (day, light) =>
      [...readsOfEach(day.facts.filter((read) => !hasPurpose(read, light)))].map(([person, [first, ...others]]) => ({
        dedupKey: `${day.id}|${person}`,
        anchor: 'read for nothing',
        occurredAt: first.at,
        since: first.at,
        ...readBy(first),
        evidence: shownBy(first, others),
      })),
  },

  falsePositives: [
    'Maintenance that was made known before it began.',
    'A read for a case that was triaged, or an inspection that was planned, before it, and recorded after it.',
  ],
  nextStepsVi: ['Giữ nguyên hiện trạng', 'So sánh với điểm kiểm tra bên ngoài', 'Báo chủ quản hệ thống'],

  examples: [
    {
      title: 'a gap that the collector saw, and one between the numbers of two batches',
      given: [gapSeen('2025-03-03 09:00'), batch('2025-03-03 10:00', 1, 500), batch('2025-03-03 11:00', 502, 900)],
      finds: [{ since: '2025-03-03 09:00', severity: 'critical' }, { since: '2025-03-03 11:00' }],
    },
    {
      title: 'a hole over a block of numbers that nothing came from',
      given: [batch('2025-03-03 10:00', 9_000, 9_999), batch('2025-03-03 11:00', 30_000, 30_499)],
      finds: [{ since: '2025-03-03 11:00' }],
    },
    {
      title:
        'silent for more than half an hour: within a day, then from the evening into the morning; a clock 2.001 s off',
      given: [
        source('2025-03-01 00:00'),
        heartbeat('2025-03-03 08:00'),
        heartbeat('2025-03-03 08:30:01'),
        heartbeat('2025-03-03 16:59:59', { skewMs: -2001 }),
        heartbeat('2025-03-04 07:59:59'),
        source('2025-03-04 08:00', { heartbeatMinutes: undefined }),
        heartbeat('2025-03-04 08:01', { skewMs: 2001 }),
      ],
      finds: [
        { since: '2025-03-03 08:30', until: '2025-03-03 08:30:01' },
        { since: '2025-03-03 09:00:01', until: '2025-03-03 16:59:59' },
        { since: '2025-03-03 16:59:59' },
        { since: '2025-03-04 08:01' },
      ],
    },
    {
      title: 'maintenance that was made known too late, and one that was over',
      given: [
        source('2025-03-01 00:00'),
        maintenance('2025-03-03 08:10:01', { from: '2025-03-03 08:10', to: '2025-03-03 09:00' }),
        maintenance('2025-03-02 09:00', { from: '2025-03-03 07:30', to: '2025-03-03 08:00' }),
        heartbeat('2025-03-03 08:00'),
        heartbeat('2025-03-03 09:00'),
        source('2025-03-03 09:00', { heartbeatMinutes: undefined }),
      ],
      finds: [{ since: '2025-03-03 08:30', until: '2025-03-03 09:00' }],
    },
    {
      title: 'a look-up that a day later only the system, or only its gateway, has reported',
      given: [
        source('2025-03-01 00:00', { sourceId: 'LGSP', kind: 'gateway', role: 'control', heartbeatMinutes: undefined }),
        granted('2025-03-01 07:00'),
        dossier('2025-03-01 08:00'),
        ofRequest('r-1', 'TTHC', lookup('2025-03-03 09:00')),
        ofRequest('r-2', 'LGSP', lookup('2025-03-03 10:00')),
        ofRequest('r-3', 'TTHC', lookup('2025-03-01 00:00')),
      ],
      finds: [{ since: '2025-03-04 09:00' }, { since: '2025-03-04 10:00' }, { since: '2025-03-02 00:00' }],
    },
    {
      title:
        'numbers without a hole whatever their order; signs of life in time over a night and a break; maintenance known',
      given: [
        batch('2025-03-03 10:00', 501, 10_000),
        batch('2025-03-03 11:00', 1, 500),
        batch('2025-03-03 12:00', 10_001, 10_002),
        source('2025-03-01 00:00'),
        heartbeat('2025-03-03 11:10', { skewMs: 2000 }),
        heartbeat('2025-03-03 13:40'),
        heartbeat('2025-03-03 14:10', { skewMs: -2000 }),
        maintenance('2025-03-03 14:39', { from: '2025-03-03 14:39', to: '2025-03-04 09:30' }),
        heartbeat('2025-03-04 10:00'),
        source('2025-03-04 10:00', { heartbeatMinutes: undefined }),
      ],
      finds: [],
    },
    {
      title:
        'a look-up that both logs have, one before the gateway controlled anything, and a source that owes no signs',
      given: [
        source('2025-02-01 00:00', { sourceId: 'IdP', kind: 'IdP', heartbeatMinutes: undefined }),
        ofRequest('r-0', 'TTHC', lookup('2025-02-28 09:00')),
        source('2025-03-01 00:00', { sourceId: 'LGSP', kind: 'gateway', role: 'control', heartbeatMinutes: undefined }),
        ofRequest('r-1', 'TTHC', lookup('2025-03-03 09:00')),
        ofRequest('r-1', 'LGSP', lookup('2025-03-03 09:00:01')),
        heartbeat('2025-03-03 09:00', { sourceId: 'IdP' }),
      ],
      finds: [],
    },
    {
      title: 'a person read about for nothing, in two pages and on the next day too; another one of the same day',
      given: [
        ledgerRead('2025-03-03 09:00'),
        ledgerRead('2025-03-03 09:01'),
        ledgerRead('2025-03-03 23:59', { about: { officialId: 'O-2' } }),
        ledgerRead('2025-03-04 00:00'),
      ],
      finds: [
        { since: '2025-03-03 09:00', severity: 'critical' },
        { since: '2025-03-03 23:59' },
        { since: '2025-03-04 00:00' },
      ],
    },
    {
      title:
        'read before its case was triaged, and when it was closed; the day before an inspection, and the day after',
      given: [
        triaged('2025-03-03 09:00'),
        caseClosed('2025-03-03 17:00'),
        inspectionPlanned('2025-03-01 09:00'),
        ledgerRead('2025-03-03 08:59', { findingId: 'finding-1' }),
        ledgerRead('2025-03-03 17:00', { findingId: 'finding-1', about: { officialId: 'O-2' } }),
        ledgerRead('2025-03-03 23:59', { inspectionId: 'I-1', about: { officialId: 'O-3' } }),
        ledgerRead('2025-03-06 00:00', { inspectionId: 'I-1' }),
        ledgerRead('2025-03-04 09:00', { findingId: 'finding-1', inspectionId: 'I-2' }),
      ],
      finds: [
        { since: '2025-03-03 08:59' },
        { since: '2025-03-03 17:00' },
        { since: '2025-03-03 23:59' },
        { since: '2025-03-06 00:00' },
        { since: '2025-03-04 09:00' },
      ],
    },
    {
      title: 'read for a case from its triage until it was closed, and after it was reopened',
      given: [
        triaged('2025-03-03 09:00'),
        caseClosed('2025-03-03 17:00'),
        reopened('2025-03-04 09:00'),
        ledgerRead('2025-03-03 09:00', { findingId: 'finding-1' }),
        ledgerRead('2025-03-03 16:59', { findingId: 'finding-1' }),
        ledgerRead('2025-03-04 09:00', { findingId: 'finding-1' }),
      ],
      finds: [],
    },
    {
      title: 'read on the first and the last day of an inspection as it was planned last, and on the day of another',
      given: [
        inspectionPlanned('2025-03-01 09:00', { planned: { from: '2025-03-10', to: '2025-03-11' } }),
        inspectionPlanned('2025-03-02 09:00'),
        inspected('2025-03-07 16:00', { inspectionId: 'I-2' }),
        ledgerRead('2025-03-04 00:00', { inspectionId: 'I-1' }),
        ledgerRead('2025-03-05 23:59', { inspectionId: 'I-1', findingId: 'finding-1' }),
        ledgerRead('2025-03-07 08:00', { inspectionId: 'I-2' }),
      ],
      finds: [],
    },
  ],
};
