import type { Act, AnyDecider, Decided, EventLog } from '@app/ledger';
import { account } from './accounts/account.js';
import { grantAccount, revokeAccount } from './accounts/grant-account.js';
import { inventory } from './accounts/inventory.js';
import { sharing } from './accounts/sharing.js';
import { approval } from './approvals/approval.js';
import { calendar } from './calendar/calendar.js';
import { protectedEntry } from './citizens/protected-entry.js';
import type { Beside } from './beside.js';
import { violationCase } from './cases/case.js';
import { reportMisuse } from './cases/report-misuse.js';
import { takeStep } from './cases/take-step.js';
import { credential } from './credentials/credential.js';
import { passwordPolicy } from './credentials/password-policy.js';
import { device } from './devices/device.js';
import { registerDevice, replaceDevice } from './devices/register-device.js';
import { scanDevice } from './devices/scan-device.js';
import { correction, recordCorrection } from './custody/correction.js';
import { custody } from './custody/custody.js';
import { directive } from './directives/directive.js';
import { incident } from './incidents/incident.js';
import { inspectionTeam } from './inspections/inspection-team.js';
import { inspection } from './inspections/inspection.js';
import { review } from './inspections/review.js';
import { justification } from './lookups/justification.js';
import { justifyLookup } from './lookups/justify-lookup.js';
import { acknowledgement } from './officials/acknowledgement.js';
import { appointFocalPoint } from './officials/appoint-focal-point.js';
import { focalPoint } from './officials/focal-point.js';
import { official } from './officials/official.js';
import { userList } from './officials/user-list.js';
import { policy } from './policies/policy.js';
import { regulation } from './regulations/regulation.js';
import { issue } from './support/issue.js';
import { ticket } from './support/ticket.js';
import { evaluation } from './reports/evaluation.js';
import { control, guidance, infrastructure, reminder } from './reports/oversight.js';
import { report } from './reports/report.js';
import { planMaintenance, source } from './sources/source.js';
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
  { collection: 'officials', verb: 'notifyChange', name: 'NotifyChange', rules: official, ...plain },
  {
    collection: 'officials',
    verb: 'acknowledgeBriefing',
    name: 'AcknowledgeBriefing',
    rules: acknowledgement,
    ...plain,
  },
  {
    collection: 'officials',
    verb: 'signConfidentiality',
    name: 'SignConfidentiality',
    rules: acknowledgement,
    ...plain,
  },
  {
    collection: 'officials',
    verb: 'acknowledgeMonitoring',
    name: 'AcknowledgeMonitoringNotice',
    rules: acknowledgement,
    ...plain,
  },
  {
    collection: 'focalPoints',
    verb: 'appoint',
    name: 'AppointFocalPoint',
    rules: focalPoint,
    run: appointFocalPoint,
    ...plain,
  },
  { collection: 'userLists', verb: 'submit', name: 'SubmitUserList', rules: userList, ...plain },
  { collection: 'accounts', verb: 'request', name: 'RequestAccount', rules: account, ...plain },
  { collection: 'accounts', verb: 'grant', name: 'GrantAccount', rules: account, run: grantAccount, ...plain },
  { collection: 'accounts', verb: 'changeScope', name: 'ChangeScope', rules: account, ...matched },
  { collection: 'accounts', verb: 'suspend', name: 'SuspendAccount', rules: account, ...matched },
  { collection: 'accounts', verb: 'reinstate', name: 'ReinstateAccount', rules: account, ...matched },
  { collection: 'accounts', verb: 'revoke', name: 'RevokeAccount', rules: account, run: revokeAccount, ...matched },
  { collection: 'accounts', verb: 'requestRevocation', name: 'RequestRevocation', rules: account, ...plain },
  { collection: 'accounts', verb: 'reportSharing', name: 'ReportAccountSharing', rules: sharing, ...plain },
  { collection: 'inventories', verb: 'submit', name: 'SubmitAccountInventory', rules: inventory, ...plain },
  { collection: 'credentials', verb: 'reportCompromise', name: 'ReportCompromise', rules: credential, ...plain },
  { collection: 'passwordPolicies', verb: 'publish', name: 'PublishPasswordPolicy', rules: passwordPolicy, ...plain },
  { collection: 'lookups', verb: 'justify', name: 'JustifyLookup', rules: justification, run: justifyLookup, ...plain },
  { collection: 'incidents', verb: 'report', name: 'ReportIncident', rules: incident, ...plain },
  { collection: 'incidents', verb: 'notify', name: 'NotifyIncident', rules: incident, ...plain },
  { collection: 'incidents', verb: 'forward', name: 'ForwardIncident', rules: incident, ...plain },
  { collection: 'incidents', verb: 'contain', name: 'ContainIncident', rules: incident, ...plain },
  { collection: 'incidents', verb: 'update', name: 'UpdateIncident', rules: incident, ...plain },
  { collection: 'incidents', verb: 'drawBreachMinute', name: 'DrawBreachMinute', rules: incident, ...plain },
  {
    collection: 'incidents',
    verb: 'fileBreachNotification',
    name: 'FileBreachNotification',
    rules: incident,
    ...plain,
  },
  { collection: 'incidents', verb: 'close', name: 'CloseIncident', rules: incident, ...plain },
  { collection: 'regulations', verb: 'issue', name: 'IssueRegulation', rules: regulation, ...plain },
  { collection: 'policies', verb: 'set', name: 'SetPolicyProfile', rules: policy, ...plain },
  { collection: 'directives', verb: 'register', name: 'RegisterDirective', rules: directive, ...plain },
  { collection: 'directives', verb: 'distribute', name: 'DistributeDirective', rules: directive, ...plain },
  { collection: 'inspections', verb: 'plan', name: 'PlanInspection', rules: inspection, ...plain },
  { collection: 'inspections', verb: 'drawSample', name: 'DrawSample', rules: inspection, ...plain },
  { collection: 'inspections', verb: 'conduct', name: 'ConductInspection', rules: inspection, ...plain },
  { collection: 'inspections', verb: 'recordFinding', name: 'RecordFinding', rules: inspection, ...plain },
  { collection: 'inspections', verb: 'remediateFinding', name: 'RemediateFinding', rules: inspection, ...plain },
  {
    collection: 'inspectionTeams',
    verb: 'establish',
    name: 'EstablishInspectionTeam',
    rules: inspectionTeam,
    ...plain,
  },
  { collection: 'reviews', verb: 'record', name: 'RecordReviewDecision', rules: review, ...plain },
  { collection: 'reports', verb: 'submit', name: 'SubmitReport', rules: report, ...plain },
  { collection: 'evaluations', verb: 'record', name: 'RecordAnnualEvaluation', rules: evaluation, ...plain },
  { collection: 'reminders', verb: 'issue', name: 'IssueReminder', rules: reminder, ...plain },
  { collection: 'guidance', verb: 'issue', name: 'IssueGuidance', rules: guidance, ...plain },
  { collection: 'controls', verb: 'attest', name: 'AttestControl', rules: control, ...plain },
  { collection: 'infrastructure', verb: 'review', name: 'ReviewInfrastructure', rules: infrastructure, ...plain },
  { collection: 'sources', verb: 'register', name: 'RegisterSource', rules: source, ...plain },
  {
    collection: 'sources',
    verb: 'planMaintenance',
    name: 'PlanMaintenance',
    rules: source,
    run: planMaintenance,
    ...plain,
  },
  {
    collection: 'corrections',
    verb: 'record',
    name: 'RecordCorrection',
    rules: correction,
    run: recordCorrection,
    ...plain,
  },
  { collection: 'legalHolds', verb: 'place', name: 'PlaceLegalHold', rules: custody, ...plain },
  { collection: 'legalHolds', verb: 'release', name: 'ReleaseLegalHold', rules: custody, ...plain },
  { collection: 'subjectKeys', verb: 'recordDestruction', name: 'RecordKeyDestruction', rules: custody, ...plain },
  { collection: 'calendar', verb: 'publish', name: 'PublishCalendar', rules: calendar, ...plain },
  { collection: 'devices', verb: 'register', name: 'RegisterDevice', rules: device, run: registerDevice, ...plain },
  { collection: 'devices', verb: 'replace', name: 'ReplaceDevice', rules: device, run: replaceDevice, ...plain },
  { collection: 'devices', verb: 'decommission', name: 'DecommissionDevice', rules: device, ...plain },
  { collection: 'devices', verb: 'notifyChange', name: 'NotifyDeviceChange', rules: device, ...plain },
  { collection: 'devices', verb: 'requestScan', name: 'RequestScan', rules: device, ...plain },
  { collection: 'devices', verb: 'scan', name: 'ScanDevice', rules: device, run: scanDevice, ...plain },
  { collection: 'devices', verb: 'observeProtection', name: 'ObserveEndpointProtection', rules: device, ...plain },
  { collection: 'devices', verb: 'checkLicence', name: 'CheckSoftwareLicence', rules: device, ...plain },
  { collection: 'devices', verb: 'observeLock', name: 'ObserveDeviceLock', rules: device, ...plain },
  { collection: 'protectedList', verb: 'add', name: 'AddProtectedListEntry', rules: protectedEntry, ...plain },
  { collection: 'protectedList', verb: 'remove', name: 'RemoveProtectedListEntry', rules: protectedEntry, ...plain },
  { collection: 'supportTickets', verb: 'open', name: 'OpenSupportTicket', rules: ticket, ...plain },
  { collection: 'supportTickets', verb: 'close', name: 'CloseSupportTicket', rules: ticket, ...plain },
  { collection: 'supportIssues', verb: 'log', name: 'LogSupportIssue', rules: issue, ...plain },
  { collection: 'supportIssues', verb: 'escalate', name: 'EscalateSupportIssue', rules: issue, ...plain },
  { collection: 'approvals', verb: 'request', name: 'RequestApproval', rules: approval, ...plain },
  { collection: 'approvals', verb: 'give', name: 'GiveApproval', rules: approval, ...plain },
  { collection: 'approvals', verb: 'refuse', name: 'RefuseApproval', rules: approval, ...plain },
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
