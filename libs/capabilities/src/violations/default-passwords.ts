import { ofType, type Known } from './folders.js';
import type { AccountLife, Grant } from './life.js';
import { inOrder } from './lists.js';

/** A time in which an account had the password that somebody else had set for it. */
export interface DefaultPassword {
  grant: Grant;
  from: string;
  /** The grant, or the reset, by which it was set. */
  by: string;
  to?: string;
  /** The rotation that replaced it. */
  endedBy?: string;
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
  const rotations = inOrder(ofType(acts, 'PasswordRotated'), ({ data }) => data.rotatedAt);
  if (rotations.length > 0 && rotations.every(({ data }) => data.replacedDefault === undefined)) return [];
  return grants.flatMap((grant) => {
    const { validFrom, imported } = grant.data;
    const end = [grant.revoked?.effectiveAt, grant.expiresAt].filter((at) => at !== undefined).sort()[0];
    const own = rotations.filter(
      ({ data }) => data.rotatedAt >= validFrom && (end === undefined || data.rotatedAt < end),
    );
    const set = [
      ...(imported ? [] : [{ from: validFrom, by: grant.grantedBy }]),
      ...own.filter(isReset).map(({ id, data }) => ({ from: data.rotatedAt, by: id })),
    ];
    return set.map(({ from, by }) => {
      const next = own.find(
        (rotation) => rotation.data.rotatedAt >= from && rotation.id !== by && (isOwn(rotation) || isReset(rotation)),
      );
      const replaced = next && isOwn(next);
      return { grant, from, by, to: next?.data.rotatedAt ?? end, endedBy: replaced ? next.id : undefined };
    });
  });
}
