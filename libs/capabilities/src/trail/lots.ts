const size = 100;

/** Distinct values in lots of equal size, the last filled up with blanks, so that a query over a lot is prepared once. */
export function inLots(values: Iterable<string>): readonly (readonly string[])[] {
  const distinct = [...new Set(values)];
  const lots: string[][] = [];
  for (let i = 0; i < distinct.length; i += size) {
    const lot = distinct.slice(i, i + size);
    lots.push([...lot, ...Array<string>(size - lot.length).fill('')]);
  }
  return lots;
}
