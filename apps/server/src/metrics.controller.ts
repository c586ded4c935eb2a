import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Describe, LOG } from '@app/nest';
import { Gate } from './gate.js';
import { metricsText, type Metric } from './metrics-text.js';
import { Scrubbing } from './seal/scrubbing.js';
import { Sealed } from './seal/sealed.js';
import type { WatchedLog } from './watched-log.js';

const seconds = (instant: string) => Date.parse(instant) / 1000;
const startedAt = Date.now() / 1000 - process.uptime();

/** `GET /metrics`: what this process knows of its log, its seal and its views, for Prometheus. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly gate: Gate,
    private readonly sealed: Sealed,
    private readonly scrubbing: Scrubbing,
    @Inject(LOG) private readonly log: WatchedLog,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @Describe({ open: true, files: true })
  metrics(): string {
    const views = this.gate.progress;
    const head = Math.max(this.log.written, ...views.map(({ position }) => position));
    const own: Metric[] = [
      { name: 'process_start_time_seconds', help: 'When the process started', values: [startedAt] },
      { name: 'access_ledger_log_position', help: 'The last position that is known of the log', values: [head] },
      { name: 'access_ledger_view_position', help: 'How far a view has got', values: views.map(({ view, position }) => ({ view, value: position })) },
      { name: 'access_ledger_view_parked', help: 'Whether a view has stopped', values: views.map(({ view, parked }) => ({ view, value: parked === undefined ? 0 : 1 })) },
    ]; // prettier-ignore
    return metricsText([...own, ...this.ofSeal(), ...this.ofScrub()]);
  }

  private ofSeal(): Metric[] {
    const { tree, witnesses, position, lastUntold } = this.sealed;
    if (!tree) return [];
    const { latest } = tree;
    const seen = witnesses?.states ?? [];
    return [
      { name: 'access_ledger_sealed_position', help: 'The last position under a signed checkpoint', values: [position] },
      { name: 'access_ledger_sealed_leaves', help: 'Leaves under the latest checkpoint', values: [latest?.size ?? 0] },
      { name: 'access_ledger_sealed_timestamp_seconds', help: 'When it was signed', values: latest ? [seconds(latest.sealedAt)] : [] },
      { name: 'access_ledger_seal_untold', help: 'Whether the last checkpoint or cosignature could not be told in the log', values: [lastUntold === undefined ? 0 : 1] },
      { name: 'access_ledger_witness_leaves', help: 'The size that a witness cosigned last', values: seen.map(({ name, size }) => ({ witness: name, value: size ?? 0 })) },
      { name: 'access_ledger_witness_failed', help: 'Whether a witness failed the last time', values: seen.map(({ name, failure }) => ({ witness: name, value: failure === null ? 0 : 1 })) },
    ]; // prettier-ignore
  }

  private ofScrub(): Metric[] {
    const { state } = this.scrubbing;
    if (!state) return [];
    const { leaves, of, passes, lastPassAt, read, failed } = state;
    return [
      { name: 'access_ledger_scrub_leaves', help: 'Leaves read again in the pass under way', values: [leaves] },
      { name: 'access_ledger_scrub_pass_leaves', help: 'Leaves of the pass under way', values: [of] },
      { name: 'access_ledger_scrub_passes_total', help: 'Full passes', values: [passes], kind: 'counter' },
      { name: 'access_ledger_scrub_read_total', help: 'Leaves read again', values: [read], kind: 'counter' },
      { name: 'access_ledger_scrub_failures', help: 'What was found in the last full pass and the one under way', values: [failed] },
      { name: 'access_ledger_scrub_last_pass_timestamp_seconds', help: 'When the last full pass ended', values: lastPassAt === null ? [] : [seconds(lastPassAt)] },
    ]; // prettier-ignore
  }
}
