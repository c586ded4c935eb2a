import { canonical, MemoryViewStore, ViewRun, type ViewedEvent } from '@app/ledger';
import { addMs, vietnamOffsetMs } from '../time.js';
import { findings, type Finding } from './finding.js';
import { findingsView } from './findings-view.js';
import type { Example, ExampleFact } from './rule.js';
import type { AnyRule } from './rules/index.js';

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

/** What stands after events, by some rules: in order of their ids. */
export function standingAfter(rules: readonly AnyRule[], events: readonly ViewedEvent[]): Finding[] {
  const store = new MemoryViewStore();
  new ViewRun(findingsView(rules), store).apply(events);
  return store
    .dump(findings as never)
    .filter(({ to }) => to === Number.MAX_SAFE_INTEGER)
    .map(({ row }) => row as Finding)
    .filter(({ state }) => state === 'standing')
    .sort((a, b) => (a.findingId < b.findingId ? -1 : 1));
}

/** Whether a rule finds in an example just what the example says; else a sentence that tells what it found. */
export function failureOf(rule: AnyRule, { given, finds }: Example): string | undefined {
  const found = standingAfter([rule], eventsOf(given));
  const rest = [...found];
  for (const wanted of finds) {
    const fields = Object.entries(wanted).map(([name, value]) => [name, instant(value)] as const);
    const i = rest.findIndex((finding) => fields.every(([name, value]) => finding[name as keyof Finding] === value));
    if (i < 0) return `${canonical(wanted)} was not found among ${canonical(found)}`;
    rest.splice(i, 1);
  }
  return rest.length > 0 ? `found beyond what it should: ${canonical(rest)}` : undefined;
}
