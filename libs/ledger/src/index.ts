export * from './bell.js';
export * from './event.js';
export * from './canonical.js';
export * from './event-log.js';
export * from './memory-log.js';
