import { existsSync } from 'node:fs';
import type { Fault } from '@app/nest';
import { MapFile, type KeptMap } from '@app/sealing';

/** How far the map of which leaves are about whom has come, and which was sealed last. */
export class Completeness {
  /** Over how many leaves the map is made. */
  reached = 0;
  latest: KeptMap | undefined;
  /** Why no map is sealed any more. */
  ended: string | undefined;
  /** Why the last map could not be told in the log; the next start tells it again. */
  lastUntold: string | undefined;
  /** Called with each map that is to be told. */
  onMapped: (map: KeptMap) => void = () => undefined;

  /** `everyMs`: the least time from one map to the next; nothing where none are sealed. `file`: where the map is. */
  constructor(
    readonly everyMs: number | undefined,
    private readonly file: string,
  ) {}

  get faults(): readonly Fault[] {
    const { ended: message } = this;
    return message === undefined ? [] : [{ pointer: '/map', code: 'mapping-ended', message }];
  }

  /** What the map's file holds, on a connection of one's own; nothing where there is none yet. */
  open(): MapFile | undefined {
    const isThere = this.everyMs === undefined ? existsSync(this.file) : this.latest !== undefined;
    return isThere ? MapFile.open(this.file, { readOnly: true }) : undefined;
  }

  report(map: KeptMap): void {
    this.latest = map;
    this.onMapped(map);
  }
}
