import { addMonthsTo } from '../../time.js';
import { boundBy, distributed, laysDown } from '../directives.js';
import type { Duty } from '../duty.js';
import { ofType, type Folder } from '../folders.js';
import { activeSpans, type Grant, type Span } from '../life.js';
import { accountsOf, lookupWhileLate } from '../light.js';
import { evidenceOf } from '../order.js';
import { renewals, type Given, type Owed } from '../renewals.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { isIn, shared, together, type Time } from '../spans.js';
import { briefed, committed, directive, granted, lookup, profile, revoked, sent, suspended, unit } from '../story.js';

/** What users owe for some directives: what it is, under which clauses, and when an official gave it. */
interface Attestation {
  what: string;
  clauses: string[];
  directives: readonly string[];
  given: readonly Given[];
}

/** A briefing on each directive, and one undertaking for all those that lay one down (R07, R61). */
function attestationsOf({ facts }: Folder<'official'>, light: Light): Attestation[] {
  const given = ({ id, data }: { id: string; data: { at: string } }) => ({ at: data.at, by: id });
  const briefings = ofType(facts, 'BriefingAcknowledged');
  const all = distributed(light);
  const briefingOn = (directiveId: string): Attestation => ({
    what: `briefing ${directiveId}`,
    clauses: ['R01', 'R57'],
    directives: [directiveId],
    given: briefings.filter(({ data }) => data.directiveId === directiveId).map(given),
  });
  const undertaking: Attestation = {
    what: 'undertaking',
    clauses: ['R07', 'R61'],
    directives: all.filter((directiveId) => laysDown(directiveId, ['R07', 'R61'], light)),
    given: ofType(facts, 'ConfidentialitySigned').map(given),
  };
  return [...all.map(briefingOn), undertaking];
}

interface Bound extends Span {
  grant: Grant;
}
/** When a directive bound the holder of a grant that was active. */
const boundTimes = (grant: Grant, directiveId: string, light: Light): Bound[] =>
  activeSpans(grant).flatMap((span) => {
    const bound = boundBy(directiveId, grant.data.unitId, light);
    const time = bound && shared(span, bound);
    return time ? [{ ...time, grant }] : [];
  });

function judgeOwed(owed: Owed, { what, clauses }: Attestation, bound: readonly Bound[], light: Light): Judgement {
  const { officialId, unitId } = boundAt(owed.from, bound).data;
  const duty: Duty = { kind: 'briefing', dueAt: owed.due, doneAt: owed.done?.at, doneBy: owed.done?.by };
  const accounts = [...new Set(bound.map(({ grant }) => grant.data.accountId))];
  const use = lookupWhileLate({ after: owed.lacking, until: duty }, accounts, light);
  return {
    dedupKey: `${officialId}|${what}`,
    anchor: owed.anchor,
    occurredAt: owed.from,
    since: owed.due,
    until: duty.doneAt,
    untilBy: duty.doneBy,
    severity: use ? 'medium' : 'low',
    clauses,
    officialId,
    unitId,
    evidence: evidenceOf(boundAt(owed.from, bound).grantedBy, duty.doneBy, use?.id),
    unattested: true,
    duty,
  };
}

const boundAt = (at: string, bound: readonly Bound[]) => bound.find((time) => isIn(time, at))!.grant;

function judgeTime(time: Time, attestation: Attestation, bound: readonly Bound[], light: Light): Judgement[] {
  const policy = light.policy(boundAt(time.from, bound).data.unitId, time.from);
  const [briefingWd, briefingMonths] = [policy.param('briefingWd'), policy.param('briefingMonths')];
  const { due, versions } = light.terms.due(time.from, briefingWd.value);
  const owed = renewals(time, attestation.given, due, (at) => addMonthsTo(at, briefingMonths.value));
  return owed.map((one) => ({
    ...judgeOwed(one, attestation, bound, light),
    params: { briefingWd, briefingMonths },
    calendars: versions,
  }));
}

export const v26: Rule = {
  code: 'V-26',
  version: 1,
  status: 'stable',
  titleVi: 'Chưa có xác nhận quán triệt, cam kết',
  titleEn: 'No attestation of a briefing or an undertaking',
  clauses: ['R01', 'R57', 'R07', 'R61'],
  params: ['briefingMonths', 'briefingWd'],
  severity: 'low',
  judges: {
    // A holder of an active account without an acknowledgement of a directive in force for the unit, or with one that
    // is too old; the same for an undertaking where a directive lays one down. Graver when a look-up was made meanwhile.
    official(official, light) {
      const grants = accountsOf(official, light).flatMap((account) => account.grants);
      return attestationsOf(official, light).flatMap((attestation) => {
        const bound = grants.flatMap((grant) => attestation.directives.flatMap((id) => boundTimes(grant, id, light)));
        return together(bound).flatMap((time) => judgeTime(time, attestation, bound, light));
      });
    },
  },

  falsePositives: [
    'A sign-sheet on paper that nobody has entered yet.',
    'A briefing on a document that names no directive.',
  ],
  nextStepsVi: ['Quán triệt và lấy xác nhận trong 05 ngày làm việc', 'Nhập sổ ký giấy (F-20)'],

  examples: [
    {
      title: 'a directive came to the unit, and its user acknowledged nothing within five working days',
      given: [granted('2025-01-02 07:00'), sent('2025-03-03 08:00')],
      finds: [{ since: '2025-03-11 00:00', severity: 'low', until: undefined }],
    },
    {
      title: 'acknowledged one second too late, and a look-up was made meanwhile',
      given: [
        granted('2025-01-02 07:00'),
        sent('2025-03-03 08:00'),
        lookup('2025-03-04 09:00'),
        briefed('2025-03-11 00:00:01'),
        revoked('2025-04-01 07:00'),
      ],
      finds: [{ since: '2025-03-11 00:00', until: '2025-03-11 00:00:01', severity: 'medium' }],
    },
    {
      title: 'an account granted later, in a ward of the city that the directive was sent to, until it is revoked',
      given: [
        unit('2025-01-01 00:00', { parentUnitId: 'CITY' }),
        sent('2025-01-02 08:00', { units: ['CITY'] }),
        lookup('2025-02-03 09:00'),
        granted('2025-03-03 07:00'),
        revoked('2025-03-20 07:00'),
      ],
      finds: [{ since: '2025-03-11 00:00', until: '2025-03-20 07:00', severity: 'low' }],
    },
    {
      title: 'acknowledged, and not again within twelve months',
      given: [granted('2025-01-02 07:00'), sent('2025-03-03 08:00'), briefed('2025-03-04 09:00')],
      finds: [{ since: '2026-03-04 09:00', severity: 'low' }],
    },
    {
      title: 'an acknowledgement from before the account, which has run out',
      given: [sent('2024-01-02 08:00'), briefed('2024-01-10 09:00'), granted('2025-03-03 07:00')],
      finds: [{ since: '2025-03-11 00:00' }],
    },
    {
      title: 'a directive that lays an undertaking down: another one was signed a year ago, and a look-up followed',
      given: [
        directive('2025-01-02 08:00', { clauseMap: [{ clause: '§2.2', duties: ['R57', 'R61'] }] }),
        granted('2025-01-02 07:00'),
        committed('2025-01-02 09:00'),
        sent('2025-01-03 08:00'),
        briefed('2025-01-03 09:00'),
        briefed('2025-12-30 09:00'),
        lookup('2026-01-03 09:00'),
        revoked('2026-02-02 07:00'),
      ],
      finds: [{ since: '2026-01-02 09:00', severity: 'medium', until: '2026-02-02 07:00' }],
    },
    {
      title: 'acknowledged in the last second of the term, or before the directive was sent',
      given: [
        granted('2025-01-02 07:00'),
        directive('2025-03-01 08:00', { directiveId: 'CV-2' }),
        sent('2025-03-03 08:00'),
        briefed('2025-03-10 23:59:59'),
        briefed('2025-03-02 09:00', { directiveId: 'CV-2' }),
        sent('2025-03-03 08:00', { directiveId: 'CV-2' }),
        lookup('2025-03-04 09:00'),
        revoked('2026-01-02 07:00'),
      ],
      finds: [],
    },
    {
      title: 'renewed on the very day, and another directive took its place before it had to be again',
      given: [
        granted('2025-01-02 07:00'),
        sent('2025-03-03 08:00'),
        briefed('2025-03-04 09:00'),
        briefed('2026-03-04 09:00'),
        directive('2026-04-01 08:00', { directiveId: 'CV-2', supersedes: 'CV-1' }),
        sent('2026-04-01 08:00', { directiveId: 'CV-2' }),
        briefed('2026-04-02 09:00', { directiveId: 'CV-2' }),
        revoked('2027-04-01 07:00'),
      ],
      finds: [],
    },
    {
      title: 'a directive sent elsewhere, or while the account was suspended, by a profile that judges nothing else',
      given: [
        profile('2025-01-01 00:00', { clauses: ['R57'], otherRules: 'off' }),
        directive('2025-01-02 08:00', { directiveId: 'CV-2', clauseMap: [{ clause: '1', duties: ['R61'] }] }),
        sent('2025-02-03 08:00', { directiveId: 'CV-2' }),
        briefed('2025-02-03 08:00', { directiveId: 'CV-2' }),
        granted('2025-02-03 07:00'),
        suspended('2025-03-03 07:00'),
        sent('2025-03-03 08:00'),
        sent('2025-02-03 08:00', { directiveId: 'CV-3', units: ['U-9'] }),
      ],
      finds: [],
    },
  ],
};
