import { LogUnavailable } from '@app/ledger';
import { writeTo } from '@app/ledger/event-log.contract.js';
import { logOnStub } from '../../../test/eventstore-stub/log-on-stub.js';
import { ProtocolStub } from '../../../test/eventstore-stub/protocol-stub.js';
import { until } from '../../../test/eventstore-stub/until.js';
import { checkedConnectionString } from './connection-string.js';
import { EventStoreLog } from './event-store-log.js';

describe('the one client of a process', () => {
  it('is shared by those who name the same server, and refused to those who name another', async () => {
    const on = await logOnStub();
    const second = await on.open();
    const other = await ProtocolStub.start();
    await expect(EventStoreLog.open(other)).rejects.toThrow('another EventStoreDB');
    await on.log.close();
    await on.log.close();
    await expect(on.log.append([writeTo('s-1', 0)])).rejects.toThrow(LogUnavailable);
    expect(await second.append([writeTo('s-1', 0)])).toHaveLength(1);
    const order: string[] = [];
    const closing = second.close().then(() => order.push('closed'));
    const next = await EventStoreLog.open(other);
    order.push('opened');
    await closing;
    expect(order).toEqual(['closed', 'opened']);
    expect(await next.append([writeTo('s-1', 0)])).toHaveLength(1);
    await next.close();
    await Promise.all([on.dispose(), other.stop()]);
  });

  it('finds its server by gossip', async () => {
    const stub = await ProtocolStub.start();
    const discovering = stub.connectionString.replace('esdb:', 'esdb+discover:');
    const log = await EventStoreLog.open({ connectionString: discovering });
    expect(await log.append([writeTo('s-1', 0)])).toHaveLength(1);
    await log.close();
    await stub.stop();
  });

  it('leaves no call open after close, which would keep the process from ending', async () => {
    const on = await logOnStub();
    await on.log.append([writeTo('s-1', 0)]);
    expect(on.stub.writes.batches.size).toBe(1);
    await on.log.close();
    await until(() => on.stub.writes.batches.size === 0);
    await on.dispose();
  });

  it('is of no use after close', async () => {
    const on = await logOnStub();
    await on.log.close();
    await expect(on.log.append([writeTo('s-1', 0)])).rejects.toThrow(LogUnavailable);
    await expect(on.log.read('s-1')).rejects.toThrow(LogUnavailable);
    await expect(on.log.readAll(0, 1)).rejects.toThrow(LogUnavailable);
    await on.dispose();
  });
});

describe('a connection string', () => {
  it.each([
    'esdb://127.0.0.1:2113?tls=false',
    'esdb://app:p%3Aw%40@node:2113',
    'esdb+discover://app:secret@cluster:2113/?nodePreference=leader',
    'esdb://a:2113,b:2113,c:2113',
  ])('is taken: %s', (given) => {
    expect(checkedConnectionString(given, '')).toBe(given);
  });

  it.each([
    ['http://node:2113', 'esdb://host:port'],
    ['esdb://app:secret@node:2113?tls=false', 'only over TLS'],
    ['esdb://app:secret@node:2113?keepAliveInterval=-1&TLS=False', 'only over TLS'],
    ['esdb://app:secret:x@node:2113', 'URL-encoded'],
    ['esdb://app:secret@x@node:2113', 'URL-encoded'],
    ['esdb://node:2113?throwOnAppendFailure=false', 'throwOnAppendFailure'],
  ])('is refused: %s', (given, why) => {
    expect(() => checkedConnectionString(given, '')).toThrow(why);
  });

  it('is refused with a password that DEBUG would print, in words that do not give it away', () => {
    const secret = 'esdb://app:hunter2@node:2113';
    expect(() => checkedConnectionString(secret, 'esdb:*')).toThrow('DEBUG');
    expect(() => checkedConnectionString(`${secret}?tls=false`, '')).toThrow(/^(?!.*hunter2)/);
    expect(checkedConnectionString('esdb://node:2113', 'esdb:*')).toBe('esdb://node:2113');
  });
});
