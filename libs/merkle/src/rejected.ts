/**
 * Why something from a stranger is not taken. Stable: callers, messages in other languages and tests go by these.
 *
 * - `too-large`: more bytes, lines or signatures than are read
 * - `text`: not UTF-8, or control characters other than the line feed
 * - `shape`: parts missing, out of order, or left over
 * - `base64`, `number`, `hash`: not standard base64 with clean padding; not a plain decimal up to 2^53 - 1; not 32 bytes
 * - `key`: no verifier or signer key of a kind that is read here, or one whose id is not its own
 * - `duplicate`: said twice where once is meant
 * - `name`: not defined before it is used
 * - `signature`: a known key's signature that does not verify
 * - `unsigned`: no known key has signed
 * - `origin`: of another log
 * - `extension`: a checkpoint with lines that nobody audits
 * - `quorum`: fewer witnesses than the policy asks for
 * - `range`: an index or a size that the tree does not have
 * - `inclusion`, `consistency`, `map`, `history`: a proof that does not prove what is said
 * - `tile`: a stored tile that is missing or has another length than its name says
 * - `leaf`: not the bytes of a leaf
 */
export type RejectedCode =
  | 'too-large'
  | 'text'
  | 'shape'
  | 'base64'
  | 'number'
  | 'hash'
  | 'key'
  | 'duplicate'
  | 'name'
  | 'signature'
  | 'unsigned'
  | 'origin'
  | 'extension'
  | 'quorum'
  | 'range'
  | 'inclusion'
  | 'consistency'
  | 'map'
  | 'history'
  | 'tile'
  | 'leaf';

/** The one error of this library: what came in is malformed, or does not prove what it claims. */
export class Rejected extends Error {
  override readonly name = 'Rejected';

  constructor(
    readonly code: RejectedCode,
    reason: string,
  ) {
    super(reason);
  }
}
