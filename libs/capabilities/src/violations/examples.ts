import { canonical, MemoryViewStore, openEnd, ViewRun, type Table, type ViewedEvent } from '@app/ledger';
import { addMs, vietnamOffsetMs } from '../time.js';
import { duties, findings, type Finding, type KeptDuty } from './finding.js';
import { findingsView } from './findings-view.js';
import type { Example, ExampleFact, Rule } from './rule.js';

const localTime = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)(:\d\d)?(\.\d{3})?$/;
const instant = (value: unknown) => {
  const parts = typeof value === 'string' ? localTime.exec(value) : null;
  if (!parts) return value;
  const [, day, minute, second = ':00', fraction = '.000'] = parts;
  return addMs(`${day}T${minute}${second}${fraction}Z`, -vietnamOffsetMs);
};

/** The events of an example, as the log would hold them in the order given. */
export function eventsOf(facts: readonly ExampleFact[]): ViewedEvent[] {
  return facts.map(({ type, at, data }, i) => {
    const occurredAt = instant(at) as string;
    return {
      eventId: `event-${String(i).padStart(3, '0')}`,
      stream: `example-${i}`,
      version: 0,
      type,
      schemaVersion: 1,
      occurredAt,
      recordedAt: occurredAt,
      logTime: occurredAt,
      position: i + 1,
      actor: { kind: 'system', id: 'example' },
      data: Object.fromEntries(
        Object.entries(data)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, instant(value)]),
      ),
    };
  });
}

/** What stands, and what is to be done, after events, by some rules: each in order of its ids. */
export function judgedAfter(
  rules: readonly Rule[],
  events: readonly ViewedEvent[],
): { standing: Finding[]; duties: KeptDuty[] } {
  const store = new MemoryViewStore();
  new ViewRun(findingsView(rules), store).apply(events);
  const found = heldNow<Finding>(store, findings, 'findingId');
  return {
    standing: found.filter(({ state }) => state === 'standing'),
    duties: heldNow<KeptDuty>(store, duties, 'dutyId'),
  };
}

/** What stands after events, by some rules: in order of their ids. */
export const standingAfter = (rules: readonly Rule[], events: readonly ViewedEvent[]): Finding[] =>
  judgedAfter(rules, events).standing;

/** The duties known after events, done or not: in order of their ids. */
export const dutiesAfter = (rules: readonly Rule[], events: readonly ViewedEvent[]): KeptDuty[] =>
  judgedAfter(rules, events).duties;

const heldNow = <Row extends object>(store: MemoryViewStore, table: Table<Row>, key: keyof Row): Row[] =>
  store
    .dump(table as unknown as Table)
    .filter(({ to }) => to === openEnd)
    .map(({ row }) => row as Row)
    .sort((a, b) => (a[key] < b[key] ? -1 : 1));

/**
 * Whether a rule finds in an example just what the example says; else a sentence that tells what it found. `all`: where
 * the rules are that may lift its severity.
 */
export function failureOf(rule: Rule, { given, finds }: Example, all: readonly Rule[]): string | undefined {
  const lifting = all.filter(({ code }) => code !== rule.code && rule.lift?.with.includes(code));
  const found = standingAfter([rule, ...lifting], eventsOf(given)).filter(({ code }) => code === rule.code);
  const rest = [...found];
  for (const wanted of finds) {
    const fields = Object.entries(wanted).map(([name, value]) => [name, instant(value)] as const);
    const i = rest.findIndex((finding) => fields.every(([name, value]) => finding[name as keyof Finding] === value));
    if (i < 0) return `${canonical(wanted)} was not found among ${canonical(found)}`;
    rest.splice(i, 1);
  }
  return rest.length > 0 ? `found beyond what it should: ${canonical(rest)}` : undefined;
}
