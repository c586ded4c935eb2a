import { Inject, type Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Command } from '@app/capabilities';
import { handle, type Act, type Decided, type EventLog, type Queries, type Seal } from '@app/ledger';
import { LOG, QUERIES, READ_GATE, SEAL, type ReadGate } from '@app/nest';

/** What the command bus carries: an accepted body, and who gives the command, when, under which key. */
export abstract class Message {
  constructor(
    readonly body: object,
    readonly act: Act,
  ) {}
}
export type MessageClass = new (body: object, act: Act) => Message;

/** The bus's message and handler of one command: `GrantAccount` and `GrantAccountHandler`. */
export function onBus(command: Command): { message: MessageClass; handler: Type<ICommandHandler<Message, Decided>> } {
  const message = named(class extends Message {}, command.name);

  @CommandHandler(message)
  class Handler implements ICommandHandler<Message, Decided> {
    constructor(
      @Inject(LOG) private readonly log: EventLog,
      @Inject(QUERIES) private readonly queries: Queries,
      @Inject(READ_GATE) private readonly gate: ReadGate,
      @Inject(SEAL) private readonly seal: Seal,
    ) {}

    execute({ body, act }: Message): Promise<Decided> {
      if (!command.run) return handle(this.log, command.rules, command.name, body, act);
      const { log, queries, seal } = this;
      return command.run(log, body, act, { queries, knownAt: this.gate.reached(), seal });
    }
  }
  return { message, handler: named(Handler, `${command.name}Handler`) };
}

/** Gives a class made in a loop the name that stacks and logs show. */
export function named<T extends object>(of: T, name: string): T {
  return Object.defineProperty(of, 'name', { value: name });
}
