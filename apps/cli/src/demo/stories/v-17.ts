import { at, minute, second, shift } from '../days.js';
import { grant } from '../accounts.js';
import { caseFor, lookUp, printOut } from '../casework.js';
import type { Account } from '../cast.js';
import type { Stage, Words } from '../stage.js';

/** Results that left the screen without a dossier, too often or on a stick (V-17), and what is printed for a file. */
export function exportsWithoutCase(stage: Stage): void {
  plant(stage, exported(stage, 1, { dossier: false }), ['in kết quả không gắn hồ sơ', 'printed for no dossier']);
  plant(stage, exported(stage, 1, { channel: 'removable' }), [
    'sao chép ra thiết bị rời',
    'copied to a removable medium',
  ]);
  plant(stage, exported(stage, 11, {}), ['11 lần in trong một ngày', 'eleven prints in a day']);
  const download = ['tải về không gắn hồ sơ', 'downloaded for no dossier'] as const;
  plant(stage, exported(stage, 1, { dossier: false, channel: 'download' }), download);
  spare(stage, exported(stage, 10, {}), [
    '10 lần in trong một ngày, đều gắn hồ sơ',
    'ten prints in a day, each for a dossier',
  ]);
  spare(stage, exported(stage, 1, { channel: 'clipboard' }), [
    'sao chép vào hồ sơ điện tử',
    'copied into the electronic file',
  ]);
}

const plant = (stage: Stage, { accountId }: Account, words: Words) => stage.plant('V-17', { accountId }, 'high', words);
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-17', { accountId }, words);

/** An account of its own looks up so many cases in a day and lets each result leave the screen. */
function exported(stage: Stage, times: number, how: { dossier?: false; channel?: string }): Account {
  const account = grant(stage, 'TTHC', { ordinary: false });
  const start = at(stage.workday(), '14:00:00');
  for (let i = 0; i < times; i++) {
    const time = shift(start, i * 9 * minute);
    const served = caseFor(stage, account, time);
    const lookupId = lookUp(stage, account, time, { case: served, result: 'found' });
    printOut(
      stage,
      account,
      lookupId,
      shift(time, 30 * second),
      how.dossier === false ? undefined : served.id,
      how.channel,
    );
  }
  return account;
}
