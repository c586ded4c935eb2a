import type { FastifyInstance } from 'fastify';
import type { EdgeConfig } from './describe.js';

export interface Route {
  method: string;
  /** find-my-way's spelling: `:id` is a parameter, `::` a colon. */
  url: string;
  about: EdgeConfig;
}

/** Knows every route that was registered: for answering 405, and for comparing with the OpenAPI document. */
export class Routes {
  readonly all: Route[] = [];

  /** Listens for routes; call it before any is registered. */
  listen(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url, config }) => {
      for (const one of [method].flat()) this.all.push({ method: one, url, about: config ?? {} });
    });
  }

  /** The methods that a path has a route for. */
  methodsAt(path: string): readonly string[] {
    const methods = this.all.filter(({ url }) => patternOf(url).test(path)).map(({ method }) => method);
    return [...new Set(methods)].sort();
  }
}

/** find-my-way's spelling of a path as OpenAPI has it: `/v1/accounts/{accountId}`. */
export function pathOf(url: string): string {
  return url.replace(/::|:([A-Za-z]+)/g, (_, name: string | undefined) => (name === undefined ? ':' : `{${name}}`));
}

function patternOf(url: string): RegExp {
  const source = url
    .split(/(::|:[A-Za-z]+)/)
    .map((part) => (part === '::' ? ':' : part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`);
}
