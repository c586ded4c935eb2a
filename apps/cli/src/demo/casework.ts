import { dayOf, hour, isOfficeTime, minute, shift } from './days.js';
import { citizenNumber } from './names.js';
import type { Account, Stage } from './stage.js';
import { systems, verification } from './units.js';

/** A dossier or a petition that a look-up may serve. */
export interface Case {
  id: string;
  parties: readonly string[];
  receivedAt: string;
  closedAt?: string;
}

const procedures = ['1.004859', '2.000815', '1.001193', '1.000894', '1.003554', '2.001035'];

/** A dossier is received in a unit. */
export function receiveDossier(
  stage: Stage,
  unitId: string,
  assignees: readonly string[],
  receivedAt: string,
  how: {
    closedAt?: string;
    deliveredAt?: string;
    parties?: readonly string[];
    representatives?: readonly string[];
    handlingUnits?: readonly string[];
  } = {},
): Case {
  const id = `H21-${unitId}-${stage.number()}`;
  const { representatives, handlingUnits = [unitId] } = how;
  const parties = how.parties ?? Array.from({ length: stage.random.whole(1, 3) }, () => citizenNumber(stage.random));
  const procedureCode = stage.random.pick(procedures);
  const data = {
    system: 'TTHC',
    dossierId: id,
    procedureCode,
    parties,
    representatives,
    handlingUnits,
    assignees,
    receivedAt,
  };
  stage.observe('DossierObserved', receivedAt, data, { deliveredAt: how.deliveredAt });
  const { closedAt } = how;
  if (closedAt) stage.observe('DossierClosed', closedAt, { system: 'TTHC', dossierId: id, closedAt });
  return { id, parties, receivedAt, closedAt };
}

/** A complaint or denunciation is received. */
export function receivePetition(
  stage: Stage,
  assignees: readonly string[],
  receivedAt: string,
  deliveredAt?: string,
): Case {
  const id = `DON-${stage.number()}`;
  const parties = Array.from({ length: stage.random.whole(1, 2) }, () => citizenNumber(stage.random));
  const data = { system: 'KNTC', petitionId: id, parties, assignees, receivedAt };
  stage.observe('PetitionObserved', receivedAt, data, { source: 'KNTC', deliveredAt });
  return { id, parties, receivedAt };
}

/** What is out of the ordinary in a look-up. `case: 'none'` names no dossier and no petition. */
export interface Oddity {
  case?: Case | 'none';
  function?: string;
  fields?: readonly string[];
  dossierId?: string;
  petitionId?: string;
  denied?: string;
  deliveredAt?: string;
  accountId?: string;
  sessionId?: string;
  deviceId?: string;
  ip?: string;
  subjects?: readonly string[];
  relatedFlags?: readonly string[];
}

/**
 * A look-up for a case of its own, lawful but for what is odd in it. Answers its id. One out of hours is planted for
 * V-09, once for an account's day.
 */
export function lookUp(stage: Stage, account: Account, time: string, odd: Oddity = {}): string {
  const { officialId, unitId, system } = account;
  const caseless = odd.case === 'none';
  const served = odd.case && odd.case !== 'none' ? odd.case : caseless ? undefined : caseFor(stage, account, time);
  const lookupId = `${system.toLowerCase()}-tra-cuu-${stage.number()}`;
  const { accountId = account.accountId, sessionId, deviceId, ip } = odd;
  const fits = system === 'KNTC' ? { petitionId: served?.id } : { dossierId: served?.id };
  const { dossierId = fits.dossierId, petitionId = fits.petitionId } = odd;
  const parties = served ? served.parties.slice(0, stage.random.whole(1, 2)) : [citizenNumber(stage.random)];
  const { subjects = parties, relatedFlags } = odd;
  const named = { lookupId, accountId, officialId, unitId, sessionId, deviceId, ip, system };
  const asked = { function: odd.function ?? account.functions[0], dossierId, petitionId, subjects };
  const how = { source: system, id: lookupId, deliveredAt: odd.deliveredAt };
  if (odd.denied) {
    stage.observe('LookupDenied', time, { ...named, ...asked, denyReason: odd.denied }, how);
  } else {
    const found = odd.fields !== undefined || stage.random.chance(0.98);
    const fieldsReturned = odd.fields ?? (found ? account.fields.slice(0, stage.random.whole(2, 4)) : []);
    const result = { fieldsReturned, result: found ? 'found' : 'notFound', resultCount: found ? 1 : 0 };
    const performed = { ...named, ...asked, relatedFlags, purposeCode: 'TTHC', ...result };
    stage.observe('LookupPerformed', time, performed, how);
    if (!isOfficeTime(time)) plantOnce(stage, accountId, dayOf(time));
  }
  return lookupId;
}

const outOfHours = { vi: 'tra cứu ngoài giờ làm việc', en: 'looked up out of hours' };
const oddDays = new WeakMap<Stage, Set<string>>();
function plantOnce(stage: Stage, accountId: string, day: string): void {
  const known = oddDays.get(stage) ?? new Set();
  oddDays.set(stage, known);
  if (known.has(`${accountId} ${day}`)) return;
  known.add(`${accountId} ${day}`);
  stage.plant({ rule: 'V-09', accountId, severity: 'low', state: 'standing', ...outOfHours });
}

/** A case of the account's own unit that is open at a moment. */
export function caseFor(stage: Stage, account: Account, time: string): Case {
  const receivedAt = shift(time, -stage.random.whole(20 * minute, 3 * hour));
  if (account.system === 'KNTC') return receivePetition(stage, [account.officialId], receivedAt);
  return receiveDossier(stage, account.unitId, [account.officialId], receivedAt);
}

/** A look-up is explained afterwards. */
export function justify(
  stage: Stage,
  account: Account,
  lookupId: string,
  time: string,
  how: { by: 'official' | 'supervisor'; case?: Case; commanded?: boolean },
): void {
  const { accountId, officialId } = account;
  const supervisor = how.by === 'supervisor';
  const basis = account.system === 'KNTC' ? { petitionId: how.case?.id } : { dossierId: how.case?.id };
  const text = supervisor ? 'Hồ sơ giấy, số được cấp sau' : undefined;
  const data = { lookupId, accountId, by: supervisor ? 'CB-0002' : officialId, role: how.by, ...basis, text };
  if (how.commanded) stage.command('lookups:justify', time, data);
  else stage.observe('LookupJustified', time, data, { source: account.system });
}

/** The scope of one who verifies residence besides receiving dossiers. */
export const verifierScope = {
  functions: [...systems.TTHC.functions, verification.function],
  fields: [...systems.TTHC.fields, ...verification.fields],
};
