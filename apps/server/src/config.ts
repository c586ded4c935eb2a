import { resolve } from 'node:path';
import type { BuiltRule, CalendarPublished } from '@app/capabilities';
import type { EventLog } from '@app/ledger';

/** How one server runs. */
export interface ServerConfig {
  /** Where the log, the views and the key lie; made if absent. */
  dataDir: string;
  /** A loopback address: until there is authentication, nobody else may reach the server. */
  host?: string;
  /** 0 takes any free port. */
  port: number;
  /** The log is written and the views are run in a thread each (built product only), or both in this one. */
  threads: boolean;
  /** `esdb://…`: events are kept in EventStoreDB instead of `events.sqlite`. */
  events?: string;
  /** An open log to use instead; the server closes it. */
  log?: EventLog;
  /** The present instant; the machine's clock where absent. */
  now?: () => string;
  /** Log nothing to the console, not even failures. */
  quiet?: boolean;
  /** Calendars to publish where fewer were ever published: those that the product brings, at its first start. */
  calendars?: readonly Readonly<CalendarPublished>[];
  /** Versions of rules to publish where the log does not name them: those by which the product judges. */
  rules?: readonly BuiltRule[];
  /** Seal the log: sign a checkpoint at most so many ms after an append (1000 where absent). Not sealed where absent. */
  seal?: { everyMs?: number };
  /** Seal the map of which leaves are about whom: at most once in so many ms (60,000 where absent). Not sealed where absent, or where the log is not. */
  map?: { everyMs?: number };
  /** Do what profiles order without anybody deciding it, at most so many ms after it is found. Not done where absent. */
  orders?: { everyMs: number };
  /** Read sealed events again and again, so many at a time with so many ms between. Not read where absent or not sealed. */
  scrub?: { events: number; everyMs: number };
  /** How long a slow client may take, in milliseconds. */
  times?: { headers: number; body: number };
}

export const loopback: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** The configuration of the environment. Throws an Error for people when a value is wrong. */
export function configOf(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const port = env.PORT ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error('PORT phải là số từ 0 đến 65535\nPORT must be a number from 0 to 65535');
  }
  const events = env.LEDGER_EVENTS;
  if (events !== undefined && !/^esdb(\+discover)?:\/\//.test(events)) {
    throw new Error('LEDGER_EVENTS phải bắt đầu bằng esdb://\nLEDGER_EVENTS must begin with esdb://');
  }
  return {
    dataDir: resolve(env.LEDGER_DATA ?? './data'),
    host: loopbackOf(env.HOST ?? '127.0.0.1'),
    port: Number(port),
    threads: true,
    seal: { everyMs: msOf('LEDGER_SEAL_MS', env.LEDGER_SEAL_MS ?? '1000') },
    map: { everyMs: msOf('LEDGER_MAP_MS', env.LEDGER_MAP_MS ?? '60000') },
    orders: { everyMs: 2000 },
    ...scrubOf(env.LEDGER_SCRUB ?? '500'),
    ...(events !== undefined && { events }),
  };
}

function msOf(name: string, text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`${name} phải là số mili giây\n${name} must be a number of milliseconds`);
}

// Some events every two seconds: a thread that wakes more often costs more than it reads.
function scrubOf(text: string): Pick<ServerConfig, 'scrub'> {
  if (!/^\d{1,5}$/.test(text))
    throw new Error('LEDGER_SCRUB phải là số sự kiện mỗi giây\nLEDGER_SCRUB must be a number of events a second');
  return Number(text) === 0 ? {} : { scrub: { events: Number(text) * 2, everyMs: 2000 } };
}

/** The address itself when it is a loopback one; anything else is refused. */
export function loopbackOf(host: string): string {
  if (loopback.includes(host)) return host;
  throw new Error(
    'Máy chủ chỉ mở trên 127.0.0.1, ::1 hoặc localhost, vì chưa có xác thực người dùng; hãy sửa HOST\n' +
      'The server opens on 127.0.0.1, ::1 or localhost only, since it does not authenticate users yet; mend HOST',
  );
}
