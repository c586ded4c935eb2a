export * from './tree-file.js';
export * from './standing.js';
export * from './sealer.js';
export * from './receipt.js';
export * from './log-key.js';
export * from './durable-file.js';
export * from './private-file.js';
export * from './verify.js';
