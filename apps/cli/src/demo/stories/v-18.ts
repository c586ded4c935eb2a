import type { Told } from '../../told.js';
import { at, closesAt, daySpan, dayOf, hour, minute, opensAt, second, shift } from '../days.js';
import { grant, hire, revoke } from '../staff.js';
import type { Account, Official, Stage } from '../stage.js';
import { dossierUnits, petitionUnits, type System } from '../units.js';

/** Officials with two accounts on one system (V-18), and with two that are never active at once. */
export function twoAccounts(stage: Stage): void {
  const imported = {
    vi: 'hai tài khoản, một do hệ thống nguồn nhập',
    en: 'two accounts, one imported from the system',
  };
  plant(stage, doubled(stage, 'TTHC', at('2025-10-01', '08:00:00')), 'standing', imported);
  const during = { vi: 'tài khoản thứ hai phát sinh trong tháng', en: 'a second account appeared within the month' };
  plant(stage, doubled(stage, 'KNTC', at(stage.workday(), '13:00:00')), 'standing', during);
  oneOfTwoRevoked(stage);
  twoSystems(stage);
  changedOver(stage);
  namesakes(stage);
  onlyImported(stage);
}

const plant = (stage: Stage, { officialId }: Official, state: 'standing' | 'remedied', told: Told) =>
  stage.plant({ rule: 'V-18', officialId, severity: 'high', state, ...told });
const boundary = (stage: Stage, { officialId }: Official, vi: string, en: string) =>
  stage.boundary({ rule: 'V-18', officialId, vi, en });

const newcomer = (stage: Stage, system: System = 'TTHC', name?: string) =>
  hire(stage, stage.random.pick(system === 'TTHC' ? dossierUnits : petitionUnits), { name });
const secondName = (first: Account) => `${first.accountId.slice(first.accountId.indexOf(':') + 1)}.b`;

function doubled(stage: Stage, system: System, validFrom: string): Official {
  const official = newcomer(stage, system);
  const first = grant(stage, system, { official });
  grant(stage, system, { official, username: secondName(first), validFrom, imported: true });
  return official;
}

function oneOfTwoRevoked(stage: Stage): void {
  const official = newcomer(stage);
  const first = grant(stage, 'TTHC', { official });
  const validFrom = at(stage.workday('2025-12-03', '2025-12-09'), '08:00:00');
  const end = shift(validFrom, 2 * daySpan + hour);
  const terms = { validFrom, imported: true, lawful: [{ from: validFrom, to: end }], passwordsUntil: end };
  const second = grant(stage, 'TTHC', { official, username: secondName(first), ...terms });
  revoke(stage, second, end, { sentAt: shift(end, hour) });
  const told = {
    vi: 'hai tài khoản trong hai ngày, đã thu hồi một',
    en: 'two accounts for two days, one then revoked',
  };
  plant(stage, official, 'remedied', told);
}

function twoSystems(stage: Stage): void {
  const official = newcomer(stage, 'KNTC');
  grant(stage, 'TTHC', { official });
  grant(stage, 'KNTC', { official });
  boundary(stage, official, 'hai tài khoản trên hai hệ thống', 'two accounts on two systems');
}

function changedOver(stage: Stage): void {
  const official = newcomer(stage);
  const moment = at(stage.workday(), '12:00:00');
  const lawful = [{ from: opensAt, to: at(dayOf(moment), '00:00:00') }];
  const first = grant(stage, 'TTHC', { official, lawful, passwordsUntil: moment });
  revoke(stage, first, moment);
  // The paper of the new account lies a second after the revocation is sent, its validity at the same moment.
  const terms = { validFrom: moment, grantedAt: shift(moment, second) };
  grant(stage, 'TTHC', { official, username: secondName(first), ...terms });
  boundary(
    stage,
    official,
    'tài khoản mới đúng lúc tài khoản cũ bị thu hồi',
    'a new account the moment the old one ended',
  );
}

function namesakes(stage: Stage): void {
  const one = newcomer(stage);
  const other = newcomer(stage, 'TTHC', one.name);
  grant(stage, 'TTHC', { official: one });
  grant(stage, 'TTHC', { official: other });
  boundary(stage, one, 'hai cán bộ trùng họ tên', 'two officials of the same name');
}

function onlyImported(stage: Stage): void {
  const official = newcomer(stage);
  const validFrom = shift(opensAt, -40 * daySpan);
  const lawful = [{ from: opensAt, to: closesAt }];
  grant(stage, 'TTHC', { official, validFrom: shift(validFrom, minute), imported: true, lawful });
  boundary(stage, official, 'một tài khoản, do hệ thống nguồn nhập', 'a single account, imported');
}
