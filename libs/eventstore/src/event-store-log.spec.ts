import { eventLogContract } from '@app/ledger/event-log.contract.js';
import { ProtocolStub } from '../../../test/eventstore-stub/protocol-stub.js';
import { EventStoreLog } from './event-store-log.js';

for (const [name, options] of [
  ['batch appends', {}],
  ['single appends', { batchAppend: false }],
  ['an empty log that begins at 0', { statsEvery: 0 }],
] as const) {
  eventLogContract(`EventStoreLog on a protocol stub, ${name}`, async () => {
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
  });
}
