import { HttpException } from '@nestjs/common';
import { Contended, KeyReused, LogUnavailable, Refused, Stale } from '@app/ledger';
import { Problem, problem, type ProblemCode } from './problem.js';

// Fastify's own errors, and those of Node's HTTP parser.
const byCode: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content-type',
  FST_ERR_MAX_PARAM_LENGTH: 'uri-long',
  FST_ERR_ROUTER_MAX_PARAM_LENGTH: 'uri-long',
  HPE_HEADER_OVERFLOW: 'headers-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'body-slow',
};
const byStatus: Readonly<Record<number, ProblemCode>> = {
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'body-slow',
  413: 'body-large',
  414: 'uri-long',
  415: 'content-type',
  429: 'rate-limited',
  503: 'stopping',
};

/**
 * What anything thrown under a request is answered with: `internal` for what nobody foresaw. `refusalsVi` has the
 * Vietnamese sentences of refusals by their codes; a refusal without one is told in English.
 */
export function problemOf(thrown: unknown, refusalsVi: Readonly<Record<string, string>> = {}): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof Refused) {
    const { code, message: en } = thrown;
    return new Problem(code, 'refused', { detail: { vi: refusalsVi[code] ?? en, en } });
  }
  if (thrown instanceof Stale) return problem('if-match-failed');
  if (thrown instanceof Contended) return problem('contended', { headers: { 'Retry-After': '1' } });
  if (thrown instanceof KeyReused) return problem('idempotency-key-reused');
  if (thrown instanceof LogUnavailable) {
    return problem('log-unavailable', { headers: { 'Retry-After': '5' }, cause: thrown });
  }
  if (thrown instanceof Error && thrown.name === 'NotBuilt') {
    return problem('views-behind', { headers: { 'Retry-After': '2' }, cause: thrown });
  }
  const { code, statusCode } = (thrown ?? {}) as { code?: unknown; statusCode?: unknown };
  const status = thrown instanceof HttpException ? thrown.getStatus() : Number(statusCode ?? 500);
  const known = (typeof code === 'string' && byCode[code]) || byStatus[status];
  if (known) return problem(known);
  return status >= 400 && status < 500 ? problem('request-invalid') : problem('internal', { cause: thrown });
}
