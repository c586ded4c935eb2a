import { MemoryViewStore } from './memory-view-store.js';
import { viewStoreContract } from './view-store.contract.js';

viewStoreContract('memory', () => {
  const store = new MemoryViewStore();
  return {
    store,
    held: (table) => Promise.resolve(store.dump(table)),
    parked: (view) => Promise.resolve(store.parked(view)),
    dispose: () => undefined,
  };
});
