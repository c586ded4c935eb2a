import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import { localDay } from '../time.js';
import { DirectiveDistributed, DirectiveRegistered } from './events.js';

/** Makes a directive known: its number and issuer, the duties of its clauses, what it replaces (R15, R16, R47). */
export class RegisterDirective extends stating(DirectiveRegistered) {}
/** Says to which units a directive was sent (R15). */
export class DistributeDirective extends stating(DirectiveDistributed) {}

const commands = { RegisterDirective, DistributeDirective };
const events = { DirectiveRegistered, DirectiveDistributed };
const { states, ...memory } = statements(events);

/** The register of all directives: one stream, in which a number belongs to one directive of its issuer. */
export const directive: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'directive',
  commands,
  events,
  idOf: () => 'register',
  ...memory,
  decide: {
    RegisterDirective: states(
      'DirectiveRegistered',
      ({ directiveId, number, issuer, supersedes }, { DirectiveRegistered: registered }) => {
        const others = registered.filter((one) => one.directiveId !== directiveId);
        if (number !== undefined && others.some((one) => one.number === number && one.issuer === issuer)) {
          throw new Refused('this issuer has another directive of this number', 'directive-number-used');
        }
        if (supersedes !== undefined && !others.some((one) => one.directiveId === supersedes)) {
          throw new Refused('the directive that it supersedes is not registered', 'superseded-unknown');
        }
      },
      ({ directiveId }) => directiveId,
    ),
    DistributeDirective: states('DirectiveDistributed', (command, { DirectiveRegistered: registered }) => {
      const directive = registered.find(({ directiveId }) => directiveId === command.directiveId);
      if (!directive) throw new Refused('this directive is not registered', 'directive-unknown');
      if (localDay(command.at) < directive.date) {
        throw new Refused('this would precede the date of the directive', 'before-directive');
      }
      happened(command, command.at);
    }),
  },
};
