import type { View } from '@app/ledger';
import { permissionsView } from './accounts/permission-list.js';
import { casesView } from './cases/case-list.js';
import { profileOrdersView } from './cases/profile-orders.js';
import { directoryView } from './directory/directory.js';
import { logClockView } from './received/log-clock.js';
import { receivedView } from './received/received.js';
import { findingsView } from './violations/findings-view.js';
import { ruleVersionsView } from './violations/rule-list.js';
import { otherVersions } from './violations/rules/index.js';
import { judging } from './violations/reported.js';
import { readsView } from './reads/read-list.js';
import { reportsView } from './reports/report-list.js';
import { sourcesView } from './sources/source-list.js';
import { suppressionsView } from './suppressions/suppression-list.js';
import { trailView } from './trail/trail.js';

/** Every view of the ledger, in the order in which they are shown. */
export const views: readonly View[] = [
  permissionsView,
  directoryView,
  trailView,
  findingsView(judging, otherVersions),
  reportsView,
  sourcesView,
  casesView,
  profileOrdersView,
  suppressionsView,
  ruleVersionsView,
  readsView,
  receivedView,
  logClockView,
];
