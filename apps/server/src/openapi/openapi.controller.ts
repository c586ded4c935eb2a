import { Controller, Get } from '@nestjs/common';
import { Describe, Routes } from '@app/nest';
import { documentOf } from './document.js';

/** `GET /openapi.json`: what this server can do, written from its own routes and classes. */
@Controller('openapi.json')
export class OpenApiController {
  private document: object | undefined;

  constructor(private readonly routes: Routes) {}

  @Get()
  @Describe({ summary: 'This document', open: true })
  read(): object {
    return (this.document ??= documentOf(this.routes.all));
  }
}
