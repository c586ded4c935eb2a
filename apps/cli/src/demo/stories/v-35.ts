import { at, daySpan, hour, shift, workdayAfter } from '../days.js';
import { grant } from '../accounts.js';
import { hire } from '../officials.js';
import type { Account } from '../cast.js';
import type { Severity } from '../manifest.js';
import { addressIn, type CareOfDevice, license, placeDevice, protect, type Seat } from '../seats.js';
import { session } from '../sessions.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits } from '../units.js';

/** Computers used without protection or licence (V-35), and those seen in order on the last day. */
export function unprotectedComputers(stage: Stage): void {
  const start = at(stage.workday(8, 19), '14:30:00');
  const usedAt = (without: readonly CareOfDevice[], findings: readonly string[] = []) => {
    const { account, seat } = workplace(stage, without, findings);
    session(stage, account, start, { seat });
    return { account, seat };
  };
  const bare = usedAt(['protection']);
  plant(stage, bare.account, 'medium', ['không có phòng mã độc', 'no protection against malware seen']);
  const old = usedAt(['protection']);
  protect(stage, old.seat.deviceId, shift(start, -30 * daySpan - hour));
  plant(stage, old.account, 'medium', [
    'phòng mã độc ghi nhận lần cuối hơn 30 ngày trước',
    'protection last seen more than 30 days before',
  ]);
  const unlicensed = usedAt(['licence']);
  plant(stage, unlicensed.account, 'medium', ['chưa kiểm tra bản quyền', 'its licences were never checked']);
  const expired = usedAt(['licence']);
  license(stage, expired.seat.deviceId, shift(start, -5 * daySpan), 'expired');
  plant(stage, expired.account, 'medium', ['phần mềm hết bản quyền', 'licences that ran out']);
  const saving = usedAt([], ['browserPasswordStore']);
  plant(stage, saving.account, 'low', ['trình duyệt lưu mật khẩu', 'passwords kept by the browser']);

  const recent = usedAt(['protection']);
  protect(stage, recent.seat.deviceId, shift(start, -30 * daySpan + hour));
  spare(stage, recent.account, ['phòng mã độc ghi nhận gần 30 ngày trước', 'protection seen just within 30 days']);
  const fine = usedAt([]);
  spare(stage, fine.account, ['đủ phòng mã độc và bản quyền', 'protected and licensed']);
}

const plant = (stage: Stage, { accountId }: Account, severity: Severity, words: Words) =>
  stage.plant('V-35', { accountId }, severity, words);
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-35', { accountId }, words);

/** An account used at one computer of its own only, looked after but for what it goes without. */
function workplace(stage: Stage, without: readonly CareOfDevice[], findings: readonly string[]) {
  const unit = stage.random.pick(dossierUnits);
  const number = stage.number();
  const deviceId = `MT-${unit.unitId}-Q${number}`;
  const readyBy = at(workdayAfter(stage.scene, -30), '10:00:00');
  placeDevice(stage, { deviceId, unitId: unit.unitId, readyBy, without, findings });
  const account = grant(stage, 'TTHC', { official: hire(stage, unit), ordinary: false });
  const seat: Seat = { deviceId, ip: addressIn(stage, unit.unitId, 200 + (number % 50)) };
  return { account, seat };
}
