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
export function casesOf(look: LookedUp, light: Light): readonly string[] {
  return namedBy(look) === undefined ? justifiedWith(look, light) : casesIn(look);
}

function justifiedWith({ at, data }: LookedUp, light: Light): readonly string[] {
  const justifications = light.justifications(data, at);
  if (justifications.length === 0) return noCases;
  const linked = justifications
    .map((justified) => justified.data.dossierId ?? justified.data.petitionId)
    .find((id) => id !== undefined);
  return linked === undefined ? noCases : [linked];
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
    if (namedBy(look) !== undefined) return look;
    const cases = justifiedWith(look, light);
    const before = isLong(looks) ? servedBefore.get(look) : undefined;
    if (before?.cases && (before.cases === cases || sameMembers(before.cases, cases))) return before;
    const now = { ...look, cases };
    if (isLong(looks)) servedBefore.set(look, now);
    return now;
  });
}
const unnamed = alongSome<LookedUp>((look) => namedBy(look) === undefined);
const servedBefore = new WeakMap<LookedUp, Served>();
