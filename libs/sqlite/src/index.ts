export * from './open-database.js';
export * from './sqlite-log.js';
export * from './sqlite-queries.js';
export * from './sqlite-views.js';
export * from './view-snapshot.js';
export * from './table-ddl.js';
export * from './writer-lock.js';
