import { hash, type Stage } from '../stage.js';
import type { Step } from '../step.js';

/** A look-up without a dossier whose finding is triaged, explained and confirmed; its id is `{findingId}` from then on. */
export function concluded(my: Stage): readonly Step[] {
  const findingId = '{findingId}';
  const found = my.asks(
    '/v1/findings?rule=V-01',
    { unitId: my.unit, asOf: my.at('09:00', 9) },
    { items: [{ accountId: my.account }] },
    { keeps: (answer) => ({ findingId: (answer as { items: { findingId: string }[] }).items[0].findingId }) },
  );
  return [
    my.granted(),
    my.lookup(my.at('09:00'), { dossierId: undefined }),
    found,
    my.says('cases:triage', 'ViolationTriaged', { findingId, assignee: 'thanh-tra-1', reason: 'không có hồ sơ' }),
    my.says('cases:requestExplanation', 'ExplanationRequested', {
      ...{ findingId, from: my.official, dueAt: '2099-01-01T00:00:00Z' },
    }),
    my.says('cases:receiveExplanation', 'ExplanationReceived', {
      ...{ findingId, from: my.official, textHash: hash, attachments: [] },
    }),
    my.says('cases:confirm', 'ViolationConfirmed', {
      ...{ findingId, reasonCode: 'wrong-purpose', decidedBy: 'thanh-tra-1' },
    }),
  ];
}
