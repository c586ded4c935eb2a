import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, ActorKind } from '@app/ledger';
import { problem } from './problem.js';

const kinds: readonly string[] = ['official', 'system', 'inspector', 'police', 'admin'] satisfies ActorKind[];
// Node gives header bytes as Latin-1; ids with Vietnamese letters come percent-encoded.
const pattern = /^([a-z]+):([\x21-\x7e]{1,200})$/;

/** `X-Actor: <kind>:<id>` as an actor. The id is NFC, percent-decoded, 1–200 characters without controls. Else 401. */
export function actorOf(header: unknown): Actor {
  const [, kind, text] = (typeof header === 'string' && pattern.exec(header)) || [];
  const id = text === undefined ? undefined : decoded(text);
  if (kind === undefined || !kinds.includes(kind) || id === undefined) throw problem('actor-required');
  return { id, kind: kind as ActorKind };
}

function decoded(text: string): string | undefined {
  try {
    const id = decodeURIComponent(text).normalize('NFC');
    // A bare 12-digit id would be a citizen number, and actors stand in clear.
    return /[\u0000-\u001f\u007f-\u009f]|^\d{12}$/.test(id) ? undefined : id;
  } catch {
    return undefined;
  }
}

/** A controller's parameter of type `Actor`: who asks. A request without one is answered 401. */
export const ActedBy = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return actorOf(context.switchToHttp().getRequest<FastifyRequest>().headers['x-actor']);
});
