import { canonical, Refused, type DataClass, type Decider, type EventOf } from '@app/ledger';
import { statedBy, type Decision } from './fields.js';

type Events = Record<string, DataClass>;
/** What was stated in a stream so far: the data of each event type, oldest first. */
export type Stated<E extends Events> = { readonly [T in keyof E & string]: readonly Readonly<InstanceType<E[T]>>[] };

/**
 * The parts of a decider that need no state but what was stated before: its `initial`, its `evolve`, and `states`, which
 * makes an entry of its `decide`.
 */
export function statements<E extends Events>(events: E) {
  const types = Object.keys(events) as (keyof E & string)[];
  const tableOf = <V>(valueOf: (type: keyof E & string) => V) =>
    Object.fromEntries(types.map((type) => [type, valueOf(type)])) as Record<keyof E & string, V>;
  const initial = tableOf(() => []) as Stated<E>;
  const evolve = tableOf((type) => (stated: Stated<E>, data: object) => ({
    ...stated,
    [type]: [...stated[type], data],
  }));

  /**
   * A decision that records what the command states, as an event of this type. First `check` refuses what is wrong with
   * it, in its own words; then what was stated before in all its fields is refused, and a second statement under the
   * same name where `nameOf` gives it one.
   */
  const states =
    <T extends keyof E & string>(
      type: T,
      check: (command: Readonly<InstanceType<E[T]> & Decision>, stated: Stated<E>) => void,
      nameOf: (data: Readonly<InstanceType<E[T]>>) => string = canonical,
    ) =>
    (command: Readonly<InstanceType<E[T]> & Decision>, stated: Stated<E>): readonly EventOf<E>[] => {
      check(command, stated);
      const data = statedBy(command) as InstanceType<E[T]>;
      const before = stated[type].find((one) => nameOf(one) === nameOf(data));
      if (before !== undefined && canonical(before) === canonical(data)) {
        throw new Refused('exactly this is already recorded', 'already-stated');
      }
      if (before !== undefined) throw new Refused('this id already stands for something else', 'id-used');
      return [{ type, data }];
    };
  return { initial, evolve, states };
}

/**
 * The decider of what is stated once and then stands: one command, one event, a stream for each `idOf`. `check` refuses
 * what is wrong with a statement in itself.
 */
export function statement<N extends string, T extends string, D extends object>(
  category: string,
  commands: Record<N, DataClass<D & Decision>>,
  events: Record<T, DataClass<D>>,
  idOf: (data: D) => string,
  check: (command: D & Decision) => void,
): Decider<Stated<typeof events>, typeof commands, typeof events> {
  type Rules = Decider<Stated<typeof events>, typeof commands, typeof events>;
  const { states, ...memory } = statements(events);
  const [[name], [type]] = [Object.keys(commands) as N[], Object.keys(events) as T[]];
  const decide = { [name]: states(type, check, idOf) } as Rules['decide'];
  return { category, commands, events, idOf, ...memory, decide };
}

/** Refuses a statement of what had not happened yet when it was made; `occurredAt` is resolved before it is decided. */
export function happened({ occurredAt }: Decision, at: string): void {
  if (occurredAt !== undefined && at > occurredAt) {
    throw new Refused('this would be stated before it happened', 'not-yet-happened');
  }
}
