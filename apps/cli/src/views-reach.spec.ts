import { afterEach, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { viewsReach } from './views-reach.js';

let server: Server | undefined;
afterEach(() => void server?.close());

/** A server whose one view stands at these positions in turn, at the last for ever. */
async function standingAt(...positions: string[]): Promise<string> {
  server = createServer((_, response) => {
    const position = positions.length > 1 ? positions.shift() : positions[0];
    response.end(JSON.stringify({ items: [{ position, parked: null }] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('waits while a view moves, and tells how far it is', async () => {
  const told: number[] = [];
  expect(await viewsReach(await standingAt('1', '2', '9'), 'admin:an', 5, (at) => told.push(at))).toBe(true);
  expect(told).toEqual([1, 2]);
});

it('gives up on a view that moves no more', async () => {
  expect(await viewsReach(await standingAt('1', '2'), 'admin:an', 5, () => undefined, 1)).toBe(false);
});
