// Loaded by the verbs that need it. The build knows a library's name in a static import only, so it stands in one.
export * from '@app/eventstore';
