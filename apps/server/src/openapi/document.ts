import type { Route } from '@app/nest';

/** The OpenAPI 3.1 document of the routes. */
export function documentOf(_routes: readonly Route[]): object {
  return { openapi: '3.1.0' };
}
