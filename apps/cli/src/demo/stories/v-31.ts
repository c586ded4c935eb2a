import { at, hour, minute, shift, workdayAfter } from '../days.js';
import { grant, pause } from '../accounts.js';
import type { Account } from '../cast.js';
import { change, hire } from '../officials.js';
import { addressIn, placeDevice, type Seat } from '../seats.js';
import { session } from '../sessions.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits, type Unit } from '../units.js';

/** Accounts that more than one person seems to use (V-31), and one person at several computers. */
export function sharedAccounts(stage: Stage): void {
  const apart = worker(stage);
  overlap(stage, apart, counter(stage, apart, 'TP-SH'));
  plant(stage, apart, ['hai phiên cùng lúc ở hai nơi', 'two sessions at once in two places']);
  away(stage);
  const roaming = worker(stage);
  inTurn(stage, roaming, [counter(stage, roaming), counter(stage, roaming), counter(stage, roaming)]);
  plant(stage, roaming, ['ba máy trong một ngày', 'three computers in a day']);
  manyAtOne(stage, undefined);

  const near = worker(stage);
  overlap(stage, near, counter(stage, near));
  spare(stage, near, ['hai phiên cùng lúc, cùng mạng của đơn vị', "two sessions at once within the unit's network"]);
  const moving = worker(stage);
  inTurn(stage, moving, [counter(stage, moving), counter(stage, moving)]);
  spare(stage, moving, ['hai máy trong một ngày', 'two computers in a day']);
  manyAtOne(stage, true);
}

const plant = (stage: Stage, { accountId }: Account, words: Words) => stage.plant('V-31', { accountId }, 'high', words);
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-31', { accountId }, words);
const worker = (stage: Stage, unit: Unit = stage.random.pick(dossierUnits)) =>
  grant(stage, 'TTHC', { official: hire(stage, unit), ordinary: false });

/** A further computer of an account's unit, with an address in that unit's network or in another one's. */
function counter(stage: Stage, { unitId }: Account, network = unitId, sharedCounter?: true): Seat {
  const number = stage.number();
  const deviceId = `MT-${unitId}-Q${number}`;
  placeDevice(stage, { deviceId, unitId, readyBy: at(workdayAfter(stage.scene, -5), '10:00:00'), sharedCounter });
  return { deviceId, ip: addressIn(stage, network, 200 + (number % 50)) };
}

function overlap(stage: Stage, account: Account, other: Seat): void {
  const start = at(stage.workday(), '08:15:00');
  session(stage, account, start, { end: shift(start, 2 * hour) });
  session(stage, account, shift(start, hour), { seat: other, end: shift(start, 3 * hour) });
}
function inTurn(stage: Stage, account: Account, seats: readonly Seat[]): void {
  const start = at(stage.workday(), '08:15:00');
  seats.forEach((seat, i) => session(stage, account, shift(start, i * hour), { seat }));
}

function away(stage: Stage): void {
  const account = worker(stage);
  const first = stage.workday(3, 10);
  const from = at(first, '00:00:00');
  const until = at(workdayAfter(first, 4), '00:00:00');
  change(stage, account, 'absence', from, { until });
  pause(account, from, until);
  session(stage, account, at(workdayAfter(first, 2), '09:00:00'));
  plant(stage, account, ['mở phiên trong lúc nghỉ phép', 'a session while its holder was on leave']);
  session(stage, account, at(workdayAfter(first, 4), '07:40:00'));
}

/** Four accounts of a unit at one computer in a day. */
function manyAtOne(stage: Stage, sharedCounter: true | undefined): void {
  const unit = stage.random.pick(dossierUnits);
  const workers = Array.from({ length: 4 }, () => worker(stage, unit));
  const seat = counter(stage, workers[0], unit.unitId, sharedCounter);
  const start = at(stage.workday(), '13:35:00');
  workers.forEach((account, i) => session(stage, account, shift(start, i * 30 * minute), { seat }));
  for (const account of workers) {
    if (sharedCounter)
      spare(stage, account, ['bốn tài khoản trên máy quầy dùng chung', 'four accounts at a shared counter']);
    else plant(stage, account, ['bốn tài khoản trên một máy trong ngày', 'four accounts at one computer in a day']);
  }
}
