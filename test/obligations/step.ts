import type { EventName } from '@app/capabilities';

/** A fact that a source system reports. */
export interface Fact {
  fact: EventName;
  at: string;
  data: object;
}
/** A command, `inspections:conduct`, and the event that it must record. `{name}` in its texts stands for what a read kept. */
export interface Command {
  command: string;
  records: EventName;
  body: object;
}
/** A question, and what its answer must include. */
export interface Read {
  /** As the page names it: `/v1/findings?rule=V-01`, `/v1/devices/{deviceId}`. */
  query: string;
  /** What stands for `{deviceId}`, and further parameters. */
  given: Readonly<Record<string, string>>;
  /** All of it must be in the answer; of a list, each item somewhere. */
  sees: object;
  /** The rule that is to find it: until it exists, the question is not asked. */
  rule?: string;
  /** The event that asking records. */
  records?: EventName;
  /** Names a value of the answer for the steps that follow. */
  keeps?: (answer: unknown) => Readonly<Record<string, string>>;
}
export type Step = Fact | Command | Read;
