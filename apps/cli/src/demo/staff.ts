import { asOf, at, closesAt, daySpan, dayOf, opensAt, shift, hour } from './days.js';
import { duties } from './directives.js';
import { citizenNumber, fullName, usernameOf } from './names.js';
import type { Account, Official, Span, Stage } from './stage.js';
import { dossierUnits, petitionUnits, systems, type System, type Unit } from './units.js';

const holderTypes = { commune: ['CB', 'CC'], POST: ['POST'], centre: ['CC', 'VC', 'NLD'] };
const approver = 'CB-0001';

/** An official takes up service; by a command of the personnel office, or as its system reports it. */
export function hire(
  stage: Stage,
  unit: Unit,
  how: { name?: string; since?: string; reported?: boolean } = {},
): Official {
  const name = how.name ?? fullName(stage.random);
  const officialId = `CB-${String(stage.officials.length + 1).padStart(4, '0')}`;
  const types = holderTypes[unit.kind as keyof typeof holderTypes] ?? ['CC'];
  const official: Official = {
    officialId,
    name,
    unitId: unit.unitId,
    holderType: stage.random.pick(types),
    citizen: citizenNumber(stage.random),
  };
  stage.officials.push(official);
  const { holderType, unitId, citizen: citizenToken } = official;
  const duty = petitionUnits.includes(unit) ? duties.petitions : duties.counter;
  const data = { officialId, displayName: name, holderType, unitId, duty, citizenToken };
  const since = how.since ?? at('2024-10-01', '08:00:00');
  if (how.reported) stage.observe('OfficialRegistered', since, data, { source: 'HRM' });
  else stage.command('officials:register', since, officialId === approver ? data : { ...data, managerId: approver });
  return official;
}

interface Terms {
  official?: Official;
  username?: string;
  validFrom?: string;
  validTo?: string;
  agreementValidTo?: string;
  /** Granted on paper at this moment; by default when it becomes valid. */
  grantedAt?: string;
  imported?: boolean;
  functions?: readonly string[];
  fields?: readonly string[];
  roleClass?: string;
  passwords?: 'kept' | 'none';
  /** The last day of a kept password; by default the city's end. */
  passwordsUntil?: string;
  lawful?: readonly Span[];
}

/** An account is granted, and its password kept young unless the terms say otherwise. */
export function grant(stage: Stage, system: System, terms: Terms = {}): Account {
  const { random } = stage;
  const unit = random.pick(system === 'KNTC' ? petitionUnits : dossierUnits);
  const official = terms.official ?? hire(stage, unit);
  const number = stage.number();
  const username = terms.username ?? usernameOf(official.name, number);
  const { functions = systems[system].functions, fields = systems[system].fields } = terms;
  const validFrom = terms.validFrom ?? at(dayOf(shift(opensAt, -random.whole(80, 330) * daySpan)), '08:00:00');
  const account: Account = {
    accountId: `${system}:${username}`,
    grantId: `QD-${number}`,
    officialId: official.officialId,
    unitId: official.unitId,
    system,
    functions,
    functionsAtFirst: functions,
    fields,
    validFrom,
    lawful: terms.lawful ?? [{ from: validFrom > opensAt ? validFrom : opensAt, to: closesAt }],
  };
  stage.accounts.push(account);
  giveAccount(stage, account, official, terms);
  if (terms.passwords !== 'none') keepPasswordYoung(stage, account, validFrom, terms.passwordsUntil ?? asOf);
  return account;
}

function giveAccount(stage: Stage, account: Account, official: Official, terms: Terms): void {
  const { accountId, grantId, officialId, unitId, system, functions, fields, validFrom } = account;
  const { validTo, agreementValidTo, imported } = terms;
  const username = accountId.slice(accountId.indexOf(':') + 1);
  const oneStop = system === 'TTHC' && functions.length === 1;
  const [accountClass, ownRole] = oneStop ? ['ONE_STOP', 'RECEPTION'] : ['SPECIALIST', 'RESULT_VERIFY'];
  const { roleClass = ownRole } = terms;
  const assignmentDoc = roleClass === 'ADMIN_TECH' ? `${grantId}/PC` : undefined;
  const subject = { accountId, grantId, username, officialId, system, unitId, accountClass, roleClass, assignmentDoc };
  const paper = { holderType: official.holderType, decisionNo: `${grantId}/QĐ-UBND`, approvedBy: approver };
  const body = { ...subject, ...paper, functions, fields, validFrom, validTo, agreementValidTo };
  const grantedAt = terms.grantedAt ?? validFrom;
  if (imported) stage.observe('AccountGranted', grantedAt, { ...body, imported: true }, { source: system });
  else stage.command('accounts:grant', grantedAt, body);
}

/** The password of an account is replaced. */
export function rotate(stage: Stage, account: Account, rotatedAt: string, credentialKind = 'password'): void {
  const { accountId } = account;
  const trigger = stage.random.pick(['user', 'forced']);
  stage.observe('PasswordRotated', rotatedAt, { accountId, rotatedAt, trigger, credentialKind }, { source: 'IDP' });
}

/** Replaces the password every 55 to 85 days, so that none of them grows old. */
export function keepPasswordYoung(stage: Stage, account: Account, from: string, to: string): void {
  let next = shift(from, 2 * hour);
  while (next < to) {
    rotate(stage, account, next);
    const due = dayOf(shift(next, stage.random.whole(55, 85) * daySpan));
    next = at(due, `08:${stage.random.whole(10, 59)}:00`);
  }
}

/**
 * An account's holder changes: joins, leaves, moves, is away. The personnel office sends it within the hour; those who
 * keep the accounts are told the next day, except of an absence.
 */
export function change(stage: Stage, account: Account, kind: string, effectiveAt: string, more: object = {}): void {
  const { officialId } = account;
  const number = stage.number();
  const data = { changeId: `TD-${number}`, officialId, kind, effectiveAt, docNo: `${number}/QĐ-NV`, ...more };
  if (stage.random.chance(0.5))
    stage.command('officials:change', effectiveAt, data, { sentAt: shift(effectiveAt, hour) });
  else stage.observe('HolderChanged', effectiveAt, data, { source: 'HRM' });
  if (kind === 'absence') return;
  const sentAt = shift(effectiveAt, 20 * hour);
  const notice = { changeId: data.changeId, officialId, to: 'SO-KHCN', channel: 'zalo', sentAt };
  stage.command('officials:notifyChange', sentAt, notice);
}

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
}

/** An account is suspended. */
export function suspend(stage: Stage, account: Account, effectiveAt: string, cause = 'absence'): void {
  const { accountId, grantId } = account;
  const body = { accountId, grantId, cause, effectiveAt, by: approver };
  stage.command('accounts:suspend', effectiveAt, body, { ofAccount: accountId });
}

/** A suspended account may be used again. */
export function reinstate(stage: Stage, account: Account, effectiveAt: string): void {
  const { accountId, grantId } = account;
  const body = { accountId, grantId, effectiveAt, by: 'CB-0002', reason: 'Cán bộ trở lại làm việc' };
  stage.command('accounts:reinstate', effectiveAt, body, { ofAccount: accountId });
}

/** An account's functions and fields become others. */
export function changeScope(
  stage: Stage,
  account: Account,
  effectiveAt: string,
  scope: { functions: readonly string[]; fields: readonly string[]; roleClass?: string },
  sentAt?: string,
): void {
  const { accountId, grantId } = account;
  const body = { accountId, grantId, ...scope, effectiveAt, reason: 'Phân công lại nhiệm vụ', approvedBy: approver };
  stage.command('accounts:changeScope', effectiveAt, body, { sentAt, ofAccount: accountId });
}
