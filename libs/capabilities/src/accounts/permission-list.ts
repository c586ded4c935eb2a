import { table, type Rows, type View, type ViewedEvent } from '@app/ledger';
import type { MfaEnrolled, PasswordRotated } from '../credentials/events.js';
import { factOf, lifeTable, relive, type Fact, type Interval } from '../life.js';
import { rightsOf, type RightStatus, type Rights } from './grant-timeline.js';

/**
 * What an account may do from `validFrom` up to `validTo`, and the events that made it so. The grant's own days stand
 * apart, since acts cut it short.
 */
export interface Permission extends Interval {
  accountId: string;
  status: RightStatus;
  grantId: string;
  officialId: string;
  unitId: string;
  system: string;
  accountClass: string;
  roleClass: string;
  holderType: string;
  functions: readonly string[];
  fields: readonly string[];
  grantValidFrom: string;
  grantValidTo?: string;
  decisionNo?: string;
  approvedBy?: string;
  imported: number;
  grantEventId: string;
  grantPosition: number;
  scopeEventId: string;
  scopePosition: number;
  statusEventId: string;
  statusPosition: number;
}

/** One row an account and interval, with every state in which it was ever known. */
export const permission = table<Permission>('permission', 'temporal', {
  key: ['accountId', 'validFrom'],
  columns: {
    accountId: 'text',
    validFrom: 'text',
    validTo: 'text',
    status: 'text',
    grantId: 'text',
    officialId: 'text',
    unitId: 'text',
    system: 'text',
    accountClass: 'text',
    roleClass: 'text',
    holderType: 'text',
    functions: 'json',
    fields: 'json',
    grantValidFrom: 'text',
    grantValidTo: 'text',
    decisionNo: 'text',
    approvedBy: 'text',
    imported: 'integer',
    grantEventId: 'text',
    grantPosition: 'integer',
    scopeEventId: 'text',
    scopePosition: 'integer',
    statusEventId: 'text',
    statusPosition: 'integer',
  },
  indexes: [
    ['officialId', 'accountId'],
    ['unitId', 'accountId'],
  ],
});
const accountLife = lifeTable('account_life');

interface Rotation {
  accountId: string;
  rotatedAt: string;
  credentialKind: string;
}
/** Every replaced password. */
export const passwordRotation = table<Rotation>('password_rotation', 'log', {
  key: [],
  columns: { accountId: 'text', rotatedAt: 'text', credentialKind: 'text' },
  indexes: [['accountId', 'rotatedAt', 'position', 'credentialKind']],
});

interface MfaChange {
  accountId: string;
  occurredAt: string;
  factorType: string;
  enrolled: number;
}
/** Every factor enrolled (1) or removed (0). */
export const mfaChange = table<MfaChange>('mfa_change', 'log', {
  key: [],
  columns: { accountId: 'text', occurredAt: 'text', factorType: 'text', enrolled: 'integer' },
  indexes: [['accountId', 'occurredAt', 'position']],
});

/** The rights of every account at every instant, as known at every position, with the age of its credentials. */
export const permissionsView: View = {
  name: 'permissions',
  version: 1,
  tables: [permission, accountLife, passwordRotation, mfaChange],
  apply: {
    AccountGranted: (rows, event) => live(rows, event, (event.data as { validFrom: string }).validFrom),
    AccountScopeChanged: (rows, event) => live(rows, event, effectOf(event)),
    AccountSuspended: (rows, event) => live(rows, event, effectOf(event)),
    AccountReinstated: (rows, event) => live(rows, event, effectOf(event)),
    AccountRevoked: (rows, event) => live(rows, event, effectOf(event)),
    PasswordRotated(rows, event) {
      const { accountId, rotatedAt, credentialKind } = event.data as PasswordRotated;
      rows.put(passwordRotation, { accountId, rotatedAt, credentialKind });
    },
    MfaEnrolled: (rows, event) => changeMfa(rows, event, 1),
    MfaRemoved: (rows, event) => changeMfa(rows, event, 0),
  },
};

const effectOf = ({ data }: ViewedEvent) => (data as { effectiveAt: string }).effectiveAt;

function live(rows: Rows, event: ViewedEvent, effectiveAt: string): void {
  const { accountId } = event.data as { accountId: string };
  const intervalsOf = (facts: readonly Fact[]) => rightsOf(facts).map((rights) => rowOf(accountId, rights));
  relive(rows, accountLife, permission, accountId, factOf(event, effectiveAt), intervalsOf);
}

function changeMfa(rows: Rows, { data, occurredAt }: ViewedEvent, enrolled: number): void {
  const { accountId, factorType } = data as MfaEnrolled;
  rows.put(mfaChange, { accountId, occurredAt, factorType, enrolled });
}

function rowOf(accountId: string, { from, to, terms, ...rights }: Rights): Permission {
  const { grantId, officialId, unitId, system, accountClass, holderType, decisionNo, approvedBy } = terms;
  return {
    accountId,
    validFrom: from,
    ...(to !== undefined && { validTo: to }),
    status: rights.status,
    grantId,
    officialId,
    unitId,
    system,
    accountClass,
    roleClass: rights.roleClass,
    holderType,
    functions: rights.functions,
    fields: rights.fields,
    grantValidFrom: terms.validFrom,
    ...(terms.validTo !== undefined && { grantValidTo: terms.validTo }),
    ...(decisionNo !== undefined && { decisionNo }),
    ...(approvedBy !== undefined && { approvedBy }),
    imported: terms.imported ? 1 : 0,
    grantEventId: rights.grantedBy.eventId,
    grantPosition: rights.grantedBy.position,
    scopeEventId: rights.scopeBy.eventId,
    scopePosition: rights.scopeBy.position,
    statusEventId: rights.statusBy.eventId,
    statusPosition: rights.statusBy.position,
  };
}
