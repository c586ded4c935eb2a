import { cityUnit, systems, units, verification } from './units.js';

const from = '2025-11-09T17:00:00.000Z';
const clauses = Array.from({ length: 104 - 16 + 1 }, (_, i) => `R${16 + i}`);
const assumed = (value: number) => ({ value, assumed: true });

/**
 * The city adopts the directives of Sa Đéc (R16–R46), Lào Cai (R47–R84) and Hà Đông (R85–R104) clause by clause. Only
 * four numbers stand in them; the others are assumed.
 */
export const profile = {
  profileId: 'SEN-HONG-2025',
  title: 'Quy định của UBND thành phố Sen Hồng về tài khoản khai thác dữ liệu dân cư',
  unitScope: units.map((unit) => unit.unitId),
  effectiveFrom: from,
  clauses,
  params: {
    passwordDays: { value: 90, clause: 'R75' },
    unitCheckMonths: { value: 3, clause: 'R99' },
    inspectionsPerYear: { value: 2, clause: 'R81' },
    changeNotifyWd: { value: 5, clause: 'R23' },
    linkGraceWd: assumed(1),
    resultTailWd: assumed(3),
    revokeDutyWd: assumed(1),
    suspendWorkingHours: assumed(4),
    incidentNotifyHours: assumed(2),
  },
  otherRules: 'assumed',
  inTrial: ['V-14'],
};

const role = (roleClass: string, functions: readonly string[], fields: readonly string[], duties: string[]) => ({
  roleClass,
  functions,
  fields,
  duties,
});
const { TTHC, KNTC } = systems;
/** What the officials of the city do, in the words of its regulation. */
export const duties = {
  counter: 'Tiếp nhận và trả kết quả hồ sơ',
  results: 'Trả kết quả, xác minh thông tin công dân',
  petitions: 'Giải quyết đơn khiếu nại, tố cáo',
};
/** Who may look up what in the city. */
export const regulation = {
  regulationId: 'QC-SH-2025',
  number: '12/2025/QĐ-UBND',
  unitScope: [cityUnit.unitId],
  effectiveFrom: from,
  roleCatalogue: [
    role('RECEPTION', TTHC.functions, TTHC.fields, [duties.counter, duties.petitions]),
    role(
      'RESULT_VERIFY',
      [...TTHC.functions, ...KNTC.functions, verification.function],
      [...new Set([...TTHC.fields, ...KNTC.fields, ...verification.fields])],
      [duties.counter, duties.results, duties.petitions],
    ),
  ],
};
