import { startOfDay } from '../time.js';
import { clauses, type Seed } from './clauses.js';
import { parameterDefaults, type Parameter, type ParameterName, type PolicyProfileSet } from './events.js';

/** A profile but for the units that it is to bind and the name it gets. */
export type ReadyProfile = Readonly<Omit<PolicyProfileSet, 'profileId' | 'unitScope'>>;

/**
 * The four localities' directives as profiles. Numbers that a directive gives are cited; all others are assumed. The
 * days of Sa Đéc and Hải Phòng are assumed too: their directives leave the day blank.
 */
export const readyProfiles = {
  'hai-phong': profile('Hải Phòng 2025 (499/TTCP-TTTT)', '2025-04-01', 'S0', {}),
  'sa-dec': profile('Sa Đéc 9/2024 (52/UBND-HCC)', '2024-09-12', 'S1', { changeNotifyWd: cited(5, 'R23') }),
  'lao-cai': profile('Lào Cai 3736/UBND-NC (06/11/2025)', '2025-11-06', 'S2', {
    passwordDays: cited(90, 'R75'),
    inspectionsPerYear: cited(2, 'R81'),
    suspendOnConfirm: cited(1, 'R79'),
  }),
  'ha-dong': profile('Hà Đông 1666/UBND-VP (11/7/2022)', '2022-07-11', 'S4', { unitCheckMonths: cited(3, 'R99') }),
} as const satisfies Record<string, ReadyProfile>;

function profile(
  title: string,
  firstDay: string,
  seed: Seed,
  given: Partial<Record<ParameterName, Parameter>>,
): ReadyProfile {
  const assumed = Object.entries(parameterDefaults).map(([name, value]): [string, Parameter] => [
    name,
    { value, assumed: true },
  ]);
  return {
    title,
    effectiveFrom: startOfDay(firstDay),
    clauses: Object.entries(clauses)
      .filter(([, { seeds }]) => seeds.includes(seed))
      .map(([id]) => id),
    params: { ...Object.fromEntries(assumed), ...given },
    otherRules: 'assumed',
  };
}

function cited(value: number, clause: keyof typeof clauses): Parameter {
  return { value, clause };
}
