import { eventLogContract } from './event-log.contract.js';
import { MemoryLog } from './memory-log.js';

eventLogContract('memory', () => {
  const log = new MemoryLog();
  return Promise.resolve({ log, dispose: () => log.close() });
});
