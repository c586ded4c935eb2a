import { Inject, type Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Command } from '@app/capabilities';
import { handle, type Act, type Decided, type EventLog } from '@app/ledger';
import { LOG } from '@app/nest';

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
    constructor(@Inject(LOG) private readonly log: EventLog) {}

    execute({ body, act }: Message): Promise<Decided> {
      return command.run ? command.run(this.log, body, act) : handle(this.log, command.rules, command.name, body, act);
    }
  }
  return { message, handler: named(Handler, `${command.name}Handler`) };
}

/** Gives a class made in a loop the name that stacks and logs show. */
export function named<T extends object>(of: T, name: string): T {
  return Object.defineProperty(of, 'name', { value: name });
}
