import { ofType, type Known } from './folders.js';
import { heldTime, type AccountLife, type Grant } from './life.js';
import { sortedBy } from './order.js';
import { isIn, type Span } from './spans.js';

/** A time in which an account had the password that somebody else had set for it. */
export interface DefaultPassword extends Span {
  grant: Grant;
}

type Rotation = Known<'PasswordRotated'>;
const isReset = ({ data }: Rotation) => data.trigger === 'adminReset' && data.credentialKind === 'password';
const isOwn = ({ data }: Rotation) => data.replacedDefault === true || data.credentialKind === 'sso';

/**
 * The times in which an account had a default password: from each grant and each reset by an administrator to its
 * replacement, to the next one, or to the grant's end. Unknown, and left out, of accounts taken over from elsewhere, and
 * where the source never says of a rotation whether it replaced a default.
 */
export function defaultPasswords({ grants, acts }: AccountLife): DefaultPassword[] {
  const rotations = sortedBy(ofType(acts, 'PasswordRotated'), ({ data }) => data.rotatedAt);
  if (rotations.length > 0 && rotations.every(({ data }) => data.replacedDefault === undefined)) return [];
  return grants.flatMap((grant) => {
    const held = heldTime(grant);
    const own = rotations.filter(({ data }) => isIn(held, data.rotatedAt));
    const set = [
      ...(grant.data.imported ? [] : [held]),
      ...own.filter(isReset).map(({ id, data }) => ({ from: data.rotatedAt, by: id })),
    ];
    return set.map(({ from, by }) => {
      const next = own.find(
        (rotation) => rotation.data.rotatedAt >= from && rotation.id !== by && (isOwn(rotation) || isReset(rotation)),
      );
      if (!next) return { ...held, grant, from, by };
      return { grant, from, by, to: next.data.rotatedAt, endedBy: next.id };
    });
  });
}
