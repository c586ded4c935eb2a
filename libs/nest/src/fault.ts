/** One thing wrong with a request: where (RFC 6901 pointer), a stable code, a sentence that never holds the value. */
export interface Fault {
  pointer: string;
  code: string;
  message: string;
}
