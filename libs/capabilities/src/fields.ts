import 'reflect-metadata';
import { IsOptional, ValidateBy, ValidateNested, validateSync, type ValidationError } from 'class-validator';
import { Type, plainToInstance } from 'class-transformer';
import type { DataClass } from '@app/ledger';
import { instantOf } from './time.js';

/**
 * What one field of a command or an event may hold. `normal` brings an accepted spelling to the stored one and returns
 * `undefined` for what is not one; `check` decides on the stored one. `schema` is its JSON Schema (2020-12).
 */
export interface Kind {
  name: string;
  schema: object;
  check: (value: unknown) => boolean;
  normal?: (value: unknown) => unknown;
  /** A field that holds citizen numbers on the wire and tokens in the ledger. */
  citizen?: true;
  part?: DataClass;
}
interface Field extends Kind {
  optional: boolean;
}

const tables = new WeakMap<object, Map<string, Field>>();

/** The fields of a class with those it inherits, by name. */
export function fieldsOf(of: DataClass): ReadonlyMap<string, Field> {
  const found = new Map<string, Field>();
  for (let proto: unknown = of; typeof proto === 'function'; proto = Object.getPrototypeOf(proto)) {
    for (const [name, field] of tables.get(proto) ?? []) if (!found.has(name)) found.set(name, field);
  }
  return found;
}

function add(target: object, name: string, change: (field: Field | undefined) => Field): void {
  const of = target.constructor;
  if (!tables.has(of)) tables.set(of, new Map());
  const table = tables.get(of)!;
  table.set(name, change(table.get(name)));
}

/** Declares a field of a kind. class-validator runs the kind's own check, so that there is one truth. */
export function field(kind: Kind): PropertyDecorator {
  return (target, name) => {
    add(target, String(name), (known) => ({ ...kind, optional: known?.optional ?? false }));
    if (kind.part) {
      const part = kind.part;
      Type(() => part)(target, name);
      ValidateNested({ each: true })(target, name);
    }
    const message = `${String(name)} must be ${kind.name}`;
    ValidateBy({ name: kind.name, validator: { validate: kind.check, defaultMessage: () => message } })(target, name);
  };
}

/** The field may be absent. `null` is not an absence. Stands above the kind. */
export function Optional(): PropertyDecorator {
  return (target, name) => {
    IsOptional()(target, name);
    add(target, String(name), (known) => {
      if (!known) throw new Error(`@Optional() stands above the kind of ${String(name)}`);
      return { ...known, optional: true };
    });
  };
}

const control = /[\u0000-\u001f\u007f-\u009f]/;
const isString = (value: unknown): value is string => typeof value === 'string';
const nfc = (value: unknown) => (isString(value) ? value.normalize('NFC') : value);
// Twelve digits standing alone are a citizen number; no free text may carry one into the ledger.
const citizenNumberInText = /(?<!\d)\d{12}(?!\d)/;

/** A name for a thing, as its owner writes it: 1–200 characters, no control characters. */
export const Id = () =>
  field({
    name: 'an id',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    check: (value) => isString(value) && value.length > 0 && value.length <= 200 && !control.test(value),
    normal: nfc,
  });

const accountPattern = /^[A-Za-z0-9_.-]{1,40}:[^\s:][^\s]{0,119}$/;
const accountKind: Kind = {
  name: 'an account id',
  schema: { type: 'string', pattern: accountPattern.source, description: '<system>:<username>' },
  check: (value) => isString(value) && accountPattern.test(value) && !control.test(value),
  normal: (value) => {
    if (!isString(value)) return value;
    const colon = value.indexOf(':');
    return value.slice(0, colon) + value.slice(colon).normalize('NFC').toLowerCase();
  },
};
/** `<system>:<username>`; the username is brought to NFC and lower case. */
export const AccountId = () => field(accountKind);

const hashPattern = /^[0-9a-f]{64}$/;
/** A SHA-256 in lower-case hex: what proves a document or a list without holding it. */
export const Hash = () =>
  field({
    name: 'a SHA-256 in hex',
    schema: { type: 'string', pattern: hashPattern.source, examples: ['0a'.repeat(32)] },
    check: (value) => isString(value) && hashPattern.test(value),
    normal: (value) => (isString(value) ? value.toLowerCase() : value),
  });

const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** Bytes in standard base64 (RFC 4648 §4): a key, a signature. */
export const Base64 = (max = 2000) =>
  field({
    name: 'bytes in base64',
    schema: { type: 'string', pattern: base64Pattern.source, minLength: 4, maxLength: max, examples: ['c2lnbg=='] },
    check: (value) => isString(value) && value.length >= 4 && value.length <= max && base64Pattern.test(value),
  });

const sealPattern = /^seal:[A-Za-z0-9_-]{16,400}$/;
/** A person under seal: `seal:` and what the keeper of the seals made of the name. The ledger cannot open it. */
export const Sealed = () =>
  field({
    name: 'a sealed name',
    schema: { type: 'string', pattern: sealPattern.source, examples: ['seal:2f6c1d0b9a7e4835'] },
    check: (value) => isString(value) && sealPattern.test(value),
  });

/** Text for people, without citizen numbers in it. */
export const Text = (max = 2000) =>
  field({
    name: 'a text without citizen numbers',
    schema: { type: 'string', maxLength: max },
    check: (value) =>
      isString(value) &&
      value.length > 0 &&
      value.length <= max &&
      !citizenNumberInText.test(value) &&
      value.isWellFormed(),
    normal: nfc,
  });

const stored = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** An instant: RFC 3339 with any offset on the wire, UTC with three decimals in the ledger. */
export const Instant = () =>
  field({
    name: 'an instant',
    schema: { type: 'string', format: 'date-time' },
    check: (value) => isString(value) && stored.test(value) && instantOf(value) === value,
    normal: (value) => (isString(value) ? instantOf(value) : value),
  });

/** A calendar day of Asia/Ho_Chi_Minh, `YYYY-MM-DD`. */
export const Day = () =>
  field({
    name: 'a day',
    schema: { type: 'string', format: 'date' },
    check: (value) => isString(value) && isDay(value),
  });
const isDay = (value: string) =>
  /^\d{4}-\d\d-\d\d$/.test(value) && instantOf(`${value}T00:00:00Z`)?.slice(0, 10) === value;

const wordKind = (words: readonly string[]): Kind => ({
  name: `one of ${words.join(', ')}`,
  schema: { type: 'string', enum: words },
  check: (value) => isString(value) && words.includes(value),
});
/** One of a fixed set of words. */
export const OneOf = (words: readonly string[]) => field(wordKind(words));

/** A whole number between two bounds. */
export const Whole = (min: number, max: number) =>
  field({
    name: `a whole number from ${min} to ${max}`,
    schema: { type: 'integer', minimum: min, maximum: max },
    check: (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
  });

export const Flag = () =>
  field({ name: 'true or false', schema: { type: 'boolean' }, check: (value) => typeof value === 'boolean' });

const list = (name: string, max: number, item: Kind, least = 0): Kind => ({
  name: `a list of ${least} to ${max} ${name}`,
  schema: { type: 'array', maxItems: max, minItems: least, items: item.schema },
  check: (value) => Array.isArray(value) && value.length >= least && value.length <= max && value.every(item.check),
  normal: item.normal && ((value) => (Array.isArray(value) ? value.map(item.normal!) : value)),
});
const idKind: Kind = {
  name: 'ids',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  check: (value) => isString(value) && value.length > 0 && value.length <= 200 && !control.test(value),
  normal: nfc,
};
/** A list of ids or codes. */
export const Ids = (max = 200, least = 0) => field(list('ids', max, idKind, least));
/** A list of account ids. */
export const AccountIds = (max = 200, least = 0) => field(list('account ids', max, accountKind, least));
/** A list of words of a fixed set. */
export const SomeOf = (words: readonly string[]) =>
  field(list(`of ${words.join(', ')}`, words.length, wordKind(words)));
/** A list of days. */
export const Days = (max = 400) =>
  field(
    list('days', max, {
      name: 'day',
      schema: { type: 'string', format: 'date' },
      check: (v) => isString(v) && isDay(v),
    }),
  );

const token = /^k\d{1,4}\.[A-Za-z0-9_-]{43}$/;
/** A citizen: on the wire a 12-digit number (or a 9-digit CMND), in the ledger `k<key version>.<HMAC-SHA-256>`. */
export const Citizen = () => field({ ...citizenKind, name: 'a citizen number', citizen: true });
/** A list of citizens. */
export const Citizens = (max = 100) => field({ ...list('citizen numbers', max, citizenKind), citizen: true });
const citizenKind: Kind = {
  name: 'citizen numbers',
  schema: { type: 'string', pattern: '^(\\d{12}|\\d{9})$', description: 'never stored: kept as a keyed token' },
  check: (value) => isString(value) && token.test(value),
};

/** A nested object of a class. */
export const Part = (of: DataClass) =>
  field({
    name: 'an object',
    schema: { $ref: `#/components/schemas/${of.name}` },
    check: (v) => accepts(of, v),
    part: of,
  });
/** A list of nested objects of a class. */
export const Parts = (of: DataClass, max = 500, least = 0) =>
  field({
    ...list(
      'objects',
      max,
      {
        name: 'object',
        schema: { $ref: `#/components/schemas/${of.name}` },
        check: (v) => accepts(of, v),
      },
      least,
    ),
    part: of,
  });

/** True when a value has exactly the fields of a class, each of its kind: the short way, without messages. */
export function accepts(of: DataClass, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { names, all } = shapeOf(of);
  for (const name in value) if (!names.has(name)) return false;
  for (const [name, field] of all) {
    const held = (value as Record<string, unknown>)[name];
    if (held === undefined ? !field.optional : !field.check(held)) return false;
  }
  return true;
}

const shapes = new WeakMap<DataClass, { names: ReadonlySet<string>; all: (readonly [string, Field])[] }>();
function shapeOf(of: DataClass) {
  let shape = shapes.get(of);
  if (!shape) {
    const fields = fieldsOf(of);
    shape = { names: new Set(fields.keys()), all: [...fields].sort(([a], [b]) => (a < b ? -1 : 1)) };
    shapes.set(of, shape);
  }
  return shape;
}

/** One thing wrong with a body: where (RFC 6901 pointer) and a stable code. Never holds the value. */
export interface Fault {
  pointer: string;
  code: string;
  message: string;
}

/**
 * Brings a body to its stored form and checks it: spellings made normal, citizen numbers replaced by `tokenOf`. Answers
 * the value or the faults, in the order of their places; the body itself is left as it was.
 */
export function accept<T extends object>(
  of: DataClass<T>,
  body: unknown,
  tokenOf: (citizenNumber: string) => string,
): { value: T } | { faults: readonly Fault[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { faults: [{ pointer: '', code: 'object', message: 'the body must be an object' }] };
  }
  const value = normalised(of, body as Record<string, unknown>, tokenOf);
  if (accepts(of, value)) return { value: value as T };
  const errors = validateSync(plainToInstance(of, value), {
    ...{ whitelist: true, forbidNonWhitelisted: true },
    // A class without fields is known too: what is sent to it is an unknown field, not an unknown thing.
    forbidUnknownValues: false,
  });
  const faults = errors.flatMap((error) => faultsOf(error, '')).sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
  return { faults: faults.length > 0 ? faults : ownFaults(of, value as Record<string, unknown>) };
}

// What class-validator lets pass: null in an optional field, a citizen number that was not one.
function ownFaults(of: DataClass, value: Record<string, unknown>): Fault[] {
  const wrong = shapeOf(of).all.filter(([name, field]) => value[name] !== undefined && !field.check(value[name]));
  if (wrong.length === 0) return [{ pointer: '', code: 'shape', message: 'the body has a wrong shape' }];
  return wrong.map(([name, field]) => ({
    pointer: `/${name}`,
    code: 'invalid',
    message: `${name} must be ${field.name}`,
  }));
}

// Fields in the order of their names, which canonical JSON then takes as they are; unknown ones only to be refused.
function normalised(of: DataClass, body: Record<string, unknown>, tokenOf: (number: string) => string): object {
  const value: Record<string, unknown> = {};
  const { names, all } = shapeOf(of);
  for (const [name, field] of all) {
    const held = body[name];
    if (held !== undefined && Object.hasOwn(body, name)) value[name] = normalValue(field, held, tokenOf);
  }
  for (const name in body) if (!names.has(name)) return { ...body, ...value };
  return value;
}

function normalValue(field: Field, held: unknown, tokenOf: (number: string) => string): unknown {
  const { citizen, part, normal } = field;
  if (!citizen && !part) return normal ? (normal(held) ?? null) : held;
  const each = (one: unknown) => (part ? normalPart(part, one, tokenOf) : tokenised(one, tokenOf));
  return Array.isArray(held) ? held.map(each) : each(held);
}
const normalPart = (of: DataClass, part: unknown, tokenOf: (number: string) => string) =>
  typeof part === 'object' && part !== null && !Array.isArray(part)
    ? normalised(of, part as Record<string, unknown>, tokenOf)
    : part;
// A value that is no citizen number becomes null, so that no message, log or event can repeat it.
const tokenised = (value: unknown, tokenOf: (number: string) => string) =>
  isString(value) && /^(\d{12}|\d{9})$/.test(value) ? tokenOf(value) : null;

function faultsOf(error: ValidationError, at: string): Fault[] {
  const pointer = `${at}/${error.property.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const own = Object.keys(error.constraints ?? {}).map((name): Fault => {
    if (name === 'whitelistValidation') return { pointer, code: 'unknown-field', message: 'this field is not known' };
    const message = error.constraints?.[name] ?? '';
    return { pointer, code: 'invalid', message };
  });
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}

/**
 * What every command may carry: when it happened in the world (the date on the paper), at most now. Where a caller leaves
 * it out, the rules get the time of recording.
 */
export class Decision {
  @Optional() @Instant() occurredAt?: string;
}

/** What a command states about the world: its fields but the date, which belongs to the envelope. */
export function statedBy<T extends Decision>(command: T): Omit<T, 'occurredAt'> {
  const { occurredAt: _, ...stated } = command;
  return stated;
}

/** A command that states what an event says: the event's own fields, and when it happened. */
export function stating<T extends object>(of: DataClass<T>): DataClass<T & Decision> {
  class Statement extends (of as DataClass) {}
  Instant()(Statement.prototype, 'occurredAt');
  Optional()(Statement.prototype, 'occurredAt');
  return Statement as DataClass<T & Decision>;
}
