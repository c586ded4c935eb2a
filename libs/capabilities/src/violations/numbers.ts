const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

/** The number in the middle, of an even count the mean of the two; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = ascending(numbers);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The least of some numbers that at least `percent` % of them do not exceed (nearest rank); 0 of none. */
export function percentile(numbers: readonly number[], percent: number): number {
  return ascending(numbers)[Math.max(1, Math.ceil((numbers.length * percent) / 100)) - 1] ?? 0;
}
