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
      @Inject(LOG) readonly log: EventLog,
      @Inject(QUERIES) readonly queries: Queries,
      @Inject(READ_GATE) readonly gate: ReadGate,
      @Inject(SEAL) readonly seal: Seal,
    ) {}

    execute({ body, act }: Message): Promise<Decided> {
      return carryOut(command, body, act, this);
    }
  }
  return { message, handler: named(Handler, `${command.name}Handler`) };
}

/** What commands are carried out on. */
export interface Stores {
  log: EventLog;
  queries: Queries;
  gate: Pick<ReadGate, 'reached'>;
  seal: Seal;
}

/** Carries out a command whose body was accepted. */
export function carryOut(command: Command, body: object, act: Act, stores: Stores): Promise<Decided> {
  const { log, queries, gate, seal } = stores;
  if (!command.run) return handle(log, command.rules, command.name, body, act);
  return command.run(log, body, act, { queries, knownAt: gate.reached(), seal });
}

/** Gives a class made in a loop the name that stacks and logs show. */
export function named<T extends object>(of: T, name: string): T {
  return Object.defineProperty(of, 'name', { value: name });
}
