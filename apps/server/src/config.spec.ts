import { configOf } from './config.js';

describe('the environment', () => {
  it('needs nothing: ./data, port 3000, loopback', () => {
    expect(configOf({})).toEqual({ dataDir: expect.stringMatching(/\/data$/) as string, host: '127.0.0.1', port: 3000, threads: true, seal: { everyMs: 1000 }, map: { everyMs: 60_000 }, scrub: { events: 1000, everyMs: 2000 }, orders: { everyMs: 2000 } }); // prettier-ignore
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'ledger.example', '127.0.0.1.example', ''])(
    'has HOST %p refused',
    (host) => {
      expect(() => configOf({ HOST: host })).toThrow('127.0.0.1');
    },
  );

  it.each(['', 'x', '-1', '65536', '80a', '1e3'])('has PORT %p refused', (port) => {
    expect(() => configOf({ PORT: port })).toThrow('PORT');
  });

  it.each(['LEDGER_SEAL_MS', 'LEDGER_MAP_MS'])('has %s in milliseconds', (name) => {
    expect(() => configOf({ [name]: '1s' })).toThrow(name);
  });

  it.each(['', '-1', '1.5', '100000', 'x'])('has LEDGER_SCRUB %p refused', (events) => {
    expect(() => configOf({ LEDGER_SCRUB: events })).toThrow('LEDGER_SCRUB');
  });

  it('reads nothing again where LEDGER_SCRUB is 0', () => {
    expect(configOf({ LEDGER_SCRUB: '0' })).not.toHaveProperty('scrub');
  });

  it('names the event store, which must be esdb', () => {
    expect(configOf({ LEDGER_EVENTS: 'esdb://localhost:2113?tls=false' }).events).toBe(
      'esdb://localhost:2113?tls=false',
    );
    expect(configOf({ LEDGER_EVENTS: 'esdb+discover://c:2113' }).events).toBe('esdb+discover://c:2113');
    expect(() => configOf({ LEDGER_EVENTS: 'postgres://x' })).toThrow('esdb');
  });
});
