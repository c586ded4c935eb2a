import { at, daySpan, hour, minute, shift } from '../days.js';
import { grant } from '../accounts.js';
import { justify, lookUp } from '../casework.js';
import type { Account } from '../cast.js';
import { duties, hire } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { closeTicket, openTicket, type Ticket } from '../tickets.js';
import { dossierUnits, support } from '../units.js';

/** Look-ups by technicians without a support ticket (V-06), and those that a ticket covers. */
export function techniciansLookingUp(stage: Stage): void {
  const technician = technicianOf(stage);
  const other = technicianOf(stage);
  const bare = look(stage, technician);
  plant(stage, bare.lookupId, ['quản trị tra cứu, không có phiếu hỗ trợ', 'a technician without a ticket']);
  const late = look(stage, technician);
  openTicket(stage, technician, shift(late.time, 24 * hour + minute), { lookupIds: [late.lookupId] });
  const afterwards = { state: 'remedied' } as const;
  stage.plant(
    'V-06',
    { lookupId: late.lookupId },
    'high',
    ['phiếu hỗ trợ mở sau 24 giờ', 'a ticket opened after more than a day'],
    afterwards,
  );
  const elsewhere = look(stage, technician);
  openTicket(stage, technician, shift(elsewhere.time, -hour), { accountId: other.accountId });
  plant(stage, elsewhere.lookupId, ['phiếu hỗ trợ cho tài khoản khác', 'a ticket for another account']);

  const covered = look(stage, other);
  const ticket = openTicket(stage, other, shift(covered.time, -hour), { lookupIds: [covered.lookupId] });
  spare(stage, other, covered, ticket, ['có phiếu hỗ trợ trước khi tra cứu', 'a ticket opened before']);
  const urgent = look(stage, other);
  const hurried = openTicket(stage, other, shift(urgent.time, 24 * hour - minute), { lookupIds: [urgent.lookupId] });
  spare(stage, other, urgent, hurried, [
    'hỗ trợ khẩn, phiếu mở trong 24 giờ',
    'urgent help, its ticket opened within a day',
  ]);
  closeTicket(stage, hurried, shift(urgent.time, 2 * daySpan));
}

/** A technician, who administers accounts and helps those who look up. */
export function technicianOf(stage: Stage, without: Parameters<typeof grant>[2] = {}): Account {
  const official = hire(stage, stage.random.pick(dossierUnits), { duty: duties.technical });
  const role = {
    roleClass: 'ADMIN_TECH',
    functions: [support.function],
    fields: [],
    assignmentDoc: `${stage.number()}/PC`,
  };
  return grant(stage, 'TTHC', { official, ...role, ordinary: false, ...without });
}

function look(stage: Stage, account: Account): { lookupId: string; time: string } {
  const time = at(stage.workday(), '10:40:00');
  return { lookupId: lookUp(stage, account, time, { function: support.function, fields: [] }), time };
}
const plant = (stage: Stage, lookupId: string, words: Words) => stage.plant('V-06', { lookupId }, 'high', words);
function spare(
  stage: Stage,
  account: Account,
  { lookupId, time }: { lookupId: string; time: string },
  ticket: Ticket,
  words: Words,
): void {
  justify(stage, account, lookupId, shift(time, 3 * hour), { by: 'official', ticketId: ticket.ticketId });
  stage.spare('V-06', { lookupId }, words);
}
