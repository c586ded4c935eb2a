export { EventStoreLog, type EventStoreLogOptions, type Trace } from './event-store-log.js';
export { LogBroken } from './failure.js';
