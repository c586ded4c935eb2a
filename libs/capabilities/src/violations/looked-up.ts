import { ofType, type Folder, type FolderFacts } from './folders.js';
import { alongSome, isLong } from './along.js';
import { sameMembers } from './order.js';
import type { Light } from './rule.js';

/** A look-up as the folder of a citizen keeps it. */
export type LookedUp = Extract<FolderFacts['citizen'], { type: 'LookedUp' }>;

/** The look-ups of a citizen, but for those by which a control source only repeats what the primary one reported. */
export function lookUpsOf({ facts }: Folder<'citizen'>, light: Light): readonly LookedUp[] {
  const looks = ofType(facts, 'LookedUp');
  const repeats = ({ at, data: { source } }: LookedUp) => source !== undefined && light.isControl(source, at);
  return reported(looks).some(repeats) ? looks.filter((look) => !repeats(look)) : looks;
}
const reported = alongSome<LookedUp>(({ data }) => data.source !== undefined);

/** The dossier or petition that a look-up named. */
const namedBy = ({ data }: LookedUp) => data.dossierId ?? data.petitionId;

/** The dossier or petition that a look-up served: as it named it, else as it was justified with. */
export function casesOf(look: Served, light: Light): readonly string[] {
  return casesIn(withCases(look, light));
}

/** A look-up; one that names no dossier or petition with those that it was justified with. */
export type Served = LookedUp & { readonly cases?: readonly string[] };
export function casesIn(look: Served): readonly string[] {
  const named = namedBy(look);
  return named === undefined ? (look.cases ?? noCases) : [named];
}
const noCases: readonly string[] = [];

/** Look-ups with their cases. In a long list each is the same object as before where its cases are the same. */
export function served(looks: readonly LookedUp[], light: Light): readonly Served[] {
  if (unnamed(looks).length === 0) return looks;
  return looks.map((look) => {
    const now = withCases(look, light);
    if (now === look || !isLong(looks)) return now;
    const before = servedBefore.get(look);
    if (before && sameMembers(casesIn(before), casesIn(now))) return before;
    servedBefore.set(look, now);
    return now;
  });
}
const unnamed = alongSome<LookedUp>((look) => namedBy(look) === undefined);
const servedBefore = new WeakMap<LookedUp, Served>();

function withCases(look: LookedUp, light: Light): Served {
  if (namedBy(look) !== undefined) return look;
  const justifications = light.justifications(look.data, look.at);
  const linked = justifications.map(({ data }) => data.dossierId ?? data.petitionId).find((id) => id !== undefined);
  return { ...look, cases: linked === undefined ? noCases : [linked] };
}
