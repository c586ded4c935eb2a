import {
  calendar,
  fileHashOf,
  publishedRule,
  versionName,
  type BuiltRule,
  type CalendarPublished,
} from '@app/capabilities';
import { canonical, fold, fromLogged, handle, streamName, type AnyDecider, type EventLog } from '@app/ledger';
import { sha256Hex } from '@app/merkle';
import { commandEventId } from './event-ids.js';
import { ledger } from './own-event.js';

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
    await give(log, calendar, 'PublishCalendar', body, `built-in-calendar-${body.version}`, now);
  }
}

/**
 * Publishes the versions of rules by which this build judges, where the log does not name them yet: at the first start,
 * and at the first start of a build with newer ones. Their ids are fixed as those of the calendars are.
 */
export async function publishRules(log: EventLog, rules: readonly BuiltRule[], now: string): Promise<void> {
  for (const rule of rules) {
    const { code, version } = rule;
    const { versions } = fold(publishedRule, (await log.read(streamName('rule', code))).map(fromLogged));
    if (versions.includes(version)) continue;
    const fileHash = fileHashOf(rule);
    if (fileHash === undefined) throw new Error(`${versionName(rule)} has no hash: npm run rules:hash`);
    const body = { code, version, fileHash, author: 'access-ledger', approvedBy: 'access-ledger-release' };
    await give(log, publishedRule, 'PublishRule', body, `built-in-rule-${versionName(rule)}`, now);
  }
}

async function give(
  log: EventLog,
  rules: AnyDecider,
  name: string,
  body: object,
  key: string,
  now: string,
): Promise<void> {
  const command = { name, key, hash: sha256Hex(canonical(body)) };
  const eventId = (index: number) => commandEventId(ledger, key, index);
  await handle(log, rules, name, body, { actor: ledger, command, occurredAt: now, recordedAt: now, eventId });
}
