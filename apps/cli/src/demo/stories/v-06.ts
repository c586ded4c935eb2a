import { at, daySpan, hour, minute, shift } from '../days.js';
import { lookUp } from '../casework.js';
import { grant } from '../staff.js';
import type { Account, Stage } from '../stage.js';

/** Technical administrators who look citizens up (V-06), and those who were asked for help. */
export function administratorsLookingUp(stage: Stage): void {
  unasked(stage);
  askedTooLate(stage);
  forAnother(stage);
  asked(stage);
}

/** An administrator, whose ordinary work needs no look-ups, and one look-up of theirs. */
function administrator(stage: Stage): { account: Account; lookupId: string; time: string } {
  // Granted since the regulation lets administrators look up in support of others.
  const validFrom = at('2025-11-10', '08:00:00');
  const account = grant(stage, 'TTHC', { roleClass: 'ADMIN_TECH', imported: true, lawful: [], validFrom });
  const time = at(stage.workday(), '09:30:00');
  return { account, lookupId: lookUp(stage, account, time), time };
}
const plant = (stage: Stage, lookupId: string, state: 'standing' | 'remedied', vi: string, en: string) =>
  stage.plant({ rule: 'V-06', lookupId, severity: 'high', state, vi, en });
const spare = (stage: Stage, lookupId: string, vi: string, en: string) =>
  stage.boundary({ rule: 'V-06', lookupId, vi, en });

function ticket(stage: Stage, account: Account, openedAt: string, what: object): string {
  const ticketId = `HT-${stage.number()}`;
  const data = { system: 'HOTRO', ticketId, openedAt, assignees: [account.officialId], by: 'CB-0002', ...what };
  stage.observe('SupportTicketOpened', openedAt, data, { source: 'HOTRO' });
  return ticketId;
}

function unasked(stage: Stage): void {
  plant(stage, administrator(stage).lookupId, 'standing', 'không có phiếu hỗ trợ', 'without any ticket');
}

function askedTooLate(stage: Stage): void {
  const { account, lookupId, time } = administrator(stage);
  ticket(stage, account, shift(time, daySpan + minute), { accountId: account.accountId });
  plant(stage, lookupId, 'remedied', 'phiếu mở sau 24 giờ và một phút', 'the ticket came 24 hours and a minute later');
}

function forAnother(stage: Stage): void {
  const { account, lookupId, time } = administrator(stage);
  ticket(stage, account, shift(time, -hour), { lookupIds: ['tra-cuu-khac'] });
  plant(stage, lookupId, 'standing', 'phiếu dành cho lượt khác', 'the ticket is for another look-up');
}

function asked(stage: Stage): void {
  const before = administrator(stage);
  ticket(stage, before.account, shift(before.time, -hour), { accountId: before.account.accountId });
  spare(stage, before.lookupId, 'phiếu mở trước khi tra cứu', 'the ticket was opened before');
  const last = administrator(stage);
  ticket(stage, last.account, shift(last.time, daySpan), { accountId: last.account.accountId });
  spare(stage, last.lookupId, 'phiếu mở đúng 24 giờ sau', 'the ticket was opened just 24 hours later');
  const named = administrator(stage);
  const ticketId = ticket(stage, named.account, shift(named.time, hour), { lookupIds: [named.lookupId] });
  const closedAt = shift(named.time, 3 * hour);
  stage.observe('SupportTicketClosed', closedAt, { system: 'HOTRO', ticketId, closedAt }, { source: 'HOTRO' });
  spare(stage, named.lookupId, 'phiếu ghi đúng lượt tra cứu', 'the ticket names the look-up');
}
