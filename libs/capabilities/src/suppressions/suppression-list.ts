import { table, type View } from '@app/ledger';
import type { SuppressionEnded, SuppressionGranted } from './events.js';

/** A suppression: what it covers, and from when to when it holds in the world. */
export interface SuppressionRow {
  suppressionId: string;
  ruleCode: string;
  accountId?: string;
  officialId?: string;
  unitId?: string;
  owner: string;
  ticket: string;
  residualCoverage: string;
  startsAt: string;
  expiresAt: string;
  /** When it expires or was ended. */
  endsAt: string;
  endedBy?: string;
  endReason?: string;
}
export const suppressions = table<SuppressionRow>('suppression', 'temporal', {
  key: ['suppressionId'],
  columns: {
    suppressionId: 'text',
    ruleCode: 'text',
    accountId: 'text',
    officialId: 'text',
    unitId: 'text',
    owner: 'text',
    ticket: 'text',
    residualCoverage: 'text',
    startsAt: 'text',
    expiresAt: 'text',
    endsAt: 'text',
    endedBy: 'text',
    endReason: 'text',
  },
  indexes: [['endsAt']],
});

/** Every suppression that was ever granted, as known at every position. */
export const suppressionsView: View = {
  name: 'suppressions',
  version: 1,
  tables: [suppressions],
  apply: {
    SuppressionGranted(rows, { data }) {
      const { scope, ...granted } = data as SuppressionGranted;
      rows.put(suppressions, { ...granted, ...scope, endsAt: granted.expiresAt });
    },
    SuppressionEnded(rows, { data, occurredAt }) {
      const { suppressionId, endedBy, reason } = data as SuppressionEnded;
      const row = rows.get(suppressions, suppressionId)!;
      const endsAt = occurredAt < row.expiresAt ? occurredAt : row.expiresAt;
      rows.put(suppressions, { ...row, endsAt, endedBy, endReason: reason });
    },
  },
};
