import { ofType, type Folder, type FolderFacts } from './folders.js';
import { only } from './lists.js';
import type { Light } from './rule.js';

/** A look-up as the folder of a citizen keeps it. */
export type LookedUp = Extract<FolderFacts['citizen'], { type: 'LookedUp' }>;

/** The look-ups of a citizen, but for those by which a control source only repeats what the primary one reported. */
export const lookUpsOf = ({ facts }: Folder<'citizen'>, light: Light): readonly LookedUp[] =>
  only(ofType(facts, 'LookedUp'), ({ at, data: { source } }) => source === undefined || !light.isControl(source, at));

/** The dossier or petition that a look-up served: as it named it, else as it was justified with. */
export function casesOf({ at, data }: LookedUp, light: Light): readonly string[] {
  const named = data.dossierId ?? data.petitionId;
  if (named !== undefined) return [named];
  const justifications = light.justifications(data, at);
  if (justifications.length === 0) return noCases;
  const linked = justifications
    .map((justified) => justified.data.dossierId ?? justified.data.petitionId)
    .find((id) => id !== undefined);
  return linked === undefined ? noCases : [linked];
}
const noCases: readonly string[] = [];
