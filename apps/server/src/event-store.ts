// Loaded only where it is used. The build knows a library's name in a static import only, so it stands in one.
export { EventStoreLog } from '@app/eventstore';
