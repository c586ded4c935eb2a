import { Refused, canonical, type Decider } from '@app/ledger';
import { Decision, field, Id, Ids, Instant, OneOf, Optional, Parts, statedBy } from '../fields.js';
import { isClause } from './clauses.js';
import {
  largestParameter,
  parameterDefaults,
  PolicyProfileSet,
  ReportDue,
  type Parameter,
  type ParameterName,
} from './events.js';

type Asked = { value: number; clause?: string; assumed?: boolean };
/** Parameters as a caller writes them; whether each has its basis is for the rules to say, by name. */
const AskedParameters = () =>
  field({
    name: 'parameters of known names, each with a whole value, not negative',
    schema: {
      type: 'object',
      propertyNames: { enum: Object.keys(parameterDefaults) },
      additionalProperties: {
        type: 'object',
        required: ['value'],
        additionalProperties: false,
        properties: {
          value: { type: 'integer', minimum: 0, maximum: largestParameter },
          clause: { type: 'string', description: 'the R-id that gives the number' },
          assumed: { type: 'boolean' },
        },
      },
    },
    check: (value) => isObject(value) && Object.entries(value).every(isAsked),
  });
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
function isAsked([name, asked]: [string, unknown]): boolean {
  if (!Object.hasOwn(parameterDefaults, name) || !isObject(asked)) return false;
  const { value, clause, assumed, ...rest } = asked;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > largestParameter) return false;
  if (clause !== undefined && typeof clause !== 'string') return false;
  return (assumed === undefined || typeof assumed === 'boolean') && Object.keys(rest).length === 0;
}

/** Puts directives in force for some units from a day on; a change is said by setting the profile again. */
export class SetPolicyProfile extends Decision {
  @Id() profileId!: string;
  @Id() title!: string;
  @Ids(200, 1) unitScope!: string[];
  @Instant() effectiveFrom!: string;
  @Optional() @Instant() effectiveTo?: string;
  @Ids(200) clauses!: string[];
  @AskedParameters() params!: Partial<Record<ParameterName, Asked>>;
  @OneOf(['assumed', 'off']) otherRules!: string;
  @Optional() @Ids(50) inTrial?: string[];
  @Optional() @Parts(ReportDue, 100) reports?: ReportDue[];
  @Optional() @Ids(20, 1) incidentRecipients?: string[];
}

/** What the profile says now, canonically. */
export type Policy = Readonly<{ said?: string }>;

const commands = { SetPolicyProfile };
const events = { PolicyProfileSet };

/** Every number in a profile cites the duty that gives it or is marked as assumed; no other basis exists. */
export const policy: Decider<Policy, typeof commands, typeof events> = {
  category: 'policy',
  commands,
  events,
  idOf: (command) => command.profileId,
  initial: {},
  decide: {
    SetPolicyProfile(command, { said }) {
      if (command.effectiveTo !== undefined && command.effectiveTo <= command.effectiveFrom) {
        throw new Refused('the profile would end before it begins', 'ends-before-it-begins');
      }
      const unknown = command.clauses.find((id) => !isClause(id));
      if (unknown !== undefined)
        throw new Refused('the profile adopts a clause that no directive has', 'clause-unknown');
      for (const report of command.reports ?? []) withDueDate(report, command.clauses);
      const params = Object.fromEntries(
        Object.entries(command.params).map(([name, asked]) => [name, withBasis(name, asked, command.clauses)]),
      );
      const data = { ...statedBy(command), params };
      if (said === canonical(data)) throw new Refused('the profile already says this', 'policy-unchanged');
      return [{ type: 'PolicyProfileSet', data }];
    },
  },
  evolve: { PolicyProfileSet: (_, data) => ({ said: canonical(data) }) },
};

function withDueDate({ clause, every, dueAt }: ReportDue, adopted: readonly string[]): void {
  if (!adopted.includes(clause)) {
    throw new Refused('a report cites a clause the profile does not adopt', 'report-not-adopted');
  }
  if ((every === 'once') !== (dueAt !== undefined)) {
    throw new Refused('a report that is due once has its due date, one that repeats has none', 'report-due-date');
  }
}

function withBasis(name: string, { value, clause, assumed }: Asked, adopted: readonly string[]): Parameter {
  if (clause === undefined) {
    if (assumed === true) return { value, assumed };
    throw new Refused(`${name} neither cites a clause nor is marked as assumed`, 'parameter-without-basis');
  }
  if (assumed === true)
    throw new Refused(`${name} cites a clause and is assumed; only one can be`, 'parameter-two-bases');
  if (!isClause(clause)) throw new Refused(`${name} cites a clause that no directive has`, 'clause-unknown');
  if (!adopted.includes(clause))
    throw new Refused(`${name} cites a clause the profile does not adopt`, 'clause-not-adopted');
  return { value, clause };
}
