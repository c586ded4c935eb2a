import { handle, type Act, type Decided, type EventLog } from '@app/ledger';
import type { Beside } from '../beside.js';
import { violationCase } from './case.js';
import { sightOf } from './sight.js';

/**
 * Takes one step on a case, knowing the finding, the persons named and the account as they are just now. What was read
 * stands in the event, so that the step can be told again when the views say something else. Throws what `handle` throws.
 */
export async function takeStep(log: EventLog, command: object, act: Act, beside: Beside): Promise<Decided> {
  const sight = await sightOf(log, beside, command, act);
  const rules = { ...violationCase, initial: { ...violationCase.initial, sight } };
  return handle(log, rules, act.command.name, { ...command, occurredAt: act.occurredAt }, act);
}
