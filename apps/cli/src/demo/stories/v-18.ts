import { at, daySpan, hour, minute, second, shift, workdayAfter } from '../days.js';
import { grant, revoke, usernameIn } from '../accounts.js';
import type { State } from '../manifest.js';
import { hire } from '../officials.js';
import type { Account, Official } from '../cast.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits, petitionUnits, type System } from '../units.js';

/** Officials with two accounts on one system (V-18), and with two that are never active at once. */
export function twoAccounts(stage: Stage): void {
  const before = at(workdayAfter(stage.scene, -10), '08:00:00');
  const imported = ['hai tài khoản, một do hệ thống nguồn nhập', 'two accounts, one imported from the system'] as const;
  plant(stage, doubled(stage, 'TTHC', before), 'standing', imported);
  const during = ['tài khoản thứ hai phát sinh trong tháng', 'a second account appeared within the month'] as const;
  plant(stage, doubled(stage, 'KNTC', at(stage.workday(), '13:00:00')), 'standing', during);
  oneOfTwoRevoked(stage);
  twoSystems(stage);
  changedOver(stage);
  namesakes(stage);
  onlyImported(stage);
}

const plant = (stage: Stage, { officialId }: Official, state: State, words: Words) =>
  stage.plant('V-18', { officialId }, 'high', words, { state });
const spare = (stage: Stage, { officialId }: Official, words: Words) => stage.spare('V-18', { officialId }, words);

const newcomer = (stage: Stage, system: System = 'TTHC', name?: string) =>
  hire(stage, stage.random.pick(system === 'TTHC' ? dossierUnits : petitionUnits), { name });
const secondName = (first: Account) => `${usernameIn(first)}.b`;

function doubled(stage: Stage, system: System, validFrom: string): Official {
  const official = newcomer(stage, system);
  const first = grant(stage, system, { official });
  grant(stage, system, { official, username: secondName(first), validFrom, imported: true });
  return official;
}

function oneOfTwoRevoked(stage: Stage): void {
  const official = newcomer(stage);
  const first = grant(stage, 'TTHC', { official });
  const validFrom = at(stage.workday(3, 9), '08:00:00');
  const end = shift(validFrom, 2 * daySpan + hour);
  const terms = { validFrom, imported: true, until: end };
  const second = grant(stage, 'TTHC', { official, username: secondName(first), ...terms });
  revoke(stage, second, end, { sentAt: shift(end, hour) });
  plant(stage, official, 'remedied', [
    'hai tài khoản trong hai ngày, đã thu hồi một',
    'two accounts for two days, one then revoked',
  ]);
}

function twoSystems(stage: Stage): void {
  const official = newcomer(stage);
  grant(stage, 'TTHC', { official });
  grant(stage, 'KNTC', { official });
  spare(stage, official, ['hai tài khoản trên hai hệ thống', 'two accounts on two systems']);
}

function changedOver(stage: Stage): void {
  const official = newcomer(stage);
  const moment = at(stage.workday(), '12:00:00');
  const first = grant(stage, 'TTHC', { official, until: moment });
  revoke(stage, first, moment);
  // The paper of the new account lies a second after the revocation is sent, its validity at the same moment.
  const terms = { validFrom: moment, grantedAt: shift(moment, second) };
  grant(stage, 'TTHC', { official, username: secondName(first), ...terms });
  spare(stage, official, [
    'tài khoản mới đúng lúc tài khoản cũ bị thu hồi',
    'a new account the moment the old one ended',
  ]);
}

function namesakes(stage: Stage): void {
  const one = newcomer(stage);
  const other = newcomer(stage, 'TTHC', one.name);
  grant(stage, 'TTHC', { official: one });
  grant(stage, 'TTHC', { official: other });
  spare(stage, one, ['hai cán bộ trùng họ tên', 'two officials of the same name']);
}

function onlyImported(stage: Stage): void {
  const official = newcomer(stage);
  const validFrom = at(workdayAfter(stage.scene, -28), '08:00:00');
  grant(stage, 'TTHC', { official, validFrom: shift(validFrom, minute), imported: true });
  spare(stage, official, ['một tài khoản, do hệ thống nguồn nhập', 'a single account, imported']);
}
