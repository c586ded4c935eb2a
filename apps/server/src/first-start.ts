import { calendar, type CalendarPublished } from '@app/capabilities';
import { canonical, handle, type Actor, type EventLog } from '@app/ledger';
import { sha256Hex } from '@app/merkle';
import { commandEventId } from './event-ids.js';

const ledger: Actor = { id: 'ledger', kind: 'admin' };

/**
 * Publishes the calendars that the product brings, at the first start: without them every weekday would count as a
 * working day. Their ids are fixed, so that a start that was cut short is taken up by the next.
 */
export async function publishCalendars(
  log: EventLog,
  calendars: readonly Readonly<CalendarPublished>[],
  now: string,
): Promise<void> {
  const published = (await log.read('calendar-vn')).length;
  if (published >= calendars.length) return;
  for (const body of calendars) {
    const key = `built-in-calendar-${body.version}`;
    const command = { name: 'PublishCalendar', key, hash: sha256Hex(canonical(body)) };
    const eventId = (index: number) => commandEventId(ledger, key, index);
    await handle(log, calendar, 'PublishCalendar', body, {
      actor: ledger,
      command,
      occurredAt: now,
      recordedAt: now,
      eventId,
    });
  }
}
