import type { Type } from '@nestjs/common';
import { AccountsController } from './accounts/accounts.controller.js';
import { approvalTold } from './approvals/approval-told.js';
import { passwordPolicyTold } from './credentials/password-policy-told.js';
import { deviceTold } from './devices/device-told.js';
import { DirectivesController } from './directives/directives.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { DirectoryController } from './directory/directory.controller.js';
import { incidentTold } from './incidents/incident-told.js';
import { inspectionTold } from './inspections/inspection-told.js';
import { focalTold } from './officials/focal-told.js';
import { userListTold } from './officials/user-list-told.js';
import { PoliciesController } from './policies/policies.controller.js';
import { readOf } from './things.controller.js';
import { ReadsController } from './reads/reads.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { proceduresTold } from './statistics/procedures-told.js';
import { issueTold } from './support/issue-told.js';
import { SourcesController } from './sources/sources.controller.js';
import { HistoryController } from './trail/history.controller.js';
import { LookupsController } from './trail/lookups.controller.js';
import { ExplanationsController } from './violations/explanations.controller.js';
import { FindingsController } from './violations/findings.controller.js';
import { ObligationsController } from './violations/obligations.controller.js';
import { SuppressionsController } from './suppressions/suppressions.controller.js';
import { RulesController } from './violations/rules.controller.js';

// With which the server asks and answers beside its controllers as they do.
export { answerPage, askedIn, schemasOf } from './asked.js';
export { pageOf } from './pages.js';

/** Every controller of queries; commands have theirs made from the registry. */
export const queryControllers: readonly Type[] = [
  AccountsController,
  DirectoryController,
  HistoryController,
  LookupsController,
  FindingsController,
  ObligationsController,
  ExplanationsController,
  PoliciesController,
  DirectivesController,
  readOf(incidentTold),
  readOf(inspectionTold),
  readOf(deviceTold),
  readOf(approvalTold),
  readOf(focalTold),
  readOf(userListTold),
  readOf(passwordPolicyTold),
  readOf(proceduresTold),
  readOf(issueTold),
  ReportsController,
  ReadsController,
  SourcesController,
  CasesController,
  SuppressionsController,
  RulesController,
];
