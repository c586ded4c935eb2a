import type { Type } from '@nestjs/common';
import { AccountsController } from './accounts/accounts.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { DirectoryController } from './directory/directory.controller.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { SuppressionsController } from './suppressions/suppressions.controller.js';
import { HistoryController } from './trail/history.controller.js';
import { LookupsController } from './trail/lookups.controller.js';
import { FindingsController } from './violations/findings.controller.js';
import { RulesController } from './violations/rules.controller.js';

/** Every controller of queries; commands have theirs made from the registry. */
export const queryControllers: readonly Type[] = [
  AccountsController,
  DirectoryController,
  IncidentsController,
  HistoryController,
  LookupsController,
  FindingsController,
  PoliciesController,
  CasesController,
  SuppressionsController,
  RulesController,
];
