import { ofType, type Known } from '../folders.js';
import { heldTime, type Grant } from '../life.js';
import { accountsOf } from '../light.js';
import { firstOfEach, sortedBy } from '../order.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { meet } from '../spans.js';
import { changed, granted, notified, profile, revoked } from '../story.js';

type Change = Known<'HolderChanged'>;
// R22 names joining, leaving and moving, and leaves the list open; an end of duty is what R97 has reported. An absence
// changes nobody's post.
const toBeTold = ['added', 'left', 'transferred', 'dutyEnded'];

/** By when a change is to be told, by the policy of a grant's unit; high from the end of twice that term on. */
function termOf({ data: { effectiveAt } }: Change, grant: Grant, light: Light) {
  const changeNotifyWd = light.policy(grant.data.unitId, effectiveAt).param('changeNotifyWd');
  const { due, versions } = light.terms.due(effectiveAt, changeNotifyWd.value);
  return {
    due,
    versions,
    grave: light.terms.due(effectiveAt, 2 * changeNotifyWd.value).due,
    params: { changeNotifyWd },
  };
}

function judgeChange(
  change: Change,
  grant: Grant,
  notice: Known<'ChangeNotified'> | undefined,
  light: Light,
): Judgement {
  const { changeId, officialId, effectiveAt } = change.data;
  const { due, versions, grave, params } = termOf(change, grant, light);
  return {
    dedupKey: `${officialId}|${changeId}`,
    anchor: change.id,
    occurredAt: effectiveAt,
    since: due,
    until: notice?.data.sentAt,
    untilBy: notice?.id,
    rise: { at: grave, to: 'high' },
    accountId: grant.data.accountId,
    officialId,
    unitId: grant.data.unitId,
    evidence: [change.id, grant.grantedBy],
    params,
    calendars: versions,
    duty: { kind: 'changeNotice', dueAt: due, doneAt: notice?.data.sentAt, doneBy: notice?.id },
  };
}

export const v21: Rule = {
  code: 'V-21',
  version: 1,
  status: 'stable',
  titleVi: 'Chậm báo thay đổi nhân sự',
  titleEn: 'Change not notified in time',
  clauses: ['R22', 'R23', 'R97'],
  params: ['changeNotifyWd'],
  severity: 'medium',
  judges: {
    // A change of one who held an account then, or was given one before it was due, of which nobody was told by then.
    official(official, light) {
      const changes = ofType(official.facts, 'HolderChanged').filter(({ data }) => toBeTold.includes(data.kind));
      const notices = sortedBy(ofType(official.facts, 'ChangeNotified'), ({ data }) => data.sentAt);
      const grants = accountsOf(official, light).flatMap((account) => account.grants);
      return firstOfEach(changes, ({ data }) => data.changeId).flatMap((change) => {
        const { changeId, effectiveAt } = change.data;
        const notice = notices.find(({ data }) => data.changeId === changeId);
        const held = (grant: Grant) =>
          meet(heldTime(grant), { from: effectiveAt, to: termOf(change, grant, light).due });
        const grant = grants.find(held);
        return grant ? [judgeChange(change, grant, notice, light)] : [];
      });
    },
  },

  falsePositives: [
    'A decision dated back: the five days run from the change, and the personnel office heard of it later.',
    'Swapped working days that the calendar of the year does not have yet.',
    'It was told in the Zalo group, which leaves no proof, and nobody entered it.',
  ],
  nextStepsVi: ['Nhắc đơn vị báo thay đổi', 'Lập phiếu báo thay đổi nhân sự (F-02)'],

  examples: [
    {
      title: 'left, and nobody was told within five working days',
      given: [granted('2025-01-02 07:00'), changed('2025-03-03 17:00')],
      finds: [{ since: '2025-03-11 00:00', severity: 'medium', risesAt: '2025-03-18 00:00' }],
    },
    {
      title: 'told one second too late',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00', { kind: 'transferred' }),
        notified('2025-03-11 00:00:01', '2025-03-03 17:00'),
      ],
      finds: [{ since: '2025-03-11 00:00', until: '2025-03-11 00:00:01' }],
    },
    {
      title: 'of two changes one was told of in time',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00', { kind: 'dutyEnded' }),
        notified('2025-03-04 09:00', '2025-03-03 17:00'),
        changed('2025-03-10 08:00', { kind: 'added' }),
      ],
      finds: [{ since: '2025-03-18 00:00' }],
    },
    {
      title: 'joined, and was given an account on the last of the five days',
      given: [changed('2025-03-03 08:00', { kind: 'added' }), granted('2025-03-10 16:00')],
      finds: [{ since: '2025-03-11 00:00' }],
    },
    {
      title: 'the profile allows eight working days, and grave from sixteen on',
      given: [
        profile('2025-01-01 00:00', { clauses: ['R23'], params: { changeNotifyWd: { value: 8, clause: 'R23' } } }),
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00'),
      ],
      finds: [{ since: '2025-03-14 00:00', risesAt: '2025-03-26 00:00' }],
    },
    {
      title: 'told in the last second of the fifth working day, or before the change',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00', { kind: 'transferred' }),
        notified('2025-03-10 23:59:59', '2025-03-03 17:00'),
        changed('2025-04-01 17:00'),
        notified('2025-03-20 09:00', '2025-04-01 17:00'),
      ],
      finds: [],
    },
    {
      title: 'told to several, the first time in time',
      given: [
        granted('2025-01-02 07:00'),
        changed('2025-03-03 17:00'),
        notified('2025-03-20 09:00', '2025-03-03 17:00', { to: 'CA-TP' }),
        notified('2025-03-04 09:00', '2025-03-03 17:00'),
      ],
      finds: [],
    },
    {
      title: 'an absence, and a change of one who has no account then',
      given: [
        changed('2025-01-02 08:00', { kind: 'added' }),
        granted('2025-02-03 07:00'),
        changed('2025-02-10 08:00', { kind: 'absence' }),
        revoked('2025-03-03 16:59'),
        changed('2025-03-03 17:00'),
      ],
      finds: [],
    },
  ],
};
