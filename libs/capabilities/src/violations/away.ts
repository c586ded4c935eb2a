import { ofType, type Known } from './folders.js';
import type { Light } from './rule.js';

/** The recorded absence of an official at an instant: to its end, or to the next change where none was told. */
export function awayAt(
  officialId: string | undefined,
  at: string,
  light: Pick<Light, 'folder'>,
): Known<'HolderChanged'> | undefined {
  if (officialId === undefined) return undefined;
  const changes = ofType(light.folder('official', officialId).facts, 'HolderChanged');
  return changes.find(({ data: { kind, effectiveAt, until } }) => {
    if (kind !== 'absence' || at < effectiveAt) return false;
    if (until !== undefined) return at < until;
    return !changes.some(({ data }) => effectiveAt < data.effectiveAt && data.effectiveAt <= at);
  });
}
