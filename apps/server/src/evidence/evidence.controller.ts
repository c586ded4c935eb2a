import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { evidenceOf, lastPosition, latestCheckpoint, sha256, type EvidenceAsked, type Packed } from '@app/evidence';
import type { Actor, EventLog, Queries } from '@app/ledger';
import { Rejected } from '@app/merkle';
import {
  ActedBy,
  Describe,
  LOG,
  problem,
  QUERIES,
  READ_BOOK,
  READ_GATE,
  TOKEN_OF,
  waitMs,
  type ReadBook,
  type ReadGate,
  type TokenOf,
} from '@app/nest';
import { Completeness } from '../seal/completeness.js';
import { Sealed } from '../seal/sealed.js';
import { evidenceAskedIn, evidenceBodySchema } from './evidence-asked.js';
import { EvidenceBook } from './evidence-book.js';

/** So many events at most are packed while others wait for the server. */
const mostEvents = 5000;

/**
 * `POST /v1/evidence`: a package of one subject's history, under the latest checkpoint. It shows people's look-ups, so it is
 * for a case or an inspection, and that it was read and taken away is in the log before the answer is sent.
 */
@Controller('v1/evidence')
export class EvidenceController {
  constructor(
    @Inject(QUERIES) private readonly queries: Queries,
    @Inject(LOG) private readonly log: EventLog,
    @Inject(READ_GATE) private readonly gate: ReadGate,
    @Inject(READ_BOOK) private readonly reads: ReadBook,
    @Inject(TOKEN_OF) private readonly tokenOf: TokenOf,
    private readonly sealed: Sealed,
    private readonly completeness: Completeness,
    private readonly book: EvidenceBook,
  ) {}

  @Post()
  @HttpCode(200)
  @Describe({
    summary:
      'A ZIP of the events of an account, an official, a device, a citizen or a dossier, with their proofs; recorded',
    body: evidenceBodySchema,
    produces: 'application/zip',
  })
  async take(
    @ActedBy() reader: Actor,
    @Body() body: unknown,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const asked = evidenceAskedIn(body, this.tokenOf);
    const { zip, manifest } = await this.packed(asked);
    const { subject: about, ...more } = asked;
    const { from: _from, to: _to, ...purpose } = more;
    const rows = manifest.events;
    await this.reads.write({ reader, query: 'POST /v1/evidence', about: { ...about }, ...purpose, rows, requestId });
    const packHash = sha256(zip);
    await this.book.write({ reader, about, ...more, rows, treeSize: manifest.treeSize, packHash }, requestId);
    reply
      .type('application/zip')
      .header('Content-Disposition', `attachment; filename="evidence-${manifest.treeSize}-${packHash.slice(0, 8)}.zip"`)
      .header('Content-Digest', `sha-256=:${Buffer.from(packHash, 'hex').toString('base64')}:`)
      .header('Cache-Control', 'no-store');
    return zip;
  }

  private async packed(asked: EvidenceAsked): Promise<Packed> {
    const { queries, log } = this;
    const { tree, keys, policyFile: policy } = this.sealed;
    const latest = tree && latestCheckpoint(tree, policy, keys);
    if (!latest) throw problem('not-sealed', { headers: { 'Retry-After': '2' } });
    const { checkpoint } = latest;
    if (!(await this.gate.waitFor(lastPosition(tree, checkpoint), waitMs)))
      throw problem('views-behind', { headers: { 'Retry-After': '2' } });
    const map = this.completeness.open();
    const more = { ...(policy !== undefined && { policy }), ...(map && { map }) };
    const sources = { queries, log, tree, checkpoint, keys, ...more };
    try {
      return await evidenceOf(sources, asked, mostEvents);
    } catch (error) {
      if (error instanceof Rejected && error.code === 'too-large') throw problem('evidence-large', { cause: error });
      throw error;
    } finally {
      map?.close();
    }
  }
}
