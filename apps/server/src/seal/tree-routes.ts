import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EventLog, LoggedEvent } from '@app/ledger';
import {
  formatEntries,
  leafBytes,
  parseCheckpoint,
  parseNote,
  parseTilePath,
  Rejected,
  tileWidth,
  type TileName,
} from '@app/merkle';
import { actorOf, answerProblem, Problem, problem } from '@app/nest';
import { isLeaf, type TreeFile } from '@app/sealing';
import type { Sealed } from './sealed.js';

const immutable = 'public, max-age=31536000, immutable';

/**
 * The tree as C2SP tlog-tiles has it, under `/log/`: `checkpoint`, `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`.
 * Hashes tell nobody anything and are open to all, as the checkpoint is; entries are the events themselves, so whoever
 * reads them says who they are.
 */
export function serveTree(fastify: FastifyInstance, sealed: Sealed, log: EventLog): void {
  const route = (
    url: string,
    answer: (tree: TreeFile, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ) =>
    fastify.get(url, { config: { files: true } }, async (request, reply) => {
      try {
        if (!sealed.tree) throw problem('not-found');
        return await answer(sealed.tree, request, reply);
      } catch (error) {
        if (error instanceof Problem) return answerProblem(error, request, reply);
        if (error instanceof Rejected)
          return answerProblem(problem('not-found', { detail: error.message }), request, reply);
        throw error;
      }
    });

  route('/log/checkpoint', async (tree, _, reply) => {
    const { latest } = tree;
    if (!latest) throw problem('not-found');
    reply.type('text/plain; charset=utf-8').header('Cache-Control', 'no-cache');
    return tree.cosigned(latest);
  });

  route('/log/tile/*', async (tree, request, reply) => {
    const path = `tile/${(request.params as { '*': string })['*']}`;
    const name = parseTilePath(path);
    if (name.level === 'entries') actorOf(request.headers['x-actor']);
    const bytes = name.level === 'entries' ? await entries(tree, log, name) : tree.tile(path);
    if (!bytes) throw problem('not-found');
    reply.type('application/octet-stream').header('Cache-Control', name.level === 'entries' ? 'no-store' : immutable);
    return Buffer.from(bytes);
  });
}

async function entries(tree: TreeFile, log: EventLog, { index, width }: TileName): Promise<Uint8Array | undefined> {
  const leaves = tree.leaves(index * tileWidth, width);
  const { latest } = tree;
  if (!latest || leaves.length < width) return undefined;
  const { origin, size } = parseCheckpoint(parseNote(latest.note).text);
  if (index * tileWidth + width > size) return undefined;
  const found: LoggedEvent[] = [];
  let page = await log.readFrom(leaves[0].position, width);
  while (page.length > 0) {
    found.push(...page.filter(isLeaf));
    if (found.length >= width) break;
    page = await log.readAll(page[page.length - 1].position, width);
  }
  return formatEntries(found.slice(0, width).map(({ body }) => leafBytes(origin, body)));
}
