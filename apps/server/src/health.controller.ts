import { Controller, Get, Inject } from '@nestjs/common';
import { Describe, LOG, problem } from '@app/nest';
import { Health } from './health.js';
import type { WatchedLog } from './watched-log.js';

/** Whether the process runs, has started, and can do its work now. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: Health,
    @Inject(LOG) private readonly log: WatchedLog,
  ) {}

  @Get('live')
  @Describe({ summary: 'The process runs', open: true })
  live(): object {
    return { status: 'live' };
  }

  @Get('startup')
  @Describe({ summary: 'The views have caught up once', open: true })
  startup(): object {
    if (!this.health.started) throw problem('starting', { headers: { 'Retry-After': '2' } });
    return { status: 'started' };
  }

  @Get('ready')
  @Describe({ summary: 'The log takes events and every view follows', open: true })
  async ready(): Promise<object> {
    const reasons = await this.health.reasons(this.log);
    if (reasons.length === 0) return { status: 'ready' };
    throw problem('not-ready', { errors: reasons, headers: { 'Retry-After': '5' } });
  }
}
