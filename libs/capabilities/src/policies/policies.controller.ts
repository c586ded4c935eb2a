import { Controller, Get } from '@nestjs/common';
import type { Actor } from '@app/ledger';
import { ActedBy, Describe } from '@app/nest';
import { clauses } from './clauses.js';
import { readyProfiles } from './ready-profiles.js';

/** `GET /v1/policies/ready`: the directives that the product brings, for `POST /v1/policies:set`. */
@Controller('v1/policies')
export class PoliciesController {
  @Get('ready')
  @Describe({
    summary:
      'The four localities’ directives as profiles, to be set for units by policies:set, and the clauses by R-id',
  })
  ready(@ActedBy() _: Actor): object {
    const items = Object.entries(readyProfiles).map(([profileId, profile]) => ({ profileId, ...profile }));
    return { items, clauses };
  }
}
