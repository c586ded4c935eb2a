import { given } from '@app/ledger/given.js';
import { accept } from '../fields.js';
import type { AccountGranted } from './events.js';
import { ReportAccountSharing, sharing } from './sharing.js';

const granted = { type: 'AccountGranted', data: { accountId: 'TTHC:an' } as AccountGranted } as const;
const report = {
  reportId: 'r1',
  accountId: 'TTHC:an',
  reporterSealed: 'seal:2f6c1d0b9a7e4835',
  basis: 'hai người cùng dùng một máy',
  seenAt: '2025-03-01T00:00:00.000Z',
};
const reported = { type: 'AccountSharingReported', data: report } as const;

describe('the sharing of an account', () => {
  it('is reported', () => {
    given(sharing, granted)
      .when('ReportAccountSharing', { ...report, occurredAt: report.seenAt })
      .then(reported);
  });
  it('is not reported of an account that was never granted', () => {
    given(sharing).when('ReportAccountSharing', report).refused('ever granted');
  });
  it('is reported once under an id, and by others too', () => {
    const other = { ...report, reportId: 'r2' };
    given(sharing, granted, reported).when('ReportAccountSharing', report).refused('exactly this');
    given(sharing, granted, reported)
      .when('ReportAccountSharing', other)
      .then({ type: 'AccountSharingReported', data: other });
  });
  it('is not reported before it was seen', () => {
    given(sharing, granted)
      .when('ReportAccountSharing', { ...report, occurredAt: '2025-02-28T00:00:00.000Z' })
      .refused('before it happened');
  });
  it('is not reported under a name in clear', () => {
    for (const reporterSealed of ['CB-17', '001099000777', 'seal:cb 17']) {
      const checked = accept(ReportAccountSharing, { ...report, reporterSealed }, () => '');
      expect(checked).toMatchObject({ faults: [{ pointer: '/reporterSealed' }] });
      expect(JSON.stringify(checked)).not.toContain(reporterSealed);
    }
  });
});
