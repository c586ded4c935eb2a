import { canonical } from '@app/ledger';
import { Rejected } from '@app/merkle';

/** How deep an event or a manifest may be nested: what came over HTTP is at most 32 deep, the envelope adds one. */
export const mostDepth = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 as text. Refuses (`text`) what is none. */
export function textIn(bytes: Uint8Array, what: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Rejected('text', `${what} is not UTF-8: ${(cause as Error).message}`);
  }
}

/** The object that canonical JSON (RFC 8785) spells. Refuses (`leaf`) every other spelling, and what is nested too deep. */
export function canonicalObject(bytes: Uint8Array, what: string): Record<string, unknown> {
  const text = textIn(bytes, what);
  if (depthOf(text) > mostDepth) throw new Rejected('leaf', `${what} is nested deeper than ${mostDepth}`);
  const value = parsed(text);
  if (!isObject(value) || spelled(value) !== text) throw new Rejected('leaf', `${what} is no canonical JSON object`);
  return value;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// What canonical JSON excludes has no canonical spelling.
function spelled(value: object): string | undefined {
  try {
    return canonical(value);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

// Counted before anything recurses. Within a string brackets do not count.
function depthOf(text: string): number {
  let [depth, most, quoted] = [0, 0, false];
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (quoted) {
      if (sign === '\\') i++;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{' || sign === '[') most = Math.max(most, ++depth);
    else if (sign === '}' || sign === ']') depth--;
  }
  return most;
}
