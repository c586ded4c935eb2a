import { mapRoot } from '@app/merkle';
import { growMap, type MapSource } from './grow-map.js';
import { toldMaps, type ToldMap } from './told-maps.js';
import type { Failure } from './verify.js';

/** How many maps the log tells of, over how many leaves the last is, and what is wrong with them. */
export interface VerifiedMaps {
  maps: number;
  upTo: number;
  failures: readonly Failure[];
}

/**
 * Makes the map anew from the log, in an empty file, and compares it with every map that the log says was sealed: none of
 * them leaves anybody's events out.
 */
export async function verifyMaps(source: MapSource): Promise<VerifiedMaps> {
  const told = await toldMaps(source.log);
  const failures: Failure[] = [];
  const sorted = [...told].sort((a, b) => a.size - b.size);
  for (const one of sorted) {
    const reason = await whyNot(source, one);
    if (reason !== undefined) failures.push({ detector: 'map', at: one.size, reason });
  }
  return { maps: told.length, upTo: sorted.at(-1)?.size ?? 0, failures };
}

async function whyNot(source: MapSource, { size, root, entries, form }: ToldMap): Promise<string | undefined> {
  if (form !== source.form) return `the map of ${size} leaves has keys by the rule ${form}, which is not known here`;
  try {
    await growMap(source, size);
  } catch (error) {
    return `the map of ${size} leaves cannot be made: ${String(error)}`;
  }
  const made = Buffer.from(await mapRoot(source.map.pages())).toString('hex');
  if (made !== root) return `the map of ${size} leaves has the root ${made}, ${root} was sealed`;
  const keys = source.map.reached.entries;
  return keys === entries ? undefined : `the map of ${size} leaves has ${keys} keys, ${entries} were told`;
}
