export * from './authority.js';
export * from './timestamp.js';
