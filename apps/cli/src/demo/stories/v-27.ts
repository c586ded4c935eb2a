import { at, daySpan, hour, shift, workdayAfter } from '../days.js';
import { grant, revoke, suspend, usernameIn } from '../accounts.js';
import type { Account, ShownAccount } from '../cast.js';
import type { Severity } from '../manifest.js';
import { deputy } from '../officials.js';
import { hashOf } from '../seats.js';
import type { Stage, Words } from '../stage.js';
import { systems, verification } from '../units.js';
import { staffedWard } from '../wards.js';

/** Lists of accounts that differ from the ledger (V-27), and lists that agree with it. */
export function differingLists(stage: Stage): void {
  const orphan = `ma.${stage.number()}`;
  const { functions } = systems.TTHC;
  misshow(stage, (shown) => [...shown, { username: orphan, enabled: true, functions }]);
  plant(stage, `TTHC:${orphan}`, 'high', [
    'hệ thống có tài khoản mà sổ cái không biết',
    'an account of the system that the ledger does not know',
  ]);
  const gone = grant(stage, 'TTHC', { until: before(stage) });
  revoke(stage, gone, before(stage));
  misshow(stage, (shown) => [...shown, { username: usernameIn(gone), enabled: true, functions }]);
  plant(stage, gone.accountId, 'high', [
    'đã thu hồi nhưng hệ thống còn mở',
    'revoked, and still enabled in the system',
  ]);
  const unseen = grant(stage, 'TTHC');
  misshow(stage, (shown) => shown.filter(({ username }) => username !== usernameIn(unseen)));
  plant(stage, unseen.accountId, 'medium', ['sổ cái có, hệ thống không có', 'in the ledger, and not in the system']);
  const wider = grant(stage, 'TTHC');
  misshow(stage, shownAs(wider, { functions: [...functions, verification.function] }));
  plant(stage, wider.accountId, 'medium', [
    'hệ thống cho nhiều chức năng hơn',
    'more functions in the system than granted',
  ]);
  counted(stage, 2);

  counted(stage, 1);
  const paused = grant(stage, 'TTHC');
  suspend(stage, paused, before(stage), shift(stage.sceneOpens, 3 * daySpan + hour));
  spare(stage, paused, ['đang tạm khóa, hệ thống cũng khóa', 'suspended, and disabled in the system']);
  const ended = grant(stage, 'TTHC', { until: before(stage) });
  revoke(stage, ended, before(stage));
  misshow(stage, (shown) => [...shown, { username: usernameIn(ended), enabled: false, functions }]);
  spare(stage, ended, ['đã thu hồi, hệ thống còn lưu nhưng đã khóa', 'revoked, and kept by the system as disabled']);
}

const before = (stage: Stage) => at(workdayAfter(stage.scene, -4), '10:00:00');
const spare = (stage: Stage, { accountId }: Account, words: Words) => stage.spare('V-27', { accountId }, words);
/** What a list at the start of the month says wrongly, the next month's mends. */
function plant(stage: Stage, accountId: string, severity: Severity, words: Words): void {
  const state = stage.scene === stage.term.months.at(-1) ? 'standing' : 'remedied';
  stage.plant('V-27', { accountId }, severity, words, { state, since: stage.sceneOpens });
}
function misshow(stage: Stage, as: (shown: readonly ShownAccount[]) => readonly ShownAccount[]): void {
  stage.misshown.push({ month: stage.scene, system: 'TTHC', as });
}
const shownAs = (account: Account, over: Partial<ShownAccount>) => (shown: readonly ShownAccount[]) =>
  shown.map((one) => (one.username === usernameIn(account) ? { ...one, ...over } : one));

/** A ward with one account counts so many. */
function counted(stage: Stage, count: number): void {
  const { ward, account } = staffedWard(stage);
  const { unitId } = ward;
  const asOf = at(stage.workday(), '16:00:00');
  const rowsHash = hashOf(JSON.stringify([[account.accountId, 'ONE_STOP', 'active']]));
  const counts = [{ accountClass: 'ONE_STOP', status: 'active', count }];
  const inventory = { inventoryId: `TKE-${stage.number()}`, unitId, asOf, rowsHash, counts, by: deputy };
  stage.command('inventories:submit', shift(asOf, hour), inventory);
  if (count === 1) stage.spare('V-27', { unitId }, ['thống kê đúng một tài khoản', 'a count of one account, rightly']);
  else
    stage.plant('V-27', { unitId }, 'medium', [
      'thống kê hai tài khoản, thực có một',
      'two accounts counted where there is one',
    ]);
}
