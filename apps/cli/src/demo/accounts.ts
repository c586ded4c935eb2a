import { at, hour, shift, workdayAfter } from './days.js';
import { usernameOf } from './names.js';
import { approver, deputy, hire } from './officials.js';
import type { Account, CareOfAccount, Official, Span } from './cast.js';
import type { Stage } from './stage.js';
import { dossierUnits, petitionUnits, systems, type System } from './units.js';

interface Terms {
  official?: Official;
  username?: string;
  validFrom?: string;
  validTo?: string;
  agreementValidTo?: string;
  /** Granted on paper at this moment; by default when it becomes valid. */
  grantedAt?: string;
  imported?: boolean;
  roleClass?: string;
  functions?: readonly string[];
  fields?: readonly string[];
  /** `null` where the paper names none. */
  decisionNo?: string | null;
  approvedBy?: string | null;
  assignmentDoc?: string;
  /** The end of ordinary work with it. */
  until?: string;
  /** Its holder logs in now and then, but looks up only what a story says. */
  ordinary?: false;
  without?: readonly CareOfAccount[];
}

/** An account is granted, to an official hired for it unless one is named. All is done for it but what `without` names. */
export function grant(stage: Stage, system: System, terms: Terms = {}): Account {
  const { random, term } = stage;
  const official = terms.official ?? hire(stage, random.pick(system === 'KNTC' ? petitionUnits : dossierUnits));
  const number = stage.number();
  const { functions = systems[system].functions, fields = systems[system].fields, without = [] } = terms;
  const { username = usernameOf(official.name, number), validFrom = earlier(stage), until = term.asOf } = terms;
  const logins = [{ from: validFrom, to: until }];
  const account: Account = {
    accountId: `${system}:${username}`,
    grantId: `QD-${number}`,
    officialId: official.officialId,
    unitId: official.unitId,
    system,
    roleClass: terms.roleClass ?? (system === 'TTHC' && functions.length === 1 ? 'RECEPTION' : 'RESULT_VERIFY'),
    functions,
    fields,
    scopes: [{ from: validFrom, functions }],
    grantedAt: terms.grantedAt ?? validFrom,
    validFrom,
    endsAt: terms.validTo,
    suspended: [],
    lawful: terms.ordinary === false ? [] : logins,
    logins,
    sessions: [],
    without,
  };
  stage.accounts.push(account);
  giveAccount(stage, account, official, terms);
  return account;
}
// Some weeks before the month of the story.
const earlier = (stage: Stage) => at(workdayAfter(stage.scene, -stage.random.whole(15, 60)), '08:00:00');

function giveAccount(stage: Stage, account: Account, official: Official, terms: Terms): void {
  const { accountId, grantId, officialId, unitId, system, roleClass, functions, fields, validFrom } = account;
  const { decisionNo = `${grantId}/QĐ-UBND`, approvedBy = approver, imported } = terms;
  const { validTo, agreementValidTo, assignmentDoc } = terms;
  const accountClass = roleClass === 'RECEPTION' ? 'ONE_STOP' : 'SPECIALIST';
  const subject = { accountId, grantId, username: usernameIn(account), officialId, system, unitId, accountClass };
  const paper = {
    holderType: official.holderType,
    decisionNo: decisionNo ?? undefined,
    approvedBy: approvedBy ?? undefined,
  };
  const scope = { roleClass, functions, fields, validFrom, validTo, agreementValidTo, assignmentDoc };
  const body = { ...subject, ...paper, ...scope };
  if (imported) stage.observe('AccountGranted', account.grantedAt, { ...body, imported: true }, { source: system });
  else stage.command('accounts:grant', account.grantedAt, body);
}

/** The name by which an account's own system knows it. */
export const usernameIn = ({ accountId }: Account) => accountId.slice(accountId.indexOf(':') + 1);
/** The official who holds an account. */
export const holderOf = (stage: Stage, { officialId }: Account) =>
  stage.officials.find((one) => one.officialId === officialId)!;

/** An account is revoked, effective at one moment, on paper at another where it is later. */
export function revoke(
  stage: Stage,
  account: Account,
  effectiveAt: string,
  how: { cause?: string; actedAt?: string; executedInSourceAt?: string; sentAt?: string } = {},
): void {
  const { accountId, grantId } = account;
  const { cause = 'other', actedAt = effectiveAt, executedInSourceAt, sentAt } = how;
  const body = { accountId, grantId, cause, effectiveAt, executedInSourceAt, docNo: `${stage.number()}/QĐ-TH` };
  stage.command('accounts:revoke', actedAt, body, { sentAt, ofAccount: accountId });
  account.endsAt = executedInSourceAt ?? actedAt;
}

/** Nobody works with an account for a time. */
export function pause(account: Account, from: string, to: string): void {
  const around = (spans: readonly Span[]) =>
    spans.flatMap((span) => {
      if (to <= span.from || span.to <= from) return [span];
      const pieces = [
        { from: span.from, to: from },
        { from: to, to: span.to },
      ];
      return pieces.filter((piece) => piece.from < piece.to);
    });
  account.lawful = around(account.lawful);
  account.logins = around(account.logins);
}

/** An account stands still for a time, without an end where none is named. */
export function suspend(stage: Stage, account: Account, from: string, to?: string, cause = 'absence'): void {
  const { accountId, grantId } = account;
  const body = { accountId, grantId, cause, effectiveAt: from, by: approver };
  stage.command('accounts:suspend', from, body, { ofAccount: accountId });
  if (to !== undefined) {
    const reinstated = { accountId, grantId, effectiveAt: to, by: deputy, reason: 'Cán bộ trở lại làm việc' };
    stage.command('accounts:reinstate', to, reinstated, { ofAccount: accountId });
  }
  const span = { from, to: to ?? stage.term.asOf };
  account.suspended = [...account.suspended, span];
  pause(account, span.from, span.to);
}

/** What an account may do becomes something else. */
export function changeScope(
  stage: Stage,
  account: Account,
  effectiveAt: string,
  scope: { functions: readonly string[]; fields: readonly string[]; roleClass?: string },
  how: { sentAt?: string; approvedBy?: string } = {},
): void {
  const { accountId, grantId } = account;
  const { approvedBy = approver, sentAt } = how;
  const { functions, fields, roleClass } = scope;
  const body = { accountId, grantId, functions, fields, roleClass, effectiveAt, reason: 'Phân công lại nhiệm vụ' };
  stage.command('accounts:changeScope', effectiveAt, { ...body, approvedBy }, { sentAt, ofAccount: accountId });
  account.scopes = [...account.scopes, { from: effectiveAt, functions }];
}

/** How long a new account is unused: the hours until its device stands and its password is its own. */
export const settledIn = (account: Account) => shift(account.validFrom, 3 * hour);
