// How rules put facts in order. Instants are compared as text, which sorts as time does.

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A list in the order of what each member answers; of two with the same answer the one that stood first stays first. */
export const sortedBy = <T>(list: readonly T[], answer: (member: T) => string): T[] =>
  list.toSorted((a, b) => compare(answer(a), answer(b)));

/** The first member for each answer, in the order in which they stand. */
export const firstOfEach = <T>(list: readonly T[], answer: (member: T) => string): T[] =>
  list.filter((member, i) => list.findIndex((other) => answer(other) === answer(member)) === i);

/** The member with the greatest answer; of several the first. `undefined` of an empty list. */
export const greatestBy = <T>(list: readonly T[], answer: (member: T) => string): T | undefined =>
  list.length === 0 ? undefined : list.reduce((a, b) => (answer(b) > answer(a) ? b : a));

/** The longest runs of members that hang together, each with what comes after it. */
export function runsOf<T>(list: readonly T[], belongs: (member: T) => boolean): { members: T[]; next?: T }[] {
  const runs: { members: T[]; next?: T }[] = [];
  list.forEach((member, i) => {
    if (!belongs(member)) return;
    const run = runs.at(-1);
    if (run && run.next === member) run.members.push(member);
    else runs.push({ members: [member] });
    runs[runs.length - 1].next = list[i + 1];
  });
  return runs;
}

/** How often each word stands in a list. */
export function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Whether two counts are the same; what is not in one was counted as none. */
export const sameCounts = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  [...a.keys(), ...b.keys()].every((word) => (a.get(word) ?? 0) === (b.get(word) ?? 0));

/** Whether two lists have the same members, in any order. */
export const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  a.every((member) => b.includes(member)) && b.every((member) => a.includes(member));

/** The last of some instants; those that are not known count for nothing. */
export const latest = (first: string, ...others: readonly (string | undefined)[]): string =>
  others.reduce<string>((a, b) => (b !== undefined && b > a ? b : a), first);

/** The first of the instants that are known. */
export function earliest(...instants: readonly (string | undefined)[]): string | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : known.reduce((a, b) => (b < a ? b : a));
}

/** The event ids that are known, in the order given: a judgement's evidence. */
export const evidenceOf = (...ids: readonly (string | undefined)[]): string[] => ids.filter((id) => id !== undefined);
