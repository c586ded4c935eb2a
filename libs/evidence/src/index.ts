export * from './zip.js';
export * from './manifest.js';
export * from './pack.js';
export * from './evidence-of.js';
export * from './check.js';
export type { CheckedMap } from './check-map.js';
export { provenMap, type ProvenMap } from './proven-map.js';
export { reportOf, type Report, type Step } from './report.js';
