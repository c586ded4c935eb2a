import type { SealedDigest, View } from '@app/ledger';
import type { ViewSnapshot } from '@app/sqlite';

/** What a sealed digest is not the digest of: the rows that are stored now, or those that the events before it give. */
export interface DigestDiffers extends SealedDigest {
  of: readonly ('stored' | 'log')[];
}

/** The digests of a view that were compared with its rows as they were at their positions, and those that were not. */
export interface ComparedDigests {
  view: string;
  compared: readonly SealedDigest[];
  differing: readonly DigestDiffers[];
  /** Sealed of rows of another version of the view, which this program cannot give. */
  otherVersion: number;
  /** Sealed of rows at positions that the view has not reached: it was put back to an older copy. */
  beyond: readonly SealedDigest[];
}

/** Compares sealed digests with the rows that are stored and with those that the log gives, each as they were then. */
export async function compareDigests(
  view: View,
  sealed: readonly SealedDigest[],
  { kept, rebuilt, position: standing }: { kept: ViewSnapshot; rebuilt: ViewSnapshot; position: number },
): Promise<ComparedDigests> {
  const own = sealed.filter(({ version }) => version === view.version);
  const compared = own.filter(({ position }) => position <= standing);
  const positions = compared.map(({ position }) => position);
  const [stored, log] = [await kept.digests(view, positions), await rebuilt.digests(view, positions)];
  const differing = compared.flatMap((one, i): DigestDiffers[] => {
    const isNot = (found: { rows: number; digest: string }) => found.digest !== one.digest || found.rows !== one.rows;
    const of = [...(isNot(stored[i]) ? (['stored'] as const) : []), ...(isNot(log[i]) ? (['log'] as const) : [])];
    return of.length === 0 ? [] : [{ ...one, of }];
  });
  return {
    view: view.name,
    compared,
    differing,
    otherVersion: sealed.length - own.length,
    beyond: own.filter(({ position }) => position > standing),
  };
}
