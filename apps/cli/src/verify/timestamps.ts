import type { Failure, TreeFile } from '@app/sealing';
import type { Authority } from '@app/timestamp';
import type { Told } from '../told.js';

/** What the tokens of an authority (RFC 3161) show of the checkpoints that they are kept with. */
export interface VerifiedTimestamps {
  /** How many there are, and how many of them were checked; none is without an authority to believe. */
  of: number;
  checked: number;
  /** The last that holds: the checkpoint's size, the time and who told it. */
  last?: { size: number; time: string; authority: string };
  failures: readonly Failure[];
}

const mostFailures = 100;

/** Checks every token against the note that its checkpoint was signed with. */
export async function verifyTimestamps(tree: TreeFile, authority: Authority | undefined): Promise<VerifiedTimestamps> {
  const { checkToken } = await import('../libraries/timestamp.js');
  const stamps = tree.stamps(0, Number.MAX_SAFE_INTEGER);
  if (!authority) return { of: stamps.length, checked: 0, failures: [] };
  const failures: Failure[] = [];
  let last: VerifiedTimestamps['last'];
  for (const { size, token, time, authority: name } of stamps) {
    const [checkpoint] = tree.checkpoints(size, 1);
    const fail = (reason: string) => {
      if (failures.length < mostFailures) failures.push({ detector: 'timestamp', at: size, reason });
    };
    if (checkpoint?.size !== size) {
      fail('there is a timestamp of a checkpoint that is not there');
      continue;
    }
    try {
      const told = await checkToken(token, Buffer.from(checkpoint.note), authority.roots);
      if (told.time !== time || told.authority !== name) fail('the tree says something else of its timestamp');
      else last = { size, ...told };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'Rejected') throw error;
      fail(error.message);
    }
  }
  return { of: stamps.length, checked: stamps.length, ...(last && { last }), failures };
}

/** What they show, in both languages. */
export function timesTold({ of, checked, failures, last }: VerifiedTimestamps): Told {
  if (checked === 0)
    return {
      vi: `Có ${of} dấu thời gian CHƯA kiểm: không có --authority, cũng không có tệp timestamp-authority.`,
      en: `${of} timestamps were NOT checked: there is neither --authority nor a file timestamp-authority.`,
    };
  const [size, time, authority] = [last?.size ?? 0, last?.time ?? '–', last?.authority ?? '–'];
  return {
    vi: `${of - failures.length} trong ${of} dấu thời gian đúng; dấu cuối: ${size} sự kiện đã có lúc ${time}, theo ${authority}.`,
    en: `${of - failures.length} of ${of} timestamps hold; the last: ${size} events were there at ${time}, says ${authority}.`,
  };
}
