import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { failureOf } from './examples.js';
import { RulePublication, RuleRetired, RuleVersionPublished } from './events.js';
import { fileHashOf, ruleVersions } from './rule-build.js';
import { rules } from './rules/index.js';

/** Puts a version of a rule in force. Another person than its author approves it. */
export class PublishRule extends stating(RulePublication) {}
/** Takes a rule out of force. */
export class RetireRule extends stating(RuleRetired) {}

/** The versions of one rule that were published, and whether it is out of force. */
export type PublishedRule = Readonly<{ versions: readonly number[]; retired: boolean }>;

const commands = { PublishRule, RetireRule };
const events = { RuleVersionPublished, RuleRetired };

/**
 * The life of one rule. Only what this build has can be published, with its very hash and its examples holding: a
 * server refuses to start over a log that names what its build lacks.
 */
export const publishedRule: Decider<PublishedRule, typeof commands, typeof events> = {
  category: 'rule',
  commands,
  events,
  idOf: (command) => command.code,
  initial: { versions: [], retired: false },
  decide: {
    PublishRule(command, { versions }) {
      const { code, version } = command;
      twoPersons(command);
      const built = ruleVersions.find((rule) => rule.code === code && rule.version === version);
      if (!built) throw new Refused('this build has no such version of a rule', 'rule-not-in-build');
      if (command.fileHash !== fileHashOf(built)) {
        throw new Refused('the file of this version has another hash in this build', 'rule-hash-differs');
      }
      if (versions.some((published) => published >= version)) {
        throw new Refused('this version, or a later one, is published already', 'rule-published');
      }
      if (built.examples.some((example) => failureOf(built, example, rules) !== undefined)) {
        throw new Refused('an example of the rule does not hold', 'rule-examples-fail');
      }
      const { status, severity, clauses, params, examples } = built;
      const tests = examples.map(({ title }) => title);
      const said = { clauses: [...clauses], params: [...params], severity, status, tests };
      return [{ type: 'RuleVersionPublished', data: { ...statedBy(command), ...said } }];
    },
    RetireRule(command, { versions, retired }) {
      twoPersons(command);
      if (versions.length === 0) throw new Refused('this rule was never published', 'rule-unpublished');
      if (retired) throw new Refused('this rule is out of force already', 'rule-retired');
      return [{ type: 'RuleRetired', data: statedBy(command) }];
    },
  },
  evolve: {
    RuleVersionPublished: ({ versions }, { version }) => ({ versions: [...versions, version], retired: false }),
    RuleRetired: (state) => ({ ...state, retired: true }),
  },
};

function twoPersons({ author, approvedBy }: { author: string; approvedBy: string }): void {
  if (author === approvedBy) throw new Refused('nobody approves a rule of their own', 'author-approves');
}
