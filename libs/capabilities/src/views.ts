import type { View } from '@app/ledger';
import { logClockView } from './received/log-clock.js';
import { receivedView } from './received/received.js';

/** Every view of the ledger, in the order in which they are shown. */
export const views: readonly View[] = [receivedView, logClockView];
