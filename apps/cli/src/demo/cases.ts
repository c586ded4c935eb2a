import { at, dayOf, hour, shift, workdayAfter } from './days.js';
import type { Account } from './cast.js';
import { deputy } from './officials.js';
import { hashOf } from './seats.js';
import type { FindingMeant, Stage } from './stage.js';

/**
 * What a rule found about an account is looked into: given to somebody, the official asked and heard, and confirmed at a
 * moment two working days later. The finding is the server's own, named by the rule and what it is about.
 */
export function confirm(stage: Stage, account: Account, ofFinding: FindingMeant, confirmedAt: string): void {
  const { officialId: from } = account;
  const begun = at(workdayAfter(dayOf(confirmedAt), -2), '08:10:00');
  const step = (verb: string, moment: string, body: object) =>
    stage.command(`cases:${verb}`, moment, body, { ofFinding });
  step('triage', begun, { assignee: deputy, reason: 'Không có hồ sơ' });
  step('requestExplanation', shift(begun, hour), { from, dueAt: confirmedAt });
  step('receiveExplanation', shift(begun, 5 * hour), { from, textHash: hashOf(`${from} ${begun}`), attachments: [] });
  step('confirm', confirmedAt, { decidedBy: deputy, reasonCode: 'without-authority' });
}

/** The account goes on in spite of a finding, for a written reason. */
export function keepAccount(stage: Stage, ofFinding: FindingMeant, moment: string): void {
  const body = { decidedBy: deputy, reason: 'Sai sót nhẹ, đã nhắc nhở', decisionNo: `${stage.number()}/QĐ-GIU` };
  stage.command('cases:keepAccount', moment, body, { ofFinding });
}
