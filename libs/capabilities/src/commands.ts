import type { Act, AnyDecider, Decided, EventLog } from '@app/ledger';
import { account } from './accounts/account.js';
import { grantAccount, revokeAccount } from './accounts/grant-account.js';
import type { Beside } from './beside.js';
import { calendar } from './calendar/calendar.js';
import { violationCase } from './cases/case.js';
import { reportMisuse } from './cases/report-misuse.js';
import { takeStep } from './cases/take-step.js';
import { credential } from './credentials/credential.js';
import { incident } from './incidents/incident.js';
import { justification } from './lookups/justification.js';
import { justifyLookup } from './lookups/justify-lookup.js';
import { official } from './officials/official.js';
import { policy } from './policies/policy.js';
import { regulation } from './regulations/regulation.js';
import { suppression } from './suppressions/suppression.js';
import { unit } from './units/unit.js';
import { publishedRule } from './violations/published-rule.js';

/** One command as the outside calls it: `POST /v1/<collection>:<verb>` with the class `rules.commands[name]` as body. */
export interface Command {
  collection: string;
  verb: string;
  name: string;
  rules: AnyDecider;
  /** How it is carried out where `handle(log, rules, name, …)` is not all. */
  run?(log: EventLog, command: object, act: Act, beside: Beside): Promise<Decided>;
  /** The caller must say which version of the stream they saw. */
  ifMatch: boolean;
  /** The field of its body that names what it is about, where it may be given for many at once: `:<verb>All`. */
  each?: string;
}

const plain = { ifMatch: false };
const matched = { ifMatch: true };
const onCase = { rules: violationCase, run: takeStep, ...plain };

/** Every command of the ledger. To add one: an entry in its decider and a line here. */
export const commands: readonly Command[] = [
  { collection: 'units', verb: 'register', name: 'RegisterUnit', rules: unit, ...plain },
  { collection: 'units', verb: 'reorganise', name: 'ReorganiseUnits', rules: unit, ...plain },
  { collection: 'units', verb: 'close', name: 'CloseUnit', rules: unit, ...plain },
  { collection: 'officials', verb: 'register', name: 'RegisterOfficial', rules: official, ...plain },
  { collection: 'officials', verb: 'change', name: 'ChangeHolder', rules: official, ...plain },
  { collection: 'accounts', verb: 'request', name: 'RequestAccount', rules: account, ...plain },
  { collection: 'accounts', verb: 'grant', name: 'GrantAccount', rules: account, run: grantAccount, ...plain },
  { collection: 'accounts', verb: 'changeScope', name: 'ChangeScope', rules: account, ...matched },
  { collection: 'accounts', verb: 'suspend', name: 'SuspendAccount', rules: account, ...matched },
  { collection: 'accounts', verb: 'reinstate', name: 'ReinstateAccount', rules: account, ...matched },
  { collection: 'accounts', verb: 'revoke', name: 'RevokeAccount', rules: account, run: revokeAccount, ...matched },
  { collection: 'credentials', verb: 'reportCompromise', name: 'ReportCompromise', rules: credential, ...plain },
  { collection: 'lookups', verb: 'justify', name: 'JustifyLookup', rules: justification, run: justifyLookup, ...plain },
  { collection: 'incidents', verb: 'report', name: 'ReportIncident', rules: incident, ...plain },
  { collection: 'incidents', verb: 'notify', name: 'NotifyIncident', rules: incident, ...plain },
  { collection: 'incidents', verb: 'forward', name: 'ForwardIncident', rules: incident, ...plain },
  { collection: 'incidents', verb: 'contain', name: 'ContainIncident', rules: incident, ...plain },
  { collection: 'incidents', verb: 'close', name: 'CloseIncident', rules: incident, ...plain },
  { collection: 'regulations', verb: 'issue', name: 'IssueRegulation', rules: regulation, ...plain },
  { collection: 'policies', verb: 'set', name: 'SetPolicyProfile', rules: policy, ...plain },
  { collection: 'calendar', verb: 'publish', name: 'PublishCalendar', rules: calendar, ...plain },
  { collection: 'misuse', verb: 'report', name: 'ReportMisuse', rules: violationCase, run: reportMisuse, ...plain },
  { collection: 'cases', verb: 'unsealReporter', name: 'UnsealReporter', ...onCase },
  { collection: 'cases', verb: 'triage', name: 'TriageViolation', each: 'findingId', ...onCase },
  { collection: 'cases', verb: 'requestExplanation', name: 'RequestExplanation', ...onCase },
  { collection: 'cases', verb: 'receiveExplanation', name: 'ReceiveExplanation', ...onCase },
  { collection: 'cases', verb: 'confirm', name: 'ConfirmViolation', ...onCase },
  { collection: 'cases', verb: 'dismiss', name: 'DismissViolation', ...onCase },
  { collection: 'cases', verb: 'escalate', name: 'EscalateViolation', ...onCase },
  { collection: 'cases', verb: 'refer', name: 'ReferCase', ...onCase },
  { collection: 'cases', verb: 'recordOutcome', name: 'RecordDisciplinaryOutcome', ...onCase },
  { collection: 'cases', verb: 'keepAccount', name: 'KeepAccount', ...onCase },
  { collection: 'cases', verb: 'notifyUnit', name: 'NotifyUnitOfViolation', ...onCase },
  { collection: 'cases', verb: 'considerNotice', name: 'ConsiderWrongPurposeNotice', ...onCase },
  { collection: 'cases', verb: 'close', name: 'CloseViolation', ...onCase },
  { collection: 'cases', verb: 'reopen', name: 'ReopenViolation', ...onCase },
  { collection: 'cases', verb: 'merge', name: 'MergeFindings', ...onCase },
  { collection: 'cases', verb: 'unmerge', name: 'UnmergeFindings', ...onCase },
  { collection: 'suppressions', verb: 'grant', name: 'GrantSuppression', rules: suppression, ...plain },
  { collection: 'suppressions', verb: 'end', name: 'EndSuppression', rules: suppression, ...plain },
  { collection: 'rules', verb: 'publish', name: 'PublishRule', rules: publishedRule, ...plain },
  { collection: 'rules', verb: 'retire', name: 'RetireRule', rules: publishedRule, ...plain },
];
