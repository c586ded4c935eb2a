import { hour, minute, shift } from './days.js';
import { deputy } from './officials.js';
import type { Account } from './cast.js';
import type { Stage } from './stage.js';
import { seatOf } from './seats.js';
import { systems, verification } from './units.js';

/** A dossier or a petition that a look-up may serve. */
export interface Case {
  id: string;
  parties: readonly string[];
  receivedAt: string;
  closedAt?: string;
}

const procedures = ['1.004859', '2.000815', '1.001193', '1.000894', '1.003554', '2.001035'];

/** What is special about a case that comes in. */
export interface Receiving {
  parties?: readonly string[];
  /** Of a dossier: by default the unit that receives it. */
  handlingUnits?: readonly string[];
  closedAt?: string;
  deliveredAt?: string;
}

/** A dossier is received in a unit. */
export function receiveDossier(
  stage: Stage,
  unitId: string,
  assignees: readonly string[],
  receivedAt: string,
  how: Receiving = {},
): Case {
  const id = `H21-${unitId}-${stage.number()}`;
  const { parties = someCitizens(stage, 3), handlingUnits = [unitId], closedAt, deliveredAt } = how;
  const procedureCode = stage.random.pick(procedures);
  const data = { system: 'TTHC', dossierId: id, procedureCode, parties, handlingUnits, assignees, receivedAt };
  stage.observe('DossierObserved', receivedAt, data, { deliveredAt });
  if (closedAt) stage.observe('DossierClosed', closedAt, { system: 'TTHC', dossierId: id, closedAt });
  return { id, parties, receivedAt, closedAt };
}
/** A dossier of an account's unit is shown again as it is now. */
export function observeAgain(stage: Stage, { unitId, officialId }: Account, now: Case, observedAt: string): void {
  const { id: dossierId, parties, receivedAt } = now;
  const data = { system: 'TTHC', dossierId, procedureCode: procedures[0], parties, handlingUnits: [unitId] };
  stage.observe('DossierObserved', observedAt, { ...data, assignees: [officialId], receivedAt });
}

/** An old number turns out to be a citizen's. */
export function linkAlias(stage: Stage, tokenOld: string, tokenNew: string, linkedAt: string): void {
  stage.observe('SubjectAliasLinked', linkedAt, { tokenOld, tokenNew, reason: 'cmndToCccd' }, { source: 'LGSP' });
}
const someCitizens = (stage: Stage, most: number) =>
  Array.from({ length: stage.random.whole(1, most) }, () => stage.citizen());

/** A complaint or denunciation is received. */
export function receivePetition(
  stage: Stage,
  assignees: readonly string[],
  receivedAt: string,
  { parties = someCitizens(stage, 2), deliveredAt }: Receiving = {},
): Case {
  const id = `DON-${stage.number()}`;
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
  /** By default one or two parties of the case. */
  subjects?: readonly string[];
  result?: 'found' | 'notFound';
  adjacentId?: boolean;
  relatedFlags?: readonly string[];
  denied?: string;
  deliveredAt?: string;
  accountId?: string;
  sessionId?: string;
  deviceId?: string;
  ip?: string;
}

/** A look-up for a case of its own, lawful but for what is odd in it. Answers its id. */
export function lookUp(stage: Stage, account: Account, time: string, odd: Oddity = {}): string {
  const { officialId, unitId, system } = account;
  const caseless = odd.case === 'none';
  const served = odd.case && odd.case !== 'none' ? odd.case : caseless ? undefined : caseFor(stage, account, time);
  const lookupId = `${system.toLowerCase()}-tra-cuu-${stage.number()}`;
  const { accountId = account.accountId, sessionId, deviceId, ip } = odd;
  const fits = system === 'KNTC' ? { petitionId: served?.id } : { dossierId: served?.id };
  const { dossierId = fits.dossierId, petitionId = fits.petitionId } = odd;
  const some = served ? served.parties.slice(0, stage.random.whole(1, 2)) : [stage.citizen()];
  const { subjects = some, adjacentId, relatedFlags } = odd;
  const named = { lookupId, accountId, officialId, unitId, sessionId, deviceId, ip, system };
  const asked = { function: odd.function ?? account.functions[0], dossierId, petitionId, subjects };
  const how = { source: system, id: lookupId, deliveredAt: odd.deliveredAt };
  if (odd.denied) {
    stage.observe('LookupDenied', time, { ...named, ...asked, denyReason: odd.denied }, how);
  } else {
    const { result = odd.fields !== undefined || stage.random.chance(0.98) ? 'found' : 'notFound' } = odd;
    const { fields = account.fields.slice(0, stage.random.whole(2, 4)) } = odd;
    const found = result === 'found';
    const answer = {
      fieldsReturned: found ? fields : [],
      result,
      resultCount: found ? 1 : 0,
      adjacentId,
      relatedFlags,
    };
    stage.observe('LookupPerformed', time, { ...named, ...asked, purposeCode: 'TTHC', ...answer }, how);
  }
  return lookupId;
}

/** A case of the account's own unit that is open at a moment. */
export function caseFor(stage: Stage, account: Account, time: string, how: Receiving = {}): Case {
  const receivedAt = shift(time, -stage.random.whole(20 * minute, 3 * hour));
  if (account.system === 'KNTC') return receivePetition(stage, [account.officialId], receivedAt, how);
  return receiveDossier(stage, account.unitId, [account.officialId], receivedAt, how);
}

/** A look-up is explained afterwards. */
export function justify(
  stage: Stage,
  account: Account,
  lookupId: string,
  time: string,
  how: { by: 'official' | 'supervisor'; case?: Case; ticketId?: string; commanded?: boolean },
): void {
  const { accountId, officialId } = account;
  const supervisor = how.by === 'supervisor';
  const basis = account.system === 'KNTC' ? { petitionId: how.case?.id } : { dossierId: how.case?.id };
  const text = supervisor ? 'Hồ sơ giấy, số được cấp sau' : undefined;
  const data = {
    lookupId,
    accountId,
    by: supervisor ? deputy : officialId,
    role: how.by,
    ticketId: how.ticketId,
    ...basis,
    text,
  };
  if (how.commanded) stage.command('lookups:justify', time, data);
  else stage.observe('LookupJustified', time, data, { source: account.system });
}

/** The scope of one who verifies residence besides receiving dossiers. */
export const verifierScope = {
  functions: [...systems.TTHC.functions, verification.function],
  fields: [...systems.TTHC.fields, ...verification.fields],
};

/** What a look-up returned is printed, or leaves the screen by another channel. */
export function printOut(
  stage: Stage,
  account: Account,
  lookupId: string,
  time: string,
  dossierId: string | undefined,
  channel = 'print',
): void {
  const { accountId, system } = account;
  const { deviceId } = seatOf(stage, account);
  const exportId = `IN-${stage.number()}`;
  const data = { exportId, lookupId, accountId, channel, dossierId, deviceId, pages: stage.random.whole(1, 3) };
  stage.observe('LookupResultExported', time, data, { source: system });
}
