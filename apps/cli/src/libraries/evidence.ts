// Loaded by the verbs that need it. The build knows a library's name in a static import only, so it stands in one.
export * from '@app/evidence';
export { parsePolicy, parseVkeys } from '@app/merkle';
export { MapFile, TreeFile } from '@app/sealing';
