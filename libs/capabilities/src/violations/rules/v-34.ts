import { addMs, hourMs } from '../../time.js';
import type { Duty } from '../duty.js';
import { ofType, type Known } from '../folders.js';
import { usableTimes, type AccountLife, type Grant, type Span } from '../life.js';
import { lookupWhileLate } from '../light.js';
import { evidenceOf, sortedBy } from '../order.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { firstEnd, isIn } from '../spans.js';
import { compromised, granted, lookup, reinstated, revoked, rotated, suspended } from '../story.js';

/** The first new password from the detection on, or the moment from which the account could not be used. */
function remedyOf({ acts }: AccountLife, detectedAt: string, usable: Span) {
  const rotations = sortedBy(ofType(acts, 'PasswordRotated'), ({ data }) => data.rotatedAt);
  const rotation = rotations.find(({ data }) => data.rotatedAt >= detectedAt);
  return firstEnd({ at: rotation?.data.rotatedAt, by: rotation?.id }, { at: usable.to, by: usable.endedBy });
}

function judgeReport(
  report: Known<'CredentialCompromiseReported'>,
  account: AccountLife,
  { grant, usable }: { grant: Grant; usable: Span },
  light: Light,
): Judgement {
  const { accountId, detectedAt } = report.data;
  const { officialId, unitId } = grant.data;
  const compromiseHours = light.policy(unitId, detectedAt).param('compromiseHours');
  const due = addMs(detectedAt, compromiseHours.value * hourMs);
  const remedy = remedyOf(account, detectedAt, usable);
  const duty: Duty = { kind: 'credentialReset', dueAt: due, doneAt: remedy?.at, doneBy: remedy?.by };
  const use = lookupWhileLate({ after: detectedAt, until: duty }, [accountId], light);
  return {
    dedupKey: accountId,
    anchor: report.id,
    occurredAt: detectedAt,
    since: due,
    until: remedy?.at,
    untilBy: remedy?.by,
    severity: use ? 'critical' : 'high',
    accountId,
    officialId,
    unitId,
    evidence: evidenceOf(report.id, remedy?.by, use?.id),
    params: { compromiseHours },
    duty,
  };
}

export const v34: Rule = {
  code: 'V-34',
  version: 1,
  status: 'stable',
  titleVi: 'Lộ mật khẩu chưa xử lý',
  titleEn: 'Compromised credential still usable',
  clauses: ['R42', 'R100'],
  params: ['compromiseHours'],
  severity: 'high',
  judges: {
    // Could be used when it was detected, and was given no new password, suspended or ended within the hours allowed;
    // critical with any look-up from the detection up to the remedy.
    account(account, light) {
      return ofType(account.acts, 'CredentialCompromiseReported').flatMap((report) => {
        const usable = account.grants.flatMap((grant) => usableTimes(grant).map((time) => ({ grant, usable: time })));
        const then = usable.find((one) => isIn(one.usable, report.data.detectedAt));
        return then ? [judgeReport(report, account, then, light)] : [];
      });
    },
  },

  falsePositives: [
    'An old collection of leaked passwords in which this one was replaced long ago.',
    'An account that signs on elsewhere only: the leaked password opens nothing.',
  ],
  nextStepsVi: ['Buộc đổi mật khẩu, hoặc tạm khóa', 'Rà soát mọi lượt tra cứu từ thời điểm nghi bị lộ'],

  examples: [
    {
      title: 'nothing was done',
      given: [granted('2025-01-02 07:00'), compromised('2025-03-03 20:00')],
      finds: [{ since: '2025-03-04 00:00', severity: 'high', until: undefined }],
    },
    {
      title: 'a new password one second too late, and a look-up an hour after the detection',
      given: [
        granted('2025-01-02 07:00'),
        compromised('2025-03-03 08:00'),
        lookup('2025-03-03 09:00'),
        rotated('2025-03-03 12:00:01'),
      ],
      finds: [{ since: '2025-03-03 12:00', until: '2025-03-03 12:00:01', severity: 'critical' }],
    },
    {
      title: 'replaced before it was detected, suspended too late; look-ups at the detection and after the remedy',
      given: [
        granted('2025-01-02 07:00'),
        rotated('2025-03-03 07:59:59'),
        compromised('2025-03-03 08:00'),
        lookup('2025-03-03 08:00'),
        suspended('2025-03-03 12:30'),
        lookup('2025-03-03 13:00'),
      ],
      finds: [{ since: '2025-03-03 12:00', until: '2025-03-03 12:30', severity: 'high' }],
    },
    {
      title: 'revoked in law at once, in the source an hour too late',
      given: [
        granted('2025-01-02 07:00'),
        compromised('2025-03-03 08:00'),
        revoked('2025-03-03 09:00', { executedInSourceAt: '2025-03-03 13:00' }),
      ],
      finds: [{ since: '2025-03-03 12:00', until: '2025-03-03 13:00' }],
    },
    {
      title: 'a new password at the very last moment, used meanwhile',
      given: [
        granted('2025-01-02 07:00'),
        compromised('2025-03-03 08:00'),
        lookup('2025-03-03 09:00'),
        rotated('2025-03-03 12:00'),
        rotated('2025-03-03 18:00'),
      ],
      finds: [],
    },
    {
      title: 'a new password at the moment of the detection, or suspended by then, or revoked within four hours',
      given: [
        granted('2025-01-02 07:00'),
        rotated('2025-03-03 08:00'),
        compromised('2025-03-03 08:00'),
        suspended('2025-03-04 08:00'),
        compromised('2025-03-04 08:00'),
        reinstated('2025-03-05 08:00'),
        compromised('2025-03-06 08:00'),
        revoked('2025-03-06 12:00'),
      ],
      finds: [],
    },
    {
      title: 'an account that the ledger does not know, or one that had run out',
      given: [
        compromised('2025-03-03 08:00', { accountId: 'TTHC:binh' }),
        granted('2025-01-02 07:00', { validTo: '2025-03-03 08:00' }),
        compromised('2025-03-03 08:00'),
      ],
      finds: [],
    },
  ],
};
