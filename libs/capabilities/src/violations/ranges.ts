/** Whole numbers from one to another, both included. */
export interface NumberRange {
  from: number;
  to: number;
  /** The first event that brought it. */
  by: string;
  at: string;
}

/** What lies between ranges and in none of them, each hole with the range that begins after it. */
export function holesBetween(ranges: readonly NumberRange[]): { from: number; to: number; next: NumberRange }[] {
  const holes: { from: number; to: number; next: NumberRange }[] = [];
  let reached: number | undefined;
  for (const range of [...ranges].sort(byNumber)) {
    if (reached !== undefined && range.from > reached + 1) {
      holes.push({ from: reached + 1, to: range.from - 1, next: range });
    }
    reached = Math.max(reached ?? range.to, range.to);
  }
  return holes;
}

const byNumber = (a: NumberRange, b: NumberRange) => a.from - b.from || (a.at + a.by < b.at + b.by ? -1 : 1);
