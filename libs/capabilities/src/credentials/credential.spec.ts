import { given } from '@app/ledger/given.js';
import type { AccountGranted } from '../accounts/events.js';
import { credential } from './credential.js';

const granted = { type: 'AccountGranted', data: { accountId: 'TTHC:an' } as AccountGranted } as const;
const report = { accountId: 'TTHC:an', origin: 'SOC', detectedAt: '2025-03-01T00:00:00.000Z' };
const reported = { type: 'CredentialCompromiseReported', data: report } as const;

describe('a compromised credential', () => {
  it('is reported on the account’s stream', () => {
    expect(credential.idOf(report)).toBe('TTHC:an');
    given(credential, granted)
      .when('ReportCompromise', { ...report, occurredAt: '2025-03-02T00:00:00.000Z' })
      .then(reported);
  });
  it('is not reported for an account that was never granted', () => {
    given(credential).when('ReportCompromise', report).refused('ever granted');
  });
  it('is reported once', () => {
    given(credential, granted, reported).when('ReportCompromise', report).refused('already reported');
  });
  it('may be detected again by another', () => {
    const byUser = { ...report, origin: 'user' };
    given(credential, granted, reported)
      .when('ReportCompromise', byUser)
      .then({ type: 'CredentialCompromiseReported', data: byUser });
  });
  it('is not reported before it was detected', () => {
    given(credential, granted)
      .when('ReportCompromise', { ...report, occurredAt: '2025-02-28T00:00:00.000Z' })
      .refused('before it was detected');
  });
});
