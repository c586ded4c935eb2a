/** The two times of a question about the past: an instant in the world, and the last position that counts. */
export interface Then {
  asOf: string;
  knownAt: number;
}

/** Which rows of a list to read: at most `limit`, behind the row with the key values `after`. */
export interface Page {
  after?: readonly (string | number)[];
  limit: number;
}

/** One page of a list; `next` names its last row where more follow. */
export interface PageOf<Item> {
  items: readonly Item[];
  next?: readonly (string | number)[];
}

/** A page out of rows of which one more than `limit` was asked for, so that it shows whether more follow. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
): PageOf<Row> {
  const items = rows.slice(0, limit);
  return rows.length > limit ? { items, next: keyOf(items[items.length - 1]) } : { items };
}

type Value = string | number | null;

/** Conditions of a query joined by AND, each with the values of its `?`. */
export class Where {
  private readonly parts: string[] = [];
  readonly values: Value[] = [];

  and(condition: string, ...values: readonly Value[]): this {
    this.parts.push(condition);
    this.values.push(...values);
    return this;
  }

  /** `column = ?` where a value is asked for. */
  andIs(column: string, value: Value | undefined): this {
    return value === undefined ? this : this.and(`${column} = ?`, value);
  }

  andIn(column: string, values: readonly Value[] | undefined): this {
    if (values === undefined) return this;
    return values.length === 0
      ? this.and('1 = 0')
      : this.and(`${column} IN (${values.map(() => '?').join(', ')})`, ...values);
  }

  toString(): string {
    return this.parts.length === 0 ? '1 = 1' : this.parts.join(' AND ');
  }
}

/** Rows of a temporal table known at a position that hold at an instant. */
export function held(where: Where, { asOf, knownAt }: Then, prefix = ''): Where {
  return known(where, knownAt, prefix).and(
    `${prefix}valid_from <= ? AND (${prefix}valid_to IS NULL OR ${prefix}valid_to > ?)`,
    asOf,
    asOf,
  );
}

/** Rows of a temporal table known at a position. */
export function known(where: Where, position: number, prefix = ''): Where {
  return where.and(`${prefix}from_position <= ? AND ${prefix}to_position > ?`, position, position);
}
