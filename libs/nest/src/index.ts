export * from './tokens.js';
export * from './fault.js';
export * from './problem.js';
export * from './at.js';
export * from './cursors.js';
export * from './read-answer.js';
export * from './actor.js';
