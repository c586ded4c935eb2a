/** A run of sequence numbers, both ends included. */
export interface Range {
  fromSeq: number;
  toSeq: number;
}

/** The numbers of some runs as the fewest runs, in order. Runs that are the wrong way round hold no number. */
export function joined(ranges: readonly Range[]): readonly Range[] {
  const runs: Range[] = [];
  const inOrder = ranges.filter(({ fromSeq, toSeq }) => fromSeq <= toSeq).sort((a, b) => a.fromSeq - b.fromSeq);
  for (const { fromSeq, toSeq } of inOrder) {
    const last = runs.at(-1);
    if (last && fromSeq <= last.toSeq + 1) last.toSeq = Math.max(last.toSeq, toSeq);
    else runs.push({ fromSeq, toSeq });
  }
  return runs;
}

/** The numbers of some runs that are in none of the others, as the fewest runs, in order. */
export function without(ranges: readonly Range[], others: readonly Range[]): readonly Range[] {
  const taken = joined(others);
  return joined(ranges).flatMap((range) => {
    const left: Range[] = [];
    let { fromSeq } = range;
    for (const { fromSeq: from, toSeq: to } of taken) {
      if (to < fromSeq || from > range.toSeq) continue;
      if (from > fromSeq) left.push({ fromSeq, toSeq: from - 1 });
      fromSeq = to + 1;
    }
    return fromSeq <= range.toSeq ? [...left, { fromSeq, toSeq: range.toSeq }] : left;
  });
}
