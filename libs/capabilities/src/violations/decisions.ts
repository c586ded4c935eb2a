import { ofType, type Folder, type Known, type Recorded } from './folders.js';
import { coverAt } from './life.js';
import { byTurn, type Turn } from './programme.js';
import type { Light } from './rule.js';

// What people decided after a violation: whether the account was stopped, or kept for a written reason.

/** Whether an account could be used at an instant: else there is nothing to stop. */
export const isUsable = (accountId: string | undefined, at: string, light: Light) =>
  accountId !== undefined && coverAt(light.account(accountId), at).status === 'covered';

/** The first act after a confirmation that stops the account, keeps it for a reason, or makes the conclusion void. */
export function answerTo(
  confirmed: Known<'ViolationConfirmed'>,
  { facts }: Folder<'case'>,
  light: Light,
): Turn | undefined {
  const acts = light.account(confirmed.data.accountId ?? '').acts;
  const stops = [...ofType(acts, 'AccountSuspended'), ...ofType(acts, 'AccountRevoked')].map((act) => ({
    at: act.data.executedInSourceAt ?? act.at,
    by: act.id,
  }));
  const said = [...ofType(facts, 'AccountKept'), ...ofType(facts, 'ViolationReopened')].map(turn);
  return [...stops, ...said].filter(({ at }) => at >= confirmed.at).sort(byTurn)[0];
}
const turn = ({ at, id }: { at: string; id: string }): Turn => ({ at, by: id });

/** When the ledger first learnt, from an instant on, that the account was stopped, kept, or the finding dismissed. */
export function learntOf(findingId: string, accountId: string, from: string, light: Light): Turn | undefined {
  const onFinding = ofType(light.folder('case', findingId).facts, 'Recorded').filter(({ data }) =>
    ['AccountKept', 'ViolationDismissed'].includes(data.what),
  );
  return [...light.folder('stops', accountId).facts, ...onFinding]
    .map((fact: Recorded) => ({ at: fact.data.recordedAt, by: fact.id.slice('recorded '.length) }))
    .filter(({ at }) => at >= from)
    .sort(byTurn)[0];
}
