import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  answerAddCheckpoint,
  cosignatureLine,
  formatNote,
  maxAddCheckpointBytes,
  monitoredPath,
  parseSignatureLines,
  sizeMediaType,
  type SignerKey,
  type VerifierKey,
} from '@app/merkle';
import type { WitnessState } from './witness-state.js';

export interface WitnessServerOptions {
  key: SignerKey;
  /** The keys of the logs that are witnessed; those of one name are one log's. */
  logs: readonly VerifierKey[];
  state: WitnessState;
  /** Told of what should not have happened; the request was answered 500, and nothing was cosigned. */
  onFailure: (error: unknown) => void;
}

const plain = 'text/plain; charset=utf-8';

/** A witness as C2SP tlog-witness has it, both prefixes being `/`; not listening yet. */
export function witnessServer(options: WitnessServerOptions): Server {
  const { logs, state, onFailure } = options;
  const shown = new Map(logs.map(({ name }) => [`/${monitoredPath(name)}`, name]));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url = '' } = request;
    if (method === 'POST' && url === '/add-checkpoint') {
      const body = await bodyOf(request);
      if (body) cosigned(options, body, response);
      else tooLarge(response);
      return;
    }
    const origin = shown.get(url);
    const latest = origin === undefined ? undefined : state.of(origin);
    if (method === 'GET' && latest) send(response, 200, latest.note);
    else send(response, 404, 'not found\n');
  };
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onFailure(error);
      if (!response.headersSent) send(response, 500, 'nothing was cosigned\n');
    });
  });
  server.maxConnections = 100;
  return server;
}

// Nothing waits between the decision and the state's being on disk, so that of two requests one only is cosigned.
function cosigned(
  { key, logs, state }: WitnessServerOptions,
  body: Uint8Array,
  response: ServerResponse,
): ServerResponse {
  const decided = answerAddCheckpoint(body, (origin) => {
    const keys = logs.filter(({ name }) => name === origin);
    return keys.length === 0 ? undefined : { keys, latest: state.of(origin) };
  });
  if (decided.status === 409) return send(response, 409, `${decided.size}\n`, sizeMediaType);
  if (decided.status !== 200) return send(response, decided.status, `${decided.reason}\n`);
  const { checkpoint, text, signed } = decided;
  const line = cosignatureLine(key, text, Math.floor(Date.now() / 1000));
  state.keep(checkpoint, formatNote({ text, signatures: [...signed, ...parseSignatureLines(line)] }));
  return send(response, 200, line);
}

const send = (response: ServerResponse, status: number, body: string, type = plain) =>
  response.writeHead(status, { 'Content-Type': type }).end(body);

function tooLarge(response: ServerResponse): void {
  response.setHeader('Connection', 'close');
  send(response, 413, `a request has at most ${maxAddCheckpointBytes} bytes\n`);
}

/** The body, or nothing where it is larger than a request may be; what is over that is not kept. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxAddCheckpointBytes) return undefined;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxAddCheckpointBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
