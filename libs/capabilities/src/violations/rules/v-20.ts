import { answerTo, isUsable, learntOf } from '../decisions.js';
import { accountDetected, ofType } from '../folders.js';
import type { Turn } from '../programme.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { changed, confirmed, dismissed, granted, kept, lookup, reopened, revoked, suspended } from '../story.js';

/** A decision on the account is due some working hours after an instant. */
function decisionDue(
  from: string,
  { accountId, unitId }: { accountId?: string; unitId?: string },
  done: Turn | undefined,
  light: Light,
): Omit<Judgement, 'dedupKey' | 'anchor' | 'evidence'> {
  const hours = light.policy(unitId, from).param('suspendWorkingHours');
  const { due, versions } = light.terms.dueHours(from, hours.value);
  return {
    occurredAt: from,
    since: due,
    until: done?.at,
    untilBy: done?.by,
    ...{ accountId, unitId },
    params: { suspendWorkingHours: hours },
    calendars: versions,
    duty: { kind: 'caseMeasure', dueAt: due, doneAt: done?.at, doneBy: done?.by },
  };
}

export const v20: Rule = {
  code: 'V-20',
  version: 1,
  status: 'stable',
  titleVi: 'Không thu hồi khi có vi phạm',
  titleEn: 'Not revoked after a violation',
  clauses: ['R79', 'R66', 'R83'],
  params: ['suspendWorkingHours'],
  severity: 'critical',
  clock: 'recorded',
  restsOn: ['V-07', 'V-19', 'V-34'],
  judges: {
    // A violation was confirmed, and the account was neither stopped nor kept for a written reason in time.
    case: (folder, light) =>
      ofType(folder.facts, 'ViolationConfirmed').flatMap((fact) => {
        const { accountId, mustSuspend, unitId } = fact.data;
        if (!mustSuspend || !isUsable(accountId, fact.at, light)) return [];
        const done = answerTo(fact, folder, light);
        return {
          ...decisionDue(fact.at, { accountId, unitId }, done, light),
          dedupKey: folder.id,
          anchor: fact.id,
          evidence: [fact.id],
        };
      }),

    // A critical finding came to be known, and nobody decided about an account that can still be used.
    critical: ({ id, facts }, light) =>
      facts.flatMap(({ data: { findingId, detectedAt, shownBy, unitId } }) => {
        const accountId = accountDetected(id);
        if (!isUsable(accountId, detectedAt, light)) return [];
        const done = learntOf(findingId, accountId, detectedAt, light);
        return {
          ...decisionDue(detectedAt, { accountId, unitId }, done, light),
          dedupKey: findingId,
          anchor: 'detected',
          evidence: [shownBy],
        };
      }),
  },

  falsePositives: ['A confirmed minor breach where the leader decides otherwise, in writing.'],
  nextStepsVi: ['Ghi quyết định: tạm khóa, hoặc giữ tài khoản với lý do bằng văn bản'],

  examples: [
    {
      title: 'confirmed, and suspended a minute late; confirmed again, and nothing done',
      given: [
        granted('2025-01-02 07:00'),
        confirmed('2025-03-03 07:30'),
        suspended('2025-03-03 11:31'),
        granted('2025-03-04 07:00', { accountId: 'TTHC:binh', officialId: 'O-2' }),
        confirmed('2025-03-04 16:00', { findingId: 'finding-2', accountId: 'TTHC:binh' }),
        kept('2025-03-04 16:30'),
      ],
      finds: [
        { since: '2025-03-03 11:30', until: '2025-03-03 11:31', severity: 'critical' },
        { since: '2025-03-05 10:30', accountId: 'TTHC:binh' },
      ],
    },
    {
      title: 'an act of before the confirmation answers nothing',
      given: [
        granted('2025-01-02 07:00'),
        kept('2025-03-03 07:29'),
        confirmed('2025-03-03 07:30'),
        dismissed('2025-03-03 08:00'),
      ],
      finds: [{ since: '2025-03-03 11:30' }],
    },
    {
      title: 'stopped, kept for a reason, or concluded anew in time',
      given: [
        granted('2025-01-02 07:00'),
        confirmed('2025-03-03 07:30'),
        kept('2025-03-03 11:30'),
        confirmed('2025-03-05 07:30'),
        reopened('2025-03-05 11:30'),
        confirmed('2025-03-06 07:30'),
        revoked('2025-03-06 13:00', { executedInSourceAt: '2025-03-06 11:30' }),
      ],
      finds: [],
    },
    {
      title: 'the profile asks for none, and the finding is on no account',
      given: [
        granted('2025-01-02 07:00'),
        confirmed('2025-03-03 07:30', { mustSuspend: false }),
        confirmed('2025-03-03 07:30', { findingId: 'finding-2', accountId: undefined }),
      ],
      finds: [],
    },
    {
      title: 'confirmed of an account that could no longer be used',
      given: [granted('2025-01-02 07:00'), revoked('2025-03-03 08:00'), confirmed('2025-03-05 07:30')],
      finds: [],
    },
    {
      title: 'used after the duty had ended (V-19), which is critical from its due date on, and nobody decides',
      given: [granted('2025-01-02 07:00'), changed('2025-03-03 17:00'), lookup('2025-03-04 09:00')],
      finds: [{ since: '2025-03-05 11:30', severity: 'critical' }],
    },
    {
      title: 'the same, and revoked on the last minute of the fourth working hour',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00'),
        lookup('2025-03-04 09:00'),
        revoked('2025-03-05 11:30'),
      ],
      finds: [],
    },
    {
      title: 'a critical finding that came to be known when the account was revoked already (V-07)',
      given: [granted('2025-01-02 07:00'), revoked('2025-03-03 08:00'), lookup('2025-03-04 09:00')],
      finds: [],
    },
  ],
};
