import { Refused, fold, type Decider, type DataClass, type EventOf } from './decider.js';

/**
 * Given events, when a command, then events: a decider's behaviour in one sentence, without a log.
 * `then` compares the events; `refused` looks for the words in the sentence of a `Refused`, and takes no other error.
 * Events occurred at 2025-01-01T00:00Z unless they say otherwise.
 */
export function given<State, C extends Record<string, DataClass>, E extends Record<string, DataClass>>(
  rules: Decider<State, C, E>,
  ...events: (EventOf<E> & { occurredAt?: string })[]
) {
  return {
    when<T extends keyof C>(name: T, command: InstanceType<C[T]>) {
      const decide = () => {
        const history = events.map((event) => ({ occurredAt: '2025-01-01T00:00:00.000Z', ...event }));
        return rules.decide[name](command, fold(rules as never, history));
      };
      return {
        then: (...expected: EventOf<E>[]) => expect(decide()).toEqual(expected),
        refused: (why: string | RegExp) => {
          expect(decide).toThrow(Refused);
          expect(decide).toThrow(why);
        },
      };
    },
  };
}
