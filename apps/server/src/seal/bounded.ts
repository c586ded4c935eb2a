import { messageOf } from '@app/sqlite';

/** The body of an answer from elsewhere. Rejects one of more than so many bytes, without reading on. */
export async function bodyOf({ body }: Response, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > most) throw new Error(`the answer has more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Why something from elsewhere failed. What `fetch` says is in the cause; its own message is that it failed. */
export function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause === undefined ? messageOf(error) : `${messageOf(error)}: ${messageOf(cause)}`;
}
