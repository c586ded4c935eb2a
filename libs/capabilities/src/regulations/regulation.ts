import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { RegulationIssued } from './events.js';

/** Issues a regulation on who may look up what (R51, R72). A change is a new regulation. */
export class IssueRegulation extends stating(RegulationIssued) {}

/** Whether it is issued; nothing about it changes afterwards. */
export type Regulation = Readonly<{ issued: boolean }>;

const commands = { IssueRegulation };
const events = { RegulationIssued };

/** The rules of one regulation. Whether two of them overlap for a unit is not seen here. */
export const regulation: Decider<Regulation, typeof commands, typeof events> = {
  category: 'regulation',
  commands,
  events,
  idOf: (command) => command.regulationId,
  initial: { issued: false },
  decide: {
    IssueRegulation(command, { issued }) {
      if (issued) throw new Refused('this regulation is already issued', 'already-issued');
      if (command.effectiveTo !== undefined && command.effectiveTo <= command.effectiveFrom) {
        throw new Refused('the regulation would end before it begins', 'ends-before-it-begins');
      }
      const roles = command.roleCatalogue.map(({ roleClass }) => roleClass);
      if (new Set(roles).size < roles.length) {
        throw new Refused('each role class stands once in a regulation', 'role-class-twice');
      }
      return [{ type: 'RegulationIssued', data: statedBy(command) }];
    },
  },
  evolve: { RegulationIssued: () => ({ issued: true }) },
};
