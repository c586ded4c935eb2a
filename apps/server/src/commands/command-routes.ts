import { Body, Controller, Headers, HttpCode, Post, Res, type Type } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Command } from '@app/capabilities';
import type { Actor } from '@app/ledger';
import { ActedBy, Describe } from '@app/nest';
import { bulkRouteOf } from './bulk-routes.js';
import { named, onBus } from './bus.js';
import { CommandDesk, etagOf } from './command-desk.js';

/** Everything that makes commands callable: a bus handler and a route `POST /v1/<collection>:<verb>` for each. */
export function routesOf(commands: readonly Command[]): { handlers: Type[]; controllers: Type[] } {
  const made = commands.map((command) => {
    const { message, handler } = onBus(command);

    @Controller('v1')
    class Route {
      constructor(private readonly desk: CommandDesk) {}

      // find-my-way takes `:` for a parameter; `::` is the colon itself.
      @Post(`${command.collection}::${command.verb}`)
      @HttpCode(201)
      @Describe({ command: command.name, ifMatch: command.ifMatch })
      async give(
        @ActedBy() actor: Actor,
        @Headers('idempotency-key') key: string | undefined,
        @Headers('if-match') ifMatch: string | undefined,
        @Body() body: unknown,
        @Res({ passthrough: true }) reply: FastifyReply,
      ): Promise<object> {
        const decided = await this.desk.take(command, message, { actor, key, ifMatch, body });
        const { stream, version, events, replayed } = decided;
        const position = String(decided.position);
        if (replayed) reply.code(200);
        reply.header('ETag', etagOf(stream, version)).header('Ledger-Position', position);
        return { stream, version, position, events, replayed };
      }
    }
    const controllers: Type[] = [named(Route, `${command.name}Route`)];
    if (command.each !== undefined) controllers.push(bulkRouteOf(command, command.each, message));
    return { handler, controllers };
  });
  return { handlers: made.map(({ handler }) => handler), controllers: made.flatMap(({ controllers }) => controllers) };
}
