import type { RecordedEvent } from '@app/ledger';

/** One kind of thing whose life is one stream of the log, as it is read by its id: `GET /v1/<collection>/{<id>}`. */
export interface Thing {
  /** `devices` */
  collection: string;
  /** `deviceId` */
  id: string;
  /** `device`: its stream is `device-<id>`. */
  category: string;
  /** What the OpenAPI document says of the read, in one line. */
  summary: string;
  /** What the events come to at an instant; they are those known, in the order of recording. */
  told: (events: readonly RecordedEvent[], asOf: string) => object;
}

/** The data of all events of a type, in their order. */
export function dataOf<T extends object>(events: readonly RecordedEvent[], type: string): readonly Readonly<T>[] {
  return events.filter((event) => event.type === type).map(({ data }) => data as T);
}
