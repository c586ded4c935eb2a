import { ofType, type FolderFacts, type Known } from './folders.js';
import type { Light } from './rule.js';

type Folders = Pick<Light, 'folder'>;

// As almost every citizen is known: asked of each look-up.
const onlyLookedUp = (facts: readonly FolderFacts['citizen'][]) => facts.every(({ type }) => type === 'LookedUp');

/** The tokens of one citizen: the one given, and all that were linked with it, directly or through others. */
export function tokensOf(token: string, light: Folders): readonly string[] {
  const tokens = [token];
  if (onlyLookedUp(light.folder('citizen', token).facts)) return tokens;
  for (const one of tokens) {
    for (const fact of light.folder('citizen', one).facts) {
      if (fact.type !== 'SubjectAliasLinked') continue;
      for (const other of [fact.data.tokenOld, fact.data.tokenNew]) if (!tokens.includes(other)) tokens.push(other);
    }
  }
  return tokens;
}

/** Whether one of some citizens is the one named, under whatever token. */
export const isAmong = (token: string, citizens: readonly string[], light: Folders): boolean =>
  citizens.includes(token) || (citizens.length > 0 && tokensOf(token, light).some((one) => citizens.includes(one)));

/** The entry of the protected list in force for a citizen at an instant; where there are more, the one in force longest. */
export function protectionAt(token: string, at: string, light: Folders): Known<'ProtectedListEntryAdded'> | undefined {
  if (onlyLookedUp(light.folder('citizen', token).facts)) return undefined;
  const facts = tokensOf(token, light).flatMap((one) => light.folder('citizen', one).facts);
  const entries = ofType(facts, 'ProtectedListEntryAdded');
  const removed = ofType(facts, 'ProtectedListEntryRemoved').filter(({ data }) => data.effectiveAt <= at);
  return entries
    .filter(({ data }) => data.validFrom <= at && at < data.validTo)
    .filter(({ data }) => !removed.some((removal) => removal.data.entryId === data.entryId))
    .sort((a, b) => (begun(a) < begun(b) ? -1 : 1))[0];
}

const begun = ({ id, data }: Known<'ProtectedListEntryAdded'>) => `${data.validFrom}|${id}`;
