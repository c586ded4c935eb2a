import { Body, Controller, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '@app/ledger';
import {
  ActedBy, Describe, Problem, batchType, eventType, linesType, problem, type EdgeConfig,
} from '@app/nest'; // prettier-ignore
import { Ingest, type Counts, type ItemAnswer } from './ingest.js';

/** The most items of a batch. */
export const maxItems = 5000;
/** How many lines of a stream are recorded together, and how many of their answers are kept. */
const linesAtOnce = 500;
const answersKept = 10_000;

const takes: EdgeConfig = { consumes: [batchType, eventType, linesType] };

/** `POST /v1/events`: observed facts from source systems, as CloudEvents. */
@Controller('v1/events')
export class EventsController {
  constructor(private readonly ingest: Ingest) {}

  @Post()
  @HttpCode(200)
  @Describe(takes)
  async take(
    @ActedBy() actor: Actor,
    @Body() body: unknown,
    @Headers('prefer') prefer: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const type = request.headers['content-type']?.split(';', 1)[0].trim().toLowerCase();
    if (type === linesType) return this.stream(body as AsyncIterable<Uint8Array | null>, actor, reply);
    if (type === eventType) return this.one(body, actor, reply);
    if (!Array.isArray(body) || body.length > maxItems) {
      throw problem('body-invalid', { detail: `a batch is an array of at most ${maxItems} CloudEvents` });
    }
    const tally = new Tally(prefer?.includes('return=minimal') ?? false);
    tally.add(await this.ingest.items(body, actor));
    return tally.answer(reply);
  }

  private async one(body: unknown, actor: Actor, reply: FastifyReply): Promise<object> {
    const [answer] = await this.ingest.items([body], actor);
    if (answer.status === 'conflict') throw problem('id-reused');
    if (answer.status === 'refused') throw new Problem(answer.code ?? 'body-invalid', 'body-invalid', answer);
    reply.code(answer.status === 'recorded' ? 201 : 200);
    const tally = new Tally(false);
    tally.add([answer]);
    return tally.answer(reply);
  }

  // The next lines are read only when the last ones are durable, so that the source feels how fast the log is.
  private async stream(body: AsyncIterable<Uint8Array | null>, actor: Actor, reply: FastifyReply): Promise<object> {
    const tally = new Tally(true);
    let lines: (Uint8Array | null)[] = [];
    let taken = 0;
    const record = async () => {
      tally.add(await this.ingest.lines(lines, actor, taken));
      taken += lines.length;
      lines = [];
    };
    for await (const line of body) {
      if (line !== null && isBlank(line)) continue;
      lines.push(line);
      if (lines.length === linesAtOnce) await record();
    }
    if (lines.length > 0) await record();
    return tally.answer(reply);
  }
}

const isBlank = (line: Uint8Array) => line.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);

/** Counts answers; keeps all of them, or of a stream the first 10,000 conflicts and refusals. */
class Tally {
  private readonly counts: Counts = { recorded: 0, duplicate: 0, conflict: 0, refused: 0 };
  private readonly items: ItemAnswer[] = [];
  private last = 0;

  constructor(private readonly minimal: boolean) {}

  add(answers: readonly ItemAnswer[]): void {
    for (const answer of answers) {
      this.counts[answer.status]++;
      if (answer.status === 'recorded') this.last = Math.max(this.last, Number(answer.position));
      const kept = !this.minimal || answer.status === 'conflict' || answer.status === 'refused';
      if (kept && this.items.length < answersKept) this.items.push(answer);
    }
  }

  answer(reply: FastifyReply): object {
    const position = this.last > 0 ? String(this.last) : null;
    if (position !== null) reply.header('Ledger-Position', position);
    return { counts: this.counts, position, items: this.items };
  }
}
