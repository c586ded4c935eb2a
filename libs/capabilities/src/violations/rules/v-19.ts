import { ofType, type Known } from '../folders.js';
import { endInSource, ranAt, type Grant } from '../life.js';
import { accountsOf, lookupWhileLate } from '../light.js';
import type { Duty } from '../duty.js';
import { evidenceOf, sortedBy } from '../order.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { changed, granted, lookup, revoked } from '../story.js';

const endsDuty = ({ data }: Known<'HolderChanged'>) =>
  data.kind === 'left' ||
  data.kind === 'dutyEnded' ||
  (data.kind === 'transferred' && data.keepsAccountBy === undefined);

function judgeGrant(accountId: string, grant: Grant, change: Known<'HolderChanged'>, light: Light): Judgement[] {
  const { effectiveAt, officialId } = change.data;
  const { unitId } = grant.data;
  const term = light.policy(unitId, effectiveAt).param('revokeDutyWd');
  const { due, versions } = light.terms.due(effectiveAt, term.value);
  const end = endInSource(grant);
  const duty: Duty = { kind: 'revocation', dueAt: due, doneAt: end?.at, doneBy: end?.by };
  const use = lookupWhileLate({ after: effectiveAt, until: duty }, [accountId], light);
  return [
    {
      dedupKey: `${accountId}|${grant.data.grantId}`,
      anchor: change.id,
      occurredAt: effectiveAt,
      since: due,
      until: end?.at,
      untilBy: end?.by,
      severity: use ? 'critical' : 'high',
      accountId,
      officialId,
      unitId,
      evidence: evidenceOf(change.id, grant.grantedBy, end?.by, use?.id),
      params: { revokeDutyWd: term },
      calendars: versions,
      duty,
    },
  ];
}

export const v19: Rule = {
  code: 'V-19',
  version: 1,
  status: 'stable',
  titleVi: 'Không thu hồi khi thôi nhiệm vụ',
  titleEn: 'Not revoked when duty ended',
  clauses: ['R80', 'R97'],
  params: ['revokeDutyWd'],
  severity: 'high',
  judges: {
    // A grant that ran when the duty ended and was not ended in the source within the working days allowed.
    official(official, light) {
      const changes = ofType(official.facts, 'HolderChanged').filter(endsDuty);
      const ends = sortedBy(changes, ({ data }) => data.effectiveAt);
      return accountsOf(official, light).flatMap(({ accountId, grants }) =>
        grants.flatMap((grant) => {
          const change = ends.find(({ data }) => ranAt(grant, data.effectiveAt));
          return change ? judgeGrant(accountId, grant, change, light) : [];
        }),
      );
    },
  },

  falsePositives: [
    'A secondment that keeps the duty: recorded with the decision by which the account is kept.',
    'A wrong date in the personnel file.',
  ],
  nextStepsVi: ['Yêu cầu thu hồi ngay', 'Xác định ai phải đề nghị thu hồi'],

  examples: [
    {
      title: 'left, and never revoked',
      given: [granted('2025-01-02 07:00'), changed('2025-03-03 17:00')],
      finds: [{ since: '2025-03-05 00:00', severity: 'high' }],
    },
    {
      title: 'revoked one minute late, and used in between',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00', { kind: 'dutyEnded' }),
        lookup('2025-03-04 09:00'),
        revoked('2025-03-05 00:01'),
      ],
      finds: [{ since: '2025-03-05 00:00', until: '2025-03-05 00:01', severity: 'critical' }],
    },
    {
      title: 'transferred without a decision to keep the account; a back-dated revocation counts when it was done',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00', { kind: 'transferred' }),
        revoked('2025-03-06 09:00', { effectiveAt: '2025-03-03 17:00' }),
      ],
      finds: [{ until: '2025-03-06 09:00', severity: 'high' }],
    },
    {
      title: 'revoked in the last minute of the next working day, used before',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00'),
        lookup('2025-03-04 09:00'),
        revoked('2025-03-04 23:59'),
      ],
      finds: [],
    },
    {
      title: 'transferred, and keeps the account by a decision; or only absent',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00', { kind: 'transferred', keepsAccountBy: '15/QĐ-UBND' }),
        changed('2025-03-10 07:00', { kind: 'absence' }),
      ],
      finds: [],
    },
    {
      title: 'the grant ran out before it was due, or began after the change',
      given: [
        granted('2025-01-02 07:00', { validTo: '2025-03-04 00:00' }),
        changed('2025-03-03 17:00'),
        granted('2025-03-10 07:00', { accountId: 'TTHC:an3' }),
      ],
      finds: [],
    },
    {
      title: 'the account went to another official before the duty ended',
      given: [
        granted('2025-01-02 07:00'),
        revoked('2025-02-03 17:00'),
        granted('2025-02-04 07:00', { grantId: 'grant-2', officialId: 'O-2' }),
        changed('2025-03-03 17:00'),
      ],
      finds: [],
    },
    {
      title: 'duty ended twice: the first end counts, whichever was recorded first',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-10 17:00'),
        changed('2025-03-12 17:00', { kind: 'dutyEnded', effectiveAt: '2025-03-03 17:00' }),
      ],
      finds: [{ since: '2025-03-05 00:00' }],
    },
  ],
};
