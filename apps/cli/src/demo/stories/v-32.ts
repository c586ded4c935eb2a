import { at, minute, shift, workdayAfter } from '../days.js';
import { grant } from '../accounts.js';
import type { Account } from '../cast.js';
import { hire } from '../officials.js';
import { addressIn, type CareOfDevice, hashOf, license, placeDevice, protect, scan, type Seat } from '../seats.js';
import { session } from '../sessions.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits } from '../units.js';

/** Sessions at computers that are not registered or not scanned (V-32), and at one scanned just before. */
export function unknownComputers(stage: Stage): void {
  const [unit, other] = stage.random.shuffled(dossierUnits);
  const account = grant(stage, 'TTHC', { official: hire(stage, unit), ordinary: false });
  const day = stage.differentDays();
  const atIt = (seat: Seat, words: Words) => {
    const start = at(day(), '13:10:00');
    session(stage, account, start, { seat });
    stage.plant('V-32', { accountId: account.accountId }, 'high', words);
  };
  atIt(computer(stage, unit.unitId, ['registration', 'scan']), [
    'máy chưa đăng ký',
    'a computer that nobody registered',
  ]);
  atIt(computer(stage, other.unitId), ['máy đăng ký cho đơn vị khác', "another unit's computer"]);
  atIt(computer(stage, unit.unitId, ['scan']), ['máy chưa rà quét', 'a computer that nobody scanned']);
  const failed = computer(stage, unit.unitId, ['scan']);
  scan(stage, failed.deviceId, at(workdayAfter(stage.scene, -3), '15:00:00'), ['malware'], 'fail');
  atIt(failed, ['máy rà quét không đạt', 'a computer that failed its scan']);
  const renewed = computer(stage, unit.unitId);
  atIt(replaced(stage, renewed, unit.unitId), ['máy thay thế chưa rà quét', 'a replacement that was not scanned']);
  justInTime(stage);
}

/** A computer of a unit that is looked after but for what it goes without, from before the month on. */
function computer(stage: Stage, unitId: string, without: readonly CareOfDevice[] = []): Seat {
  const number = stage.number();
  const deviceId = `MT-${unitId}-Q${number}`;
  placeDevice(stage, { deviceId, unitId, readyBy: at(workdayAfter(stage.scene, -5), '10:00:00'), without });
  return { deviceId, ip: addressIn(stage, unitId, 200 + (number % 50)) };
}

/** A new computer takes the place of an old one, protected and licensed but not scanned. */
function replaced(stage: Stage, { deviceId: oldDeviceId, ip }: Seat, unitId: string): Seat {
  const deviceId = `${oldDeviceId}B`;
  const moment = at(stage.day(2), '08:30:00');
  stage.command('devices:replace', moment, { deviceId, unitId, oldDeviceId, serialHash: hashOf(deviceId) });
  protect(stage, deviceId, shift(moment, minute));
  license(stage, deviceId, shift(moment, minute));
  return { deviceId, ip };
}

function justInTime(stage: Stage): void {
  const unit = stage.random.pick(dossierUnits);
  const spare = (account: Account, seat: Seat, start: string, words: Words) => {
    session(stage, account, start, { seat });
    stage.spare('V-32', { accountId: account.accountId }, words);
  };
  const account = grant(stage, 'TTHC', { official: hire(stage, unit), ordinary: false });
  const fresh = computer(stage, unit.unitId, ['scan']);
  const start = at(stage.workday(), '09:30:00');
  scan(stage, fresh.deviceId, shift(start, -minute));
  spare(account, fresh, start, ['rà quét một phút trước khi dùng', 'scanned a minute before it was used']);
  const second = grant(stage, 'TTHC', { official: hire(stage, unit), ordinary: false });
  const renewed = replaced(stage, computer(stage, unit.unitId), unit.unitId);
  scan(stage, renewed.deviceId, at(stage.day(2), '16:00:00'));
  spare(second, renewed, at(stage.workday(), '10:10:00'), [
    'máy thay thế đã rà quét',
    'a replacement that was scanned',
  ]);
}
