import { randomUUID } from 'node:crypto';
import { eventLogContract, type LogUnderTest } from '@app/ledger/event-log.contract.js';
import { cornerOf, endOf } from '../../../test/eventstore-stub/corner-of-log.js';
import { ProtocolStub, type StubOptions } from '../../../test/eventstore-stub/protocol-stub.js';
import { EventStoreLog } from './event-store-log.js';

function onStub(options: StubOptions) {
  return async (): Promise<LogUnderTest> => {
    const stub = await ProtocolStub.start(options);
    let log = await EventStoreLog.open({ connectionString: stub.connectionString });
    return {
      log,
      reopen: async () => {
        await log.close();
        await stub.restart();
        return (log = await EventStoreLog.open({ connectionString: stub.connectionString }));
      },
      dispose: async () => {
        await log.close();
        await stub.stop();
      },
    };
  };
}

/** A server that was there before the test and keeps what the test writes. */
async function onServer(connectionString: string): Promise<LogUnderTest> {
  const prefix = `contract${randomUUID().replaceAll('-', '')}-`;
  let log = await EventStoreLog.open({ connectionString });
  const begin = await endOf(log);
  return {
    log: cornerOf(log, prefix, begin),
    reopen: async () => {
      await log.close();
      log = await EventStoreLog.open({ connectionString });
      return cornerOf(log, prefix, begin);
    },
    dispose: () => log.close(),
  };
}

eventLogContract('EventStoreLog on a protocol stub', onStub({}));
eventLogContract('EventStoreLog on a protocol stub without BatchAppend', onStub({ batchAppend: false }));
eventLogContract('EventStoreLog on a protocol stub whose first event is ours, at 0', onStub({ statsEvery: 0 }));

describe('on a protocol stub that others use too', () => {
  let stub: ProtocolStub;
  beforeAll(async () => (stub = await ProtocolStub.start()));
  afterAll(() => stub.stop());
  eventLogContract('EventStoreLog on a server that is never emptied', () => onServer(stub.connectionString));
});

const url = process.env.EVENTSTORE_URL;
if (url) {
  eventLogContract('EventStoreLog on the EventStoreDB at EVENTSTORE_URL', () => onServer(url));
} else {
  describe.skip('event log: EventStoreLog on a real EventStoreDB', () => {
    it('was not tried: EVENTSTORE_URL names no server', () => undefined);
  });
}
