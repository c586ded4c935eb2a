import { ofType } from './folders.js';
import { grantAt } from './life.js';
import type { Rule } from './rule.js';
import { rules } from './rules/index.js';
import { granted, misuse } from './story.js';

/**
 * What a person reported is a finding like any other (R89): of the id that its case has from the report, as grave as the
 * report says, and there for every profile, since no rule of the ledger judged it. It is no rule: it has no version that
 * anybody publishes, and cannot be suppressed. Who reported it stays under the report's seal.
 */
export const reportedMisuse: Rule = {
  code: 'MISUSE',
  version: 1,
  status: 'stable',
  always: true,
  titleVi: 'Lạm dụng do người khác báo tin',
  titleEn: 'Misuse that a person reported',
  clauses: ['R89', 'R29', 'R65'],
  params: [],
  severity: 'medium',
  judges: {
    case: ({ facts }, light) =>
      ofType(facts, 'MisuseReported').map(({ id, data }) => {
        const { accountId, officialId, severity, since } = data;
        const grant = accountId === undefined ? undefined : grantAt(light.account(accountId), since);
        return {
          // As `reportMisuse` names it.
          dedupKey: accountId ?? officialId!,
          anchor: id,
          occurredAt: since,
          since,
          severity: severity as Rule['severity'],
          ...{ accountId, officialId, unitId: data.unitId ?? grant?.data.unitId },
          evidence: [id],
        };
      }),
  },
  falsePositives: ['A report by mistake, or out of spite: whoever works on the case hears the official first.'],
  nextStepsVi: ['Phân loại, giao người xem xét không cùng tuyến', 'Yêu cầu giải trình', 'Giữ kín người báo tin'],
  examples: [
    {
      title: 'an account that is said to be misused, and an official',
      given: [
        granted('2025-03-01 07:00'),
        misuse('2025-03-03 09:00'),
        misuse('2025-03-04 09:00', { findingId: 'finding-8', accountId: undefined, severity: 'low' }),
      ],
      finds: [
        { since: '2025-03-03 09:00', severity: 'high', accountId: 'TTHC:an' },
        { since: '2025-03-04 09:00', severity: 'low' },
      ],
    },
    { title: 'nothing that nobody reported', given: [granted('2025-03-01 07:00')], finds: [] },
  ],
};

/** All that findings come from: the rules, and what people report. */
export const judging: readonly Rule[] = [...rules, reportedMisuse];
