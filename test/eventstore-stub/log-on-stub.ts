import { EventStoreLog, type EventStoreLogOptions } from '@app/eventstore';
import { ProtocolStub, type StubOptions } from './protocol-stub.js';

/** A log with short deadlines on a protocol stub of its own, and further logs on the same one. */
export async function logOnStub(options: StubOptions = {}, patience: Partial<EventStoreLogOptions> = {}) {
  const stub = await ProtocolStub.start(options);
  const logs: EventStoreLog[] = [];
  const open = async (others: Partial<EventStoreLogOptions> = patience): Promise<EventStoreLog> => {
    const { connectionString } = stub;
    const log = await EventStoreLog.open({ connectionString, deadlineMs: 400, tries: 3, backoffMs: 10, ...others });
    logs.push(log);
    return log;
  };
  const dispose = async (): Promise<void> => {
    await Promise.all(logs.map((each) => each.close()));
    await stub.stop();
  };
  return { stub, log: await open(), open, dispose };
}
export type LogOnStub = Awaited<ReturnType<typeof logOnStub>>;
