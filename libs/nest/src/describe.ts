import { RouteConfig } from '@nestjs/platform-fastify';

/** What a route says of itself, beside its handler: the edge and the OpenAPI document read it. */
export interface EdgeConfig {
  /** One line. */
  summary?: string;
  /** The content types that a POST takes; `application/json` alone where it says nothing. */
  consumes?: readonly string[];
  /** Query parameters besides `asOf`, `knownAt` and `minPosition`, by name, each a JSON Schema. */
  query?: Readonly<Record<string, object>>;
  /** A list: it takes `limit` and `cursor` and answers `items` and `next`. */
  list?: boolean;
  /** It shows one person's look-ups: it takes `case` and `inspection`, and who reads is recorded (`PersonReads`). */
  personal?: boolean;
  /** JSON Schema of a POST body that is no command. */
  body?: object;
  /** JSON Schema of the answer (of one item, for a list). */
  answer?: object;
  /** The content type of the answer, where it is a file. */
  produces?: string;
  /** The command that the route takes, and whether it needs `If-Match`. */
  command?: string;
  ifMatch?: boolean;
  /** The command is taken for many things at once, named in this list of its body. */
  each?: Readonly<{ list: string; most: number }>;
  /** Files, laid out as a standard of their own says: no part of the OpenAPI document. */
  files?: boolean;
  /** Served without `X-Actor`, and no read of the ledger. */
  open?: boolean;
}

/** Describes a route. Stands beside `@Get` or `@Post`. */
export const Describe = (config: EdgeConfig): MethodDecorator & ClassDecorator => RouteConfig(config);
