import type { Type } from '@nestjs/common';
import { FindingsController } from './violations/findings.controller.js';

/** Every controller of queries; commands have theirs made from the registry. */
export const queryControllers: readonly Type[] = [FindingsController];
