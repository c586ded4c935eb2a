import { canonical, MemoryViewStore, openEnd, ViewRun, type Table, type ViewedEvent } from '@app/ledger';
import { addMs, vietnamOffsetMs } from '../time.js';
import { obligations, findings, type Finding, type Obligation } from './finding.js';
import { explainedDays, type ExplainedDay } from './explained.js';
import { findingsView } from './findings-view.js';
import type { Example, ExampleFact, Rule } from './rule.js';

const localTime = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)(:\d\d)?(\.\d{3})?$/;
const instant = (value: unknown) => {
  const parts = typeof value === 'string' ? localTime.exec(value) : null;
  if (!parts) return value;
  const [, day, minute, second = ':00', fraction = '.000'] = parts;
  return addMs(`${day}T${minute}${second}${fraction}Z`, -vietnamOffsetMs);
};

/** A value with every local time in it as an instant; what is not known left out. */
function stored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stored);
  if (typeof value !== 'object' || value === null) return instant(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, stored(field)]));
}

/** The events of an example, as the log would hold them in the order given. */
export function eventsOf(facts: readonly ExampleFact[]): ViewedEvent[] {
  return facts.map(({ type, at, data, requestId, source }, i) => {
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
      ...(requestId !== undefined && { requestId }),
      ...(source !== undefined && { source: { system: source, sourceEventId: `source-${i}` } }),
      data: stored(data) as object,
    };
  });
}

/** What stands, what is to be done, and how look-ups were explained after events, by some rules: each in order of its ids. */
export function judgedAfter(
  rules: readonly Rule[],
  events: readonly ViewedEvent[],
): { standing: Finding[]; obligations: Obligation[]; explained: ExplainedDay[] } {
  const store = new MemoryViewStore();
  new ViewRun(findingsView(rules), store).apply(events);
  const found = heldNow<Finding>(store, findings, 'findingId');
  return {
    standing: found.filter(({ state }) => state === 'standing'),
    obligations: heldNow<Obligation>(store, obligations, 'obligationId'),
    explained: heldNow<ExplainedDay>(store, explainedDays, 'accountId'),
  };
}

/** What stands after events, by some rules: in order of their ids. */
export const standingAfter = (rules: readonly Rule[], events: readonly ViewedEvent[]): Finding[] =>
  judgedAfter(rules, events).standing;

/** The obligations known after events, done or not: in order of their ids. */
export const obligationsAfter = (rules: readonly Rule[], events: readonly ViewedEvent[]): Obligation[] =>
  judgedAfter(rules, events).obligations;

/** How many look-ups of each account's day were explained by each code. */
export const explainedAfter = (rules: readonly Rule[], events: readonly ViewedEvent[]): ExplainedDay[] =>
  judgedAfter(rules, events).explained;

const heldNow = <Row extends object>(store: MemoryViewStore, table: Table<Row>, key: keyof Row): Row[] =>
  store
    .dump(table as unknown as Table)
    .filter(({ to }) => to === openEnd)
    .map(({ row }) => row as Row)
    .sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : canonical(a) < canonical(b) ? -1 : 1));

/**
 * Whether a rule finds in an example just what the example says; else a sentence that tells what it found. `all`: where
 * the rules are that it builds on.
 */
export function failureOf(rule: Rule, { given, finds }: Example, all: readonly Rule[]): string | undefined {
  const others = [...(rule.lift?.with ?? []), ...(rule.restsOn ?? [])];
  const found = standingAfter([rule, ...all.filter(({ code }) => others.includes(code))], eventsOf(given)).filter(
    ({ code }) => code === rule.code,
  );
  const rest = [...found];
  for (const wanted of finds) {
    const fields = Object.entries(wanted).map(([name, value]) => [name, instant(value)] as const);
    const i = rest.findIndex((finding) => fields.every(([name, value]) => finding[name as keyof Finding] === value));
    if (i < 0) return `${canonical(wanted)} was not found among ${canonical(found)}`;
    rest.splice(i, 1);
  }
  return rest.length > 0 ? `found beyond what it should: ${canonical(rest)}` : undefined;
}
