import { catalogue, commands, fieldsOf } from '@app/capabilities';
import type { DataClass } from '@app/ledger';
import { problemCodes } from '@app/nest';

type Schemas = Record<string, object>;

/** A reference to a component. */
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };
const position = { type: 'string', pattern: '^\\d+$', description: 'a position in the log, as a decimal string' };
const instant = { type: 'string', format: 'date-time' };
const closed = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});

/** Every schema of the document: the classes of commands and events by their names, and what is common to answers. */
export function schemas(): Schemas {
  const found: Schemas = {};
  const taken = new Map<string, DataClass>();
  for (const { rules, name } of commands) addClass(rules.commands[name], found, taken);
  for (const { of } of Object.values(catalogue)) addClass(of, found, taken);
  return { ...found, ...common() };
}

/** The body of a command for many things: its own fields, but a list in the place of the one that names the thing. */
export function eachOf(command: string, { list, most }: { list: string; most: number }): object {
  const own = schemas()[command] as { properties: Record<string, object>; required: string[] };
  const { [list.slice(0, -1)]: id, ...rest } = own.properties;
  const required = [...own.required.filter((name) => name in rest), list];
  return {
    ...closed({ ...rest, [list]: { type: 'array', items: id, minItems: 1, maxItems: most } }, required),
    additionalProperties: false,
  };
}

function addClass(of: DataClass, found: Schemas, taken: Map<string, DataClass>): void {
  if (taken.get(of.name) === of) return;
  if (taken.has(of.name)) throw new Error(`two classes are called ${of.name}; the document needs one name for each`);
  taken.set(of.name, of);
  const fields = [...fieldsOf(of)];
  const required = fields.filter(([, { optional }]) => !optional).map(([name]) => name);
  const properties = Object.fromEntries(fields.map(([name, { schema }]) => [name, schema]));
  found[of.name] = { ...closed(properties, required), additionalProperties: false };
  for (const [, { part }] of fields) if (part) addClass(part, found, taken);
}

function common(): Schemas {
  return {
    Problem: closed(
      {
        type: { type: 'string', description: 'urn:accessledger:problem:<code>' },
        code: { type: 'string', description: 'stable', examples: problemCodes },
        title: text,
        status: { type: 'integer' },
        detail: text,
        errors: { type: 'array', items: ref('Fault') },
        traceId: text,
      },
      ['type', 'code', 'title', 'status', 'traceId'],
    ),
    Fault: closed({ pointer: { type: 'string', description: 'RFC 6901' }, code: text, message: text }),
    KnownAt: closed({ position, at: { type: ['string', 'null'], format: 'date-time' } }),
    Read: closed({ asOf: instant, knownAt: ref('KnownAt') }),
    Actor: closed({ kind: { enum: ['official', 'system', 'inspector', 'police', 'admin'] }, id: text }),
    Envelope: closed(
      {
        eventId: { type: 'string', format: 'uuid' },
        type: { enum: Object.keys(catalogue) },
        schemaVersion: { type: 'integer' },
        stream: text,
        version: { type: 'integer', minimum: 0 },
        occurredAt: instant,
        recordedAt: instant,
        actor: ref('Actor'),
        source: closed({ system: text, sourceEventId: text, channel: text }, ['system', 'sourceEventId']),
        command: closed({ name: text, key: text, hash: text }),
        data: { type: 'object' },
      },
      ['eventId', 'type', 'schemaVersion', 'stream', 'version', 'occurredAt', 'recordedAt', 'actor', 'data'],
    ),
    Decided: closed({
      stream: text,
      version: { type: 'integer' },
      position,
      events: { type: 'array', items: ref('Envelope') },
      replayed: { type: 'boolean' },
    }),
    DecidedEach: closed({
      counts: closed(Object.fromEntries(eachStatuses.map((status) => [status, { type: 'integer' }]))),
      position: { ...position, type: ['string', 'null'] },
      items: {
        type: 'array',
        items: closed(
          {
            id: text,
            status: { enum: eachStatuses },
            eventId: { type: 'string', format: 'uuid' },
            position,
            code: text,
            detail: text,
            errors: { type: 'array', items: ref('Fault') },
          },
          ['id', 'status'],
        ),
      },
    }),
    CloudEvent: {
      ...closed({
        specversion: { const: '1.0' },
        id: { type: 'string', minLength: 1, maxLength: 200 },
        source: { type: 'string', minLength: 1, maxLength: 200 },
        type: text,
        time: instant,
        data: { type: 'object' },
      }),
      oneOf: Object.entries(catalogue)
        .filter(([, { observed }]) => observed)
        .map(([name, { of }]) => ({
          properties: { type: { const: `vn.accessledger.${name}.v1` }, data: ref(of.name) },
        })),
    },
    Ingested: closed({
      counts: closed(Object.fromEntries(statuses.map((status) => [status, { type: 'integer' }]))),
      position: { ...position, type: ['string', 'null'] },
      items: { type: 'array', items: ref('IngestedItem') },
    }),
    IngestedItem: closed(
      {
        index: { type: 'integer' },
        id: { type: ['string', 'null'] },
        status: { enum: statuses },
        eventId: { type: 'string', format: 'uuid' },
        position,
        code: text,
        errors: { type: 'array', items: ref('Fault') },
      },
      ['index', 'id', 'status'],
    ),
  };
}
const eachStatuses = ['decided', 'replayed', 'refused'];
const statuses = ['recorded', 'duplicate', 'conflict', 'refused'];
