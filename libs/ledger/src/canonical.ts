/**
 * Canonical JSON (RFC 8785) of a JSON value: one byte sequence for one meaning, so that it can be hashed and compared.
 * Members whose value is `undefined` are left out. Throws a TypeError for what I-JSON (RFC 7493) excludes: numbers that
 * are not finite or are integers of 2^53 or more, text with lone surrogates, and values that JSON does not have
 * (a function, a Date, a Map).
 */
export function canonical(value: unknown): string {
  return isInOrder(value) ? JSON.stringify(value) : ordered(value);
}

/**
 * Whether JSON.stringify gives the canonical form as it is: names in order already, as in all that was parsed from
 * canonical JSON. It is several times faster than building the text here.
 */
function isInOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed();
    case 'number':
      return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      return (
        value === null || (Array.isArray(value) ? isListInOrder(value) : hasOrder(value as Record<string, unknown>))
      );
    default:
      return false;
  }
}

function isListInOrder(items: readonly unknown[]): boolean {
  for (const item of items) if (item === undefined || !isInOrder(item)) return false;
  return true;
}

// JSON.stringify writes names that are numbers first, so an object with such a name is not taken as it is. A name that
// begins with a digit stands before ':'.
const numeric = /^\d+$/;
function hasOrder(members: Record<string, unknown>): boolean {
  if (Object.getPrototypeOf(members) !== Object.prototype || 'toJSON' in members) return false;
  let last = '';
  for (const name in members) {
    if (name < last || (name < ':' && numeric.test(name)) || !name.isWellFormed()) return false;
    last = name;
    const value = members[name];
    if (value !== undefined && !isInOrder(value)) return false;
  }
  return true;
}

function ordered(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no number that is not finite');
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        throw new TypeError('canonical JSON takes integers below 2^53 only');
      }
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? array(value) : object(value as Record<string, unknown>);
    default:
      throw new TypeError(`canonical JSON has no ${typeof value}`);
  }
}

function array(items: readonly unknown[]): string {
  let out = '[';
  for (let i = 0; i < items.length; i++) out += (i === 0 ? '' : ',') + ordered(items[i]);
  return out + ']';
}

// Array.prototype.sort compares UTF-16 code units, which is the order that RFC 8785 §3.2.3 asks for.
function object(members: Record<string, unknown>): string {
  // A Date, a Map or a Uint8Array has no members that say what it is. Objects of data classes have.
  const kind = Object.prototype.toString.call(members);
  if (kind !== '[object Object]') throw new TypeError(`canonical JSON has no ${kind.slice(8, -1)}`);
  let out = '{';
  for (const name of Object.keys(members).sort()) {
    const value = members[name];
    if (value !== undefined) out += (out.length === 1 ? '' : ',') + text(name) + ':' + ordered(value);
  }
  return out + '}';
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('canonical JSON has no lone surrogates');
  return JSON.stringify(value);
}
