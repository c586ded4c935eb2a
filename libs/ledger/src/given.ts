import { fold, type Decider, type DataClass, type EventOf } from './decider.js';

/**
 * Given events, when a command, then events: a decider's behaviour in one sentence, without a log.
 * `then` compares the events; `refused` the sentence of the refusal.
 */
export function given<State, C extends Record<string, DataClass>, E extends Record<string, DataClass>>(
  rules: Decider<State, C, E>,
  ...events: EventOf<E>[]
) {
  return {
    when<T extends keyof C>(name: T, command: InstanceType<C[T]>) {
      const decide = () => {
        const history = events.map((event) => ({ ...event, occurredAt: '2025-01-01T00:00:00.000Z' }));
        return rules.decide[name](command, fold(rules as never, history));
      };
      return {
        then: (...expected: EventOf<E>[]) => expect(decide()).toEqual(expected),
        refused: (why: string | RegExp) => expect(decide).toThrow(why),
      };
    },
  };
}
