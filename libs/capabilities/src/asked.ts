import type { DataClass } from '@app/ledger';
import { badQuery, problem, type Cursors, type PageAt, type ReadAt } from '@app/nest';
import { accept, field, fieldsOf } from './fields.js';
import type { Page, PageOf, Then } from './pages.js';

// What every read or list takes besides its own parameters.
const general = ['asOf', 'knownAt', 'minPosition', 'limit', 'cursor'];

/** The parameters of a path and a query string in their normal form, by a class of fields; else 400 `query-invalid`. */
export function askedIn<T extends object>(of: DataClass<T>, query: Readonly<Record<string, unknown>>): T {
  const own = Object.entries(query).filter(([name]) => !general.includes(name));
  const accepted = accept(of, Object.fromEntries(own), refuseCitizens);
  if ('faults' in accepted) throw problem('query-invalid', { errors: accepted.faults });
  return accepted.value;
}

// Citizen numbers travel in bodies only.
function refuseCitizens(): never {
  throw badQuery('citizen', 'citizens are not asked for in an address');
}

/** The JSON Schema of each field of a class, by name. */
export function schemasOf(of: DataClass): Readonly<Record<string, object>> {
  return Object.fromEntries([...fieldsOf(of)].map(([name, { schema }]) => [name, schema]));
}

/** The two times of a read as queries take them. */
export function thenOf({ asOf, knownAt }: ReadAt): Then {
  return { asOf, knownAt: knownAt.position };
}

/** One page of a list as it is answered: the two times, resolved, the items, and the cursor of what follows. */
export async function answerPage<Item>(
  cursors: Cursors,
  filter: object,
  read: ReadAt,
  asked: { cursor?: unknown; limit?: unknown },
  find: (then: Then, page: Page) => Promise<PageOf<Item>>,
): Promise<{ items: readonly Item[] }> {
  const { at, after, limit }: PageAt = cursors.page(filter, read, asked);
  const { items, next } = await find(thenOf(at), { limit, ...(after && { after }) });
  return { ...at, items, ...(next && { next: cursors.next(filter, at, next) }) };
}

/** A number of days in a query string. */
export const WholeDays = () =>
  field({
    name: 'a number of days',
    schema: { type: 'integer', minimum: 0, maximum: 99_999 },
    check: (value) => typeof value === 'string' && /^\d{1,5}$/.test(value),
  });
