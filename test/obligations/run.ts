import { clauses, isClause, readyProfiles, rules, type ClauseId } from '@app/capabilities';
import { json, type TestServer } from '../e2e/server.js';
import { profileOf, Stage } from './stage.js';
import type { Row } from './row.js';
import type { Command, Fact, Read, Step } from './step.js';

/** What came of trying a duty: the questions that were answered as they must be, or what went wrong. */
export type Outcome = Readonly<{ asked: readonly Read[]; failed?: string }>;

const exists = new Set(rules.map(({ code }) => code));
/** Whether a question can be asked yet: the rule that it is about exists. */
export const isAskable = ({ rule }: Read) => rule === undefined || exists.has(rule);
export const isRead = (step: Step): step is Read => 'query' in step;

/** The four localities' profiles, each for a unit of its own, and under it the units of the duties of its directive. */
export async function setUp(server: TestServer): Promise<void> {
  const localities = [...new Set(Object.values(profileOf))].map((unitId) => unitOf(unitId));
  const own = Object.keys(clauses)
    .filter(isClause)
    .map((id) => new Stage(id));
  const batch = [...localities, ...own.map(({ unit, directive }) => unitOf(unit, directive))];
  const type = { 'Content-Type': 'application/cloudevents-batch+json' };
  const { counts } = await json(server.post('/v1/events', batch, type));
  if ((counts as { recorded: number }).recorded !== batch.length) throw new Error(JSON.stringify(counts));
  for (const [profileId, profile] of Object.entries(readyProfiles)) {
    const body = { ...profile, profileId, unitScope: [profileId] };
    await give(server, { command: 'policies:set', records: 'PolicyProfileSet', body }, `dat-${profileId}`);
  }
}

function unitOf(unitId: string, parentUnitId?: string): object {
  const validFrom = '2020-01-01T00:00:00Z';
  const data = {
    ...{ unitId, name: unitId, kind: 'commune', validFrom },
    ...(parentUnitId !== undefined && { parentUnitId }),
  };
  return cloudEvent(unitId, 'danh-muc', { fact: 'UnitRegistered', at: validFrom, data });
}

/** Does all that a duty's try says, in its order. What cannot be asked yet is left out. */
export async function tryOut(server: TestServer, id: ClauseId, row: Row): Promise<Outcome> {
  const asked: Read[] = [];
  const kept: Record<string, string> = {};
  let position = '0';
  try {
    if (!row.tried) return { asked };
    const my = new Stage(id);
    const steps = row.tried(my);
    const unrecorded = row.events.filter((event) => !steps.some((step) => recordedBy(step) === event));
    if (unrecorded.length > 0) throw new Error(`its try does not record ${unrecorded.join(', ')}`);
    for (const [nth, step] of steps.entries()) {
      if (!isRead(step)) {
        const sent = fill(step, kept);
        const name = `${id}-${nth}`;
        position = await ('command' in sent ? give(server, sent, name) : tell(server, sent, name, my.system));
      } else if (isAskable(step)) {
        const answer = await ask(server, fill(step, kept), position);
        if (step.records !== undefined) position = await headOf(server);
        Object.assign(kept, step.keeps?.(answer));
        asked.push(step);
      }
    }
    return { asked };
  } catch (error) {
    return { asked, failed: error instanceof Error ? error.message : String(error) };
  }
}

function recordedBy(step: Step): string | undefined {
  if (isRead(step)) return step.records;
  return 'fact' in step ? step.fact : step.records;
}

async function tell(server: TestServer, step: Fact, id: string, source: string): Promise<string> {
  // Until it is sealed, since some duties ask for that.
  const type = { 'Content-Type': 'application/cloudevents+json', Prefer: 'wait=10' };
  const response = await server.post('/v1/events', cloudEvent(id, source, step), type);
  const { position, ...answer } = await json(response);
  if (response.status !== 201) throw new Error(`${step.fact}: ${response.status} ${JSON.stringify(answer)}`);
  return position as string;
}

function cloudEvent(id: string, source: string, { fact, at, data }: Fact): object {
  return { specversion: '1.0', id, source, type: `vn.accessledger.${fact}.v1`, time: at, data };
}

async function give(server: TestServer, { command, records, body }: Command, key: string): Promise<string> {
  const response = await server.post(`/v1/${command}`, body, { 'Idempotency-Key': key });
  const { position, events, ...answer } = await json(response);
  const types = ((events ?? []) as { type: string }[]).map(({ type }) => type);
  if (!types.includes(records)) throw new Error(`${command}: ${response.status} ${JSON.stringify(answer)}`);
  return position as string;
}

async function ask(server: TestServer, read: Read, minPosition: string): Promise<unknown> {
  const path = addressOf(read, minPosition);
  const response = await server.get(path);
  const answer = await json(response);
  if (response.status !== 200 || !includes(answer, read.sees)) {
    throw new Error(`${path}: ${response.status}, wanted ${JSON.stringify(read.sees)} in ${JSON.stringify(answer)}`);
  }
  return answer;
}

async function headOf(server: TestServer): Promise<string> {
  return (await json(server.get('/v1/views'))).head as string;
}

/** The address of a question: names in braces filled in, everything else as parameters. */
function addressOf({ query, given }: Read, minPosition: string): string {
  const rest = new Map(Object.entries({ ...given, minPosition }));
  const path = query.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name) ?? '';
    rest.delete(name);
    return encodeURIComponent(value);
  });
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams([...rest]).toString()}`;
}

/** Whether all that is wanted is there: of an object each field, of a list each item somewhere. */
export function includes(there: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(there) && wanted.every((item) => there.some((one) => includes(one, item)));
  }
  if (typeof wanted !== 'object' || wanted === null) return there === wanted;
  return (
    typeof there === 'object' &&
    there !== null &&
    Object.entries(wanted).every(([name, value]) => includes((there as Record<string, unknown>)[name], value))
  );
}

/** A step with what earlier answers gave in place of its `{names}`. */
function fill<S extends Step>(step: S, kept: Readonly<Record<string, string>>): S {
  const names = Object.keys(kept);
  if (names.length === 0) return step;
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/^\{(\w+)\}$/, (all, name: string) => kept[name] ?? all);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(filled);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one)]));
  };
  return filled(step) as S;
}
