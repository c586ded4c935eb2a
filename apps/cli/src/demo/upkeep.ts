import { at, dayAfter, dayOf, daySpan, laterOf, shift, workdayAfter, workdays } from './days.js';
import { settledIn, usernameIn } from './accounts.js';
import { keepCredentials } from './credentials.js';
import { brief } from './officials.js';
import type { Account, Span } from './cast.js';
import { hashOf, seatEverybody } from './seats.js';
import { session } from './sessions.js';
import type { Stage } from './stage.js';

/**
 * Everything that has to be done so that officials, accounts and computers are in order from the first day to the last,
 * but for what each of them goes without. It comes last, when it is known who came and how long they stayed.
 */
export function keepInOrder(stage: Stage): void {
  for (const official of stage.officials) brief(stage, official);
  seatEverybody(stage);
  for (const account of stage.accounts) {
    keepCredentials(stage, account);
    keepInUse(stage, account);
  }
  listUsers(stage);
  snapshots(stage);
}

const longestPause = 35;

/** Nobody's account lies idle: where ordinary work leaves weeks without a session, its holder logs in all the same. */
function keepInUse(stage: Stage, account: Account): void {
  const { endsAt = stage.term.asOf, logins } = account;
  const opened = [...account.sessions].sort();
  let last = account.validFrom;
  for (const next of [...opened, endsAt]) {
    for (let moment = idleMoment(stage, last, next, logins, settledIn(account)); moment !== undefined;) {
      session(stage, account, moment);
      last = moment;
      moment = idleMoment(stage, last, next, logins, settledIn(account));
    }
    tellDormancy(stage, account, last, next);
    last = laterOf(last, next);
  }
}

const dormantAfter = 45 * daySpan;
/** An account that may be used, and that nobody logs in to for 45 days: V-22, in whatever story it happens. */
function tellDormancy(stage: Stage, { accountId, endsAt, suspended }: Account, last: string, next: string): void {
  const since = shift(last, dormantAfter);
  if (next <= since || suspended.some(({ from, to }) => last < to && from < since)) return;
  const resumed = next !== (endsAt ?? stage.term.asOf) || endsAt !== undefined;
  const words = resumed
    ? ([
        '45 ngày không đăng nhập, sau đó đăng nhập lại hoặc bị thu hồi',
        'no login for 45 days, then used again or revoked',
      ] as const)
    : (['45 ngày không đăng nhập', 'no login for 45 days'] as const);
  stage.plant('V-22', { accountId }, 'medium', words, { state: resumed ? 'remedied' : 'standing' });
}

// A working moment some weeks after the last session, the latest possible one of an allowed time, where the next is far.
function idleMoment(stage: Stage, last: string, next: string, logins: readonly Span[], settled: string) {
  const until = shift(last, longestPause * daySpan);
  if (next <= until) return undefined;
  const days = workdays(dayAfter(dayOf(last), 1), dayOf(until)).reverse();
  const moments = days.map((day) => at(day, `${stage.random.whole(10, 15)}:20:00`)).filter((moment) => moment < until);
  return moments.find((moment) => moment > settled && logins.some(({ from, to }) => from <= moment && moment < to));
}

/** Lists of users go to the ministry each week in which accounts were granted, within ten working days of them. */
function listUsers(stage: Stage): void {
  const lists = new Map<string, string[]>();
  for (const { accountId, grantedAt, without } of stage.accounts) {
    if (without.includes('userList')) continue;
    const day = workdayAfter(fridayOf(dayOf(grantedAt)), 1);
    lists.set(day, [...(lists.get(day) ?? []), accountId]);
  }
  for (const [day, accountIds] of lists) submitList(stage, accountIds, at(day, '09:00:00'));
}
const fridayOf = (day: string) => dayAfter(day, (5 - new Date(day).getUTCDay() + 7) % 7);

/** The users of some accounts are named to the Ministry of Public Security. */
export function submitList(stage: Stage, accountIds: readonly string[], sentAt: string): void {
  const sorted = [...new Set(accountIds)].sort();
  const listId = `DS-${stage.number()}`;
  const head = {
    listId,
    to: 'BCA',
    sentAt,
    asOf: sentAt,
    listHash: hashOf(JSON.stringify(sorted)),
    count: sorted.length,
  };
  const parts = Array.from({ length: Math.ceil(sorted.length / 250) }, (_, i) => sorted.slice(i * 250, (i + 1) * 250));
  parts.forEach((part, i) => {
    stage.command('userLists:submit', sentAt, { ...head, accountIds: part, part: i + 1, of: parts.length });
  });
}

/** Each system shows its accounts as they are at the start of each month. */
function snapshots(stage: Stage): void {
  for (const month of stage.term.months)
    for (const system of ['TTHC', 'KNTC'] as const) snapshot(stage, system, at(month, '00:00:00'));
}

function snapshot(stage: Stage, system: string, asOf: string): void {
  const accounts = stage.accounts.filter((account) => account.system === system && isHeld(account, asOf));
  const rows = accounts.map((account) => ({
    username: usernameIn(account),
    enabled: !account.suspended.some(({ from, to }) => from <= asOf && asOf < to),
    functions: account.scopes.findLast(({ from }) => from <= asOf)?.functions ?? [],
  }));
  showAccounts(stage, system, asOf, rows);
}
const isHeld = ({ grantedAt, validFrom, endsAt }: Account, moment: string) =>
  laterOf(grantedAt, validFrom) <= moment && (endsAt === undefined || moment < endsAt);

interface Row {
  username: string;
  enabled: boolean;
  functions: readonly string[];
}
function showAccounts(stage: Stage, system: string, asOf: string, rows: readonly Row[]): void {
  const of = Math.ceil(rows.length / 250);
  const head = { snapshotId: `ANH-${system}-${dayOf(asOf)}`, system, asOf, accountsHash: hashOf(JSON.stringify(rows)) };
  for (let part = 1; part <= of; part++) {
    const accounts = rows.slice((part - 1) * 250, part * 250);
    stage.observe('SystemSnapshotImported', asOf, { ...head, accounts, part, of }, { source: system });
  }
}
