import { ErrorType } from '@eventstore/db-client';

/** What an error of the client says: the store decided against the call, or nothing certain. */
export type Verdict = 'wrong version' | 'no stream' | 'refused' | 'broken' | 'open';

const refusals = new Set<unknown>([
  ErrorType.ACCESS_DENIED,
  ErrorType.STREAM_DELETED,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.MISSING_REQUIRED_METADATA_PROPERTY,
  ErrorType.UNSUPPORTED,
]);
/** gRPC: INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED. */
const refusalCodes = new Set<unknown>([3, 7, 12, 16]);

/** The store holds what this log can never have written, or has lost what it had. No retry mends it. */
export class LogBroken extends Error {
  constructor(law: string) {
    super(law);
    this.name = 'LogBroken';
  }
}

/**
 * Classifies by the client's `type` and, for the raw errors of its first call and of discovery, by the gRPC `code`.
 * Whatever is not known to be a decision leaves the outcome open.
 */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof LogBroken) return 'broken';
  const { type, code } = error as { type?: unknown; code?: unknown };
  if (type === ErrorType.WRONG_EXPECTED_VERSION) return 'wrong version';
  if (type === ErrorType.STREAM_NOT_FOUND) return 'no stream';
  return refusals.has(type) || refusalCodes.has(code) ? 'refused' : 'open';
}

/** Whether the error came before the client knew the server: such a client may fail for ever and is replaced. */
export const isRaw = (error: unknown): boolean => (error as { type?: unknown }).type === undefined;
