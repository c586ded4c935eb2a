import { accept, AccountId, Citizen, field, Id, Instant, Optional } from '@app/capabilities';
import { schemasOf } from '@app/capabilities/controllers.js';
import type { EvidenceAsked } from '@app/evidence';
import { problem, type Fault, type TokenOf } from '@app/nest';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const Finding = () =>
  field({
    name: 'the id of a finding',
    schema: { type: 'string', format: 'uuid' },
    check: (value) => typeof value === 'string' && uuid.test(value),
    normal: (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  });

/** What evidence is asked for with: one subject, a half-open time of occurrence, and what it is for. */
class EvidenceBody {
  @Optional() @AccountId() accountId?: string;
  @Optional() @Id() officialId?: string;
  @Optional() @Id() deviceId?: string;
  @Optional() @Id() dossierId?: string;
  /** The number of a citizen, which becomes a token here and is kept nowhere. */
  @Optional() @Citizen() subjectToken?: string;
  @Instant() from!: string;
  @Instant() to!: string;
  /** The finding whose open case it is for. */
  @Optional() @Finding() findingId?: string;
  @Optional() @Id() inspectionId?: string;
}
const subjects = ['accountId', 'officialId', 'deviceId', 'dossierId', 'subjectToken'] as const;
const purposes = ['findingId', 'inspectionId'] as const;

/** The JSON Schema of the body. */
export const evidenceBodySchema = {
  type: 'object',
  properties: schemasOf(EvidenceBody),
  required: ['from', 'to'],
  additionalProperties: false,
  allOf: [
    { oneOf: subjects.map((name) => ({ required: [name] })) },
    { anyOf: purposes.map((name) => ({ required: [name] })) },
  ],
};

/** The question in a body; 400 `body-invalid` where it is none. */
export function evidenceAskedIn(body: unknown, tokenOf: TokenOf): EvidenceAsked & { from: string; to: string } {
  const accepted = accept(EvidenceBody, body, tokenOf);
  if ('faults' in accepted) throw invalid(...accepted.faults);
  const { from, to, findingId, inspectionId, ...named } = accepted.value;
  const [[name, id] = ['', ''], ...more] = Object.entries(named);
  if (name === '' || more.length > 0) throw invalid(fault('', 'subject', `name exactly one of ${subjects.join(', ')}`));
  if (findingId === undefined && inspectionId === undefined)
    throw invalid(fault('', 'purpose', `say what it is for: ${purposes.join(' or ')}`));
  if (to <= from) throw invalid(fault('/to', 'invalid', 'to must be later than from'));
  return {
    subject: { [name]: id } as EvidenceAsked['subject'],
    ...{ from, to },
    ...(findingId !== undefined && { findingId }),
    ...(inspectionId !== undefined && { inspectionId }),
  };
}

const fault = (pointer: string, code: string, message: string): Fault => ({ pointer, code, message });
const invalid = (...errors: readonly Fault[]) => problem('body-invalid', { errors });
