import type { Type } from '@nestjs/common';
import { AccountsController } from './accounts/accounts.controller.js';
import { DirectivesController } from './directives/directives.controller.js';
import { DirectoryController } from './directory/directory.controller.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { InspectionsController } from './inspections/inspections.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { HistoryController } from './trail/history.controller.js';
import { LookupsController } from './trail/lookups.controller.js';
import { ExplanationsController } from './violations/explanations.controller.js';
import { FindingsController } from './violations/findings.controller.js';

/** Every controller of queries; commands have theirs made from the registry. */
export const queryControllers: readonly Type[] = [
  AccountsController,
  DirectoryController,
  IncidentsController,
  HistoryController,
  LookupsController,
  FindingsController,
  ExplanationsController,
  PoliciesController,
  DirectivesController,
  InspectionsController,
];
