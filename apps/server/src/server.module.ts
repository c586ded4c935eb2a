import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { commands, refusalsVi } from '@app/capabilities';
import { AtPipe, PersonReads, ProblemFilter, READ_BOOK, ReadAnswer } from '@app/nest';
import { CommandDesk } from './commands/command-desk.js';
import { routesOf } from './commands/command-routes.js';
import { ViewDigestsController } from './digests/view-digests.controller.js';
import { HealthController } from './health.controller.js';
import { EvidenceBook } from './evidence/evidence-book.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { EventsController } from './ingest/events.controller.js';
import { Ingest } from './ingest/ingest.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { MetricsController } from './metrics.controller.js';
import { LedgerReadBook } from './read-book.js';
import { CompletenessController } from './seal/completeness.controller.js';
import { ReceiptController } from './seal/receipt.controller.js';
import { SealWait } from './seal/seal-wait.js';
import { WitnessesController } from './seal/witnesses.controller.js';
import { ViewsController } from './views.controller.js';

/** Mounts every capability over the stores that `parts` provides. */
@Module({})
export class ServerModule {
  static over(parts: readonly Provider[], queries: readonly Type[]): DynamicModule {
    const { handlers, controllers } = routesOf(commands);
    return {
      module: ServerModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        ...controllers, EventsController, ReceiptController, WitnessesController, CompletenessController, EvidenceController, ViewDigestsController, ...queries, ViewsController, HealthController, MetricsController, OpenApiController,
      ], // prettier-ignore
      providers: [
        ...parts,
        ...handlers,
        CommandDesk,
        Ingest,
        EvidenceBook,
        AtPipe,
        { provide: APP_FILTER, useValue: new ProblemFilter(refusalsVi) },
        { provide: READ_BOOK, useClass: LedgerReadBook },
        // The first is the outermost: an answer is recorded before it is finished.
        { provide: APP_INTERCEPTOR, useClass: ReadAnswer },
        { provide: APP_INTERCEPTOR, useClass: SealWait },
        { provide: APP_INTERCEPTOR, useClass: PersonReads },
      ],
    };
  }
}
