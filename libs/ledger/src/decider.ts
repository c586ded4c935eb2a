/** A class-validator class without constructor arguments: one class is the type, the HTTP check and the API schema. */
export type DataClass<T extends object = object> = new () => T;

/** What a table of event classes can say: the union of `{ type, data }`, one for each entry. */
export type EventOf<E extends Record<string, DataClass>> = {
  [T in keyof E & string]: Readonly<{ type: T; data: Readonly<InstanceType<E[T]>> }>;
}[keyof E & string];

/**
 * The rules of one kind of thing, as two typed tables of pure functions. `decide` turns a command into events or throws
 * `Refused`; `evolve` folds an event into the state and never refuses. Neither reads a clock. A missing or misspelt
 * entry does not compile. Write the annotation `: Decider<…>`: TypeScript widens literals through a helper function.
 */
export type Decider<State, C extends Record<string, DataClass>, E extends Record<string, DataClass>> = Readonly<{
  /** The stream's prefix: `account` gives `account-<id>`. */
  category: string;
  commands: C;
  events: E;
  /** Names the thing that a command is about. */
  idOf: (command: InstanceType<C[keyof C]>) => string;
  initial: State;
  decide: { [T in keyof C]: (command: Readonly<InstanceType<C[T]>>, state: State) => readonly EventOf<E>[] };
  evolve: { [T in keyof E]: (state: State, data: Readonly<InstanceType<E[T]>>, at: string) => State };
}>;

/** One of the functions of any decider. Being a method, it takes functions of narrower commands and states too. */
type Deciding = {
  decide(command: object, state: unknown): readonly Readonly<{ type: string; data: object }>[];
}['decide'];
type Evolving = { evolve(state: unknown, data: object, at: string): unknown }['evolve'];

/** Any decider, for code that serves them all: its caller sees to it that a command goes to the entry of its name. */
export interface AnyDecider {
  readonly category: string;
  readonly commands: Readonly<Record<string, DataClass>>;
  readonly events: Readonly<Record<string, DataClass>>;
  idOf(command: object): string;
  readonly initial: unknown;
  readonly decide: Readonly<Record<string, Deciding>>;
  readonly evolve: Readonly<Record<string, Evolving>>;
}

/** A decision against a command, in one sentence with a stable code; nothing was written. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly code = 'refused',
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** `account`, `TTHC:an` → `account-TTHC%3Aan`. Stream names are written, never parsed. */
export function streamName(category: string, id: string): string {
  return `${category}-${encodeURIComponent(id)}`;
}

/** The state after a stream's events, oldest first. Events that the decider does not know are passed over. */
export function fold<State>(
  rules: Readonly<{
    initial: State;
    evolve: Record<string, (state: State, data: never, at: string) => State>;
  }>,
  events: readonly { type: string; data: object; occurredAt: string }[],
): State {
  return events.reduce(
    (state, { type, data, occurredAt }) =>
      Object.hasOwn(rules.evolve, type) ? rules.evolve[type](state, data as never, occurredAt) : state,
    rules.initial,
  );
}
