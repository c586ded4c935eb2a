import { table, type Rows } from '@app/ledger';
import { explanationCodes, type ExplanationCode } from './rule.js';

/** How a look-up was explained from a position of the log on, and under which unit; without a code it did not count. */
export interface Explained {
  code?: ExplanationCode;
  from: number;
  unitId?: string;
}

/** What was known at a position of how a look-up was explained. */
export const explainedAt = (states: readonly Explained[], position: number): Explained | undefined =>
  states.findLast(({ from }) => from <= position);

/** The states of a look-up's explanation with one more; one position shows one state, and no two equal ones follow. */
export function explainedAnew(states: readonly Explained[], now: Explained): readonly Explained[] {
  const last = states.at(-1);
  if (last && isSame(last, now)) return states;
  if (last?.from !== now.from) return [...states, now];
  const before = states.slice(0, -1);
  return before.length > 0 && isSame(before[before.length - 1], now) ? before : [...before, now];
}
const isSame = (a: Explained, b: Explained) => a.code === b.code && a.unitId === b.unitId;

type Count = `e${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;
/** `E1` → `e1`: the column that counts a code. */
export const countOf = (code: ExplanationCode) => code.toLowerCase() as Count;

/** How many look-ups of an account's local day were explained by each code, as known now. `unitId` is empty for none. */
export type ExplainedDay = { accountId: string; day: string; unitId: string } & Readonly<Record<Count, number>>;
export const explainedDays = table<ExplainedDay>('explained', 'keyed', {
  key: ['accountId', 'day', 'unitId'],
  columns: {
    ...{ accountId: 'text', day: 'text', unitId: 'text', e1: 'integer', e2: 'integer', e3: 'integer', e4: 'integer' },
    ...{ e5: 'integer', e6: 'integer', e7: 'integer', e8: 'integer', e0: 'integer' },
  },
  indexes: [['day'], ['unitId', 'day']],
});
const columns = explanationCodes.map(countOf);
const noCounts = Object.fromEntries(columns.map((column) => [column, 0])) as Record<Count, number>;

/** Counts a look-up under its new explanation, and no longer under the former one. */
export function countExplained(
  rows: Rows,
  day: { accountId: string; day: string },
  former: Explained | undefined,
  now: Explained | undefined,
): void {
  if (former) count(rows, day, former, -1);
  if (now) count(rows, day, now, 1);
}

function count(rows: Rows, { accountId, day }: { accountId: string; day: string }, state: Explained, by: 1 | -1): void {
  if (state.code === undefined) return;
  const unitId = state.unitId ?? '';
  const column = countOf(state.code);
  const held = rows.get(explainedDays, accountId, day, unitId) ?? { accountId, day, unitId, ...noCounts };
  const counted = { ...held, [column]: held[column] + by };
  if (columns.some((one) => counted[one] > 0)) rows.put(explainedDays, counted);
  else rows.delete(explainedDays, accountId, day, unitId);
}
