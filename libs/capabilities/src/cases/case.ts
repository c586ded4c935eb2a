import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import {
  begun, closed, confirmed, deciders, explained, inTime, mergeable, nothingOwed, seenNow, seenWith, twoPersons, unbiased, workable,
} from './case-laws.js'; // prettier-ignore
import { events, evolve, newCase, type Case } from './case-state.js';
import { owedUnder } from './owed.js';
import {
  Closing, Confirmation, Dismissal, Explanation, ExplanationRequest, Keeping, Merging, misuseCode, MisuseReport,
  NoticeConsideration, Outcome, Passing, Reopening, Triage, UnitNotice, Unmerging, Unsealing,
} from './said.js'; // prettier-ignore

/** Says that an account was misused (R89). Any official may; their name is sealed. */
export class ReportMisuse extends stating(MisuseReport) {}
/** Opens the sealed name of who reported a misuse, to two persons. */
export class UnsealReporter extends stating(Unsealing) {}
/** Gives a finding to somebody, or to somebody else. */
export class TriageViolation extends stating(Triage) {}
export class RequestExplanation extends stating(ExplanationRequest) {}
export class ReceiveExplanation extends stating(Explanation) {}
/** Says that it was a violation: after the official could explain it, unless the police ask for secrecy. */
export class ConfirmViolation extends stating(Confirmation) {}
/** Says that it was none, or that it cannot be shown; a high or critical one by two persons. */
export class DismissViolation extends stating(Dismissal) {}
/** Hands the violation up. */
export class EscalateViolation extends stating(Passing) {}
/** Hands the case over to another body. */
export class ReferCase extends stating(Passing) {}
export class RecordDisciplinaryOutcome extends stating(Outcome) {}
/** Lets the account go on, for a written reason. */
export class KeepAccount extends stating(Keeping) {}
export class NotifyUnitOfViolation extends stating(UnitNotice) {}
export class ConsiderWrongPurposeNotice extends stating(NoticeConsideration) {}
/** Ends the case once all that `cases.md` asks for is done. */
export class CloseViolation extends stating(Closing) {}
/** Takes a conclusion back, closed or not. */
export class ReopenViolation extends stating(Reopening) {}
/** Makes one case of several findings: of one rule and account, or for a reason. */
export class MergeFindings extends stating(Merging) {}
export class UnmergeFindings extends stating(Unmerging) {}

const commands = {
  ReportMisuse,
  UnsealReporter,
  TriageViolation,
  RequestExplanation,
  ReceiveExplanation,
  ConfirmViolation,
  DismissViolation,
  EscalateViolation,
  ReferCase,
  RecordDisciplinaryOutcome,
  KeepAccount,
  NotifyUnitOfViolation,
  ConsiderWrongPurposeNotice,
  CloseViolation,
  ReopenViolation,
  MergeFindings,
  UnmergeFindings,
};

/**
 * The rules of one case: what people decide about one finding (`cases.md`). What a step must know of the finding, of
 * the persons named and of the account comes in as `sight`; `occurredAt` is resolved before the command is handled.
 */
export const violationCase: Decider<Case, typeof commands, typeof events> = {
  category: 'case',
  commands,
  events,
  idOf(command) {
    if ('into' in command) return command.into;
    if ('findingId' in command) return command.findingId;
    throw new Error('the finding of a reported misuse is named by its flow');
  },
  initial: newCase,
  decide: {
    ReportMisuse(command, { sight }) {
      const { accountId, officialId } = command;
      if (accountId === undefined && officialId === undefined) {
        throw new Refused('a report names an account or an official', 'misuse-of-nobody');
      }
      if (command.occurredAt !== undefined && command.at > command.occurredAt) {
        throw new Refused('it would be reported before it was noticed', 'noticed-later');
      }
      const seen = { ruleCode: misuseCode, severity: 'high', since: command.at, detectedAt: command.occurredAt! };
      return [{ type: 'MisuseReported', data: { ...seen, ...sight!.misuse!, ...statedBy(command) } }];
    },
    UnsealReporter(command, state) {
      const data = seenWith(command, state);
      if (!state.isMisuse) throw new Refused('nobody under seal reported this', 'nothing-sealed');
      const { decidedBy, second } = command;
      twoPersons(decidedBy, second);
      unbiased(state, decidedBy, second);
      if ([decidedBy, second].every((person) => state.unsealedTo.includes(person))) {
        throw new Refused('the name is open to these two already', 'already-unsealed');
      }
      return [{ type: 'ReporterUnsealed', data }];
    },
    TriageViolation(command, state) {
      const data = seenWith(command, state);
      if (state.state !== 'new') workable(state);
      unbiased(state, command.assignee);
      if (command.assignee === state.assignee && command.severityAfter === state.severityAfter) {
        throw new Refused('the case is with this person already, at this severity', 'triage-unchanged');
      }
      return [{ type: 'ViolationTriaged', data }];
    },
    RequestExplanation(command, state) {
      const data = seenWith(command, state);
      workable(state);
      if (command.dueAt <= command.occurredAt!) {
        throw new Refused('the explanation would be due before it is asked for', 'due-before-asked');
      }
      return [{ type: 'ExplanationRequested', data }];
    },
    ReceiveExplanation(command, state) {
      const data = seenWith(command, state);
      begun(state);
      if (!state.explanation) throw new Refused('no explanation was asked for', 'explanation-not-asked');
      return [{ type: 'ExplanationReceived', data }];
    },
    ConfirmViolation(command, state) {
      const data = seenWith(command, state);
      workable(state);
      deciders(state, command);
      explained(state, command);
      const { value: mustSuspend, clause } = state.sight!.mustSuspend!;
      const basis = clause === undefined ? {} : { mustSuspendBy: clause };
      return [{ type: 'ViolationConfirmed', data: { ...data, mustSuspend, ...basis } }];
    },
    DismissViolation(command, state) {
      const data = seenWith(command, state);
      workable(state);
      deciders(state, command);
      const severe = [data.severity, state.severityAfter].some((one) => one === 'high' || one === 'critical');
      if (severe && command.second === undefined) {
        throw new Refused('a high or critical finding is dismissed by two persons', 'second-needed');
      }
      return [{ type: 'ViolationDismissed', data }];
    },
    EscalateViolation(command, state) {
      const data = seenWith(command, state);
      begun(state);
      return [{ type: 'ViolationEscalated', data }];
    },
    ReferCase(command, state) {
      const data = seenWith(command, state);
      begun(state);
      return [{ type: 'CaseReferred', data }];
    },
    RecordDisciplinaryOutcome(command, state) {
      const data = seenWith(command, state);
      confirmed(state);
      if (command.form === 'none' ? command.reason === undefined : command.decisionNo === undefined) {
        throw new Refused('an outcome cites its decision, and no action its reason', 'outcome-without-basis');
      }
      return [{ type: 'DisciplinaryOutcomeRecorded', data }];
    },
    KeepAccount(command, state) {
      const data = seenWith(command, state);
      begun(state);
      if (data.accountId === undefined) throw new Refused('the finding is about no account', 'no-account');
      unbiased(state, command.decidedBy);
      return [{ type: 'AccountKept', data }];
    },
    NotifyUnitOfViolation(command, state) {
      const data = seenWith(command, state);
      confirmed(state);
      return [{ type: 'UnitNotifiedOfViolation', data }];
    },
    ConsiderWrongPurposeNotice(command, state) {
      const data = seenWith(command, state);
      confirmed(state);
      unbiased(state, command.decidedBy);
      if (command.notice === 'filed' && command.docNo === undefined) {
        throw new Refused('a filed notice has a document number', 'notice-without-document');
      }
      return [{ type: 'WrongPurposeNoticeConsidered', data }];
    },
    CloseViolation(command, state) {
      const data = seenWith(command, state);
      begun(state);
      if (!state.verdict) throw new Refused('a case is concluded before it is closed', 'not-concluded');
      unbiased(state, command.signedBy);
      const haltedBy = state.verdict.is === 'confirmed' ? state.sight!.haltedBy : undefined;
      nothingOwed(owedUnder(state.verdict, state.done, haltedBy !== undefined));
      return [{ type: 'ViolationClosed', data: haltedBy === undefined ? data : { ...data, haltedBy } }];
    },
    ReopenViolation(command, state) {
      const data = seenWith(command, state);
      if (!state.verdict) throw new Refused('the case has no conclusion to take back', 'nothing-to-reopen');
      unbiased(state, command.decidedBy);
      return [{ type: 'ViolationReopened', data }];
    },
    MergeFindings(command, state) {
      const into = seenNow(command, state);
      if (state.state === 'closed') throw closed();
      if (command.findingIds.includes(command.into) || new Set(command.findingIds).size < command.findingIds.length) {
        throw new Refused('a finding is merged once, and not into itself', 'merged-into-itself');
      }
      const seen = state.sight!.others!.map((other) => ({ findingId: other.findingId, ...mergeable(other) }));
      const alike = seen.every((one) => one.ruleCode === into.ruleCode && one.accountId === into.accountId);
      if (!alike && command.reason === undefined) {
        throw new Refused('findings of several rules or accounts are merged for a reason only', 'merge-reason-needed');
      }
      const findings = [...seen, { findingId: command.into, ...into }];
      return [{ type: 'FindingsMerged', data: { ...statedBy(command), findings } }];
    },
    UnmergeFindings(command, state) {
      inTime(command, state);
      if (!command.findingIds.every((id) => state.merged.includes(id))) {
        throw new Refused('a finding named here is not merged into this one', 'not-merged');
      }
      return [{ type: 'FindingsUnmerged', data: statedBy(command) }];
    },
  },
  evolve,
};
