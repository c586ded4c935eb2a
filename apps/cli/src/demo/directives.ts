import { cityUnit, support, systems, verification } from './units.js';

/** The duties that the city adopts. */
export const clauses = Array.from({ length: 104 - 16 + 1 }, (_, i) => `R${16 + i}`);
const assumed = (value: number) => ({ value, assumed: true });

/** The directive by which the city adopts those of Sa Đéc, Lào Cai and Hà Đông. */
export const directive = { directiveId: 'CV-SH-2025', number: '1208/UBND-NC', issuer: 'UBND thành phố Sen Hồng' };
/** Who is told of an incident at once (R98). */
export const incidentRecipients = ['UBND-TINH', 'CA-TP', 'CA-TINH'];

/**
 * The city adopts the directives of Sa Đéc (R16–R46), Lào Cai (R47–R84) and Hà Đông (R85–R104) clause by clause. Only
 * four numbers stand in them; the others are assumed.
 */
export const profile = {
  profileId: 'SEN-HONG-2025',
  title: 'Quy định của UBND thành phố Sen Hồng về tài khoản khai thác dữ liệu dân cư',
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
    surprisePerQuarter: assumed(1),
  },
  otherRules: 'assumed',
  inTrial: ['V-10', 'V-14', 'V-16'],
  incidentRecipients,
};

const role = (roleClass: string, functions: readonly string[], fields: readonly string[], duties: string[]) => ({
  roleClass,
  functions,
  fields,
  duties,
});
const { TTHC, KNTC } = systems;
/** Who may look up what in the city. */
export const regulation = {
  regulationId: 'QC-SH-2025',
  number: '12/2025/QĐ-UBND',
  unitScope: [cityUnit.unitId],
  roleCatalogue: [
    role('RECEPTION', TTHC.functions, TTHC.fields, ['Tiếp nhận và trả kết quả']),
    role(
      'RESULT_VERIFY',
      [...TTHC.functions, ...KNTC.functions, verification.function],
      [...new Set([...TTHC.fields, ...KNTC.fields, ...verification.fields])],
      ['Tiếp nhận và trả kết quả', 'Xác minh thông tin công dân', 'Giải quyết đơn', 'Công nghệ thông tin'],
    ),
    role('ADMIN_TECH', [support.function], [], ['Quản trị hệ thống', 'Công nghệ thông tin']),
  ],
};
