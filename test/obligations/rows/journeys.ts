import { hash, type Stage } from '../stage.js';
import type { Step } from '../step.js';

/** A technician looks a citizen up, and no support ticket asks for it. */
export function lookupByTechnician(my: Stage): readonly Step[] {
  const accountId = `${my.system}:ky-thuat`;
  return [
    my.granted({ accountId, officialId: my.named('ky-thuat'), grantId: my.named('cap-kt'), roleClass: 'ADMIN_TECH' }),
    my.lookup(my.at('10:00'), { accountId }),
    my.finds('V-06', { accountId }, { asOf: my.at('10:01', 1) }),
  ];
}

/** Many citizens are looked up at once. */
export function lookupOfMany(my: Stage, count: number): Step {
  const subjects = Array.from({ length: count }, (_, i) => my.citizen(100 + i));
  return my.lookup(my.at('14:00'), { subjects });
}

/** Look-ups for a dossier: of one who is no party of it, long after it was closed, of a dossier of another unit. */
export function lookupsBesideDossier(my: Stage, rules: readonly string[]): readonly Step[] {
  const beside = {
    'V-02': my.lookup(my.at('09:00', 1), { subjects: [my.citizen(1)] }),
    'V-03': my.lookup(my.at('09:00', 16)),
    'V-04': my.lookup(my.at('09:00', 1), { lookupId: my.named('don-vi-khac'), dossierId: my.named('HS-khac') }),
  };
  return [
    my.dossier({ closedAt: my.at('16:00', 2) }),
    my.dossier({ dossierId: my.named('HS-khac'), handlingUnits: ['don-vi-khac'], assignees: ['cb-khac'] }),
    ...Object.values(beside),
    ...rules.map((rule) => my.finds(rule, { accountId: my.account })),
  ];
}

/**
 * A look-up without a dossier on Monday, whose finding is triaged and explained on Thursday and confirmed on Friday at
 * nine; its id is `{findingId}` from then on.
 */
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
    my.says('cases:triage', 'ViolationTriaged', {
      findingId,
      assignee: 'thanh-tra-1',
      reason: 'không có hồ sơ',
      occurredAt: my.at('08:00', 3),
    }),
    my.says('cases:requestExplanation', 'ExplanationRequested', {
      ...{ findingId, from: my.official, dueAt: my.at('17:00', 4), occurredAt: my.at('08:30', 3) },
    }),
    my.says('cases:receiveExplanation', 'ExplanationReceived', {
      ...{ findingId, from: my.official, textHash: hash, attachments: [], occurredAt: my.at('10:00', 3) },
    }),
    my.says('cases:confirm', 'ViolationConfirmed', {
      ...{ findingId, reasonCode: 'wrong-purpose', decidedBy: 'thanh-tra-1', occurredAt: my.at('09:00', 4) },
    }),
  ];
}
