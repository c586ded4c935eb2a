/** What is done for a unit so that all is in order; attestations of a control by its R-id. */
export type CareOfUnit = 'unit-check' | 'periodic' | 'surprise' | 'R49' | 'R86' | 'R90';
/** A unit of the fictional city. */
export interface Unit {
  unitId: string;
  name: string;
  kind: string;
  parentUnitId?: string;
  /** What is left undone. */
  without?: readonly CareOfUnit[];
}
/** A unit of the city. */
export const under = (unitId: string, name: string, kind: string): Unit => ({
  unitId,
  name,
  kind,
  parentUnitId: 'TP-SH',
});

export const cityUnit: Unit = { unitId: 'TP-SH', name: 'UBND thành phố Sen Hồng', kind: 'city' };
/** Where petitions are handled. */
export const petitionUnits: readonly Unit[] = [
  under('TTRA', 'Thanh tra thành phố', 'inspectorate'),
  under('P-TP', 'Phòng Tư pháp', 'department'),
];
/** Where dossiers are received and handled. */
export const dossierUnits: readonly Unit[] = [
  under('MC-TP', 'Trung tâm Phục vụ hành chính công', 'centre'),
  under('P-TNMT', 'Phòng Tài nguyên và Môi trường', 'department'),
  under('P-LDTB', 'Phòng Lao động - Thương binh và Xã hội', 'department'),
  under('PH-01', 'UBND phường Tân Sen', 'commune'),
  under('PH-02', 'UBND phường An Lạc Đông', 'commune'),
  under('PH-03', 'UBND phường Hòa Bình Tây', 'commune'),
  under('XA-01', 'UBND xã Tân Khánh Nam', 'commune'),
  under('BD-TP', 'Bưu điện thành phố', 'POST'),
];
export const units: readonly Unit[] = [cityUnit, ...petitionUnits, ...dossierUnits];

/** What the two systems are called, what their accounts may do, and who sends their facts. */
export const systems = {
  TTHC: { functions: ['KIEM_TRA_TTCD'], fields: ['hoTen', 'ngaySinh', 'gioiTinh', 'noiThuongTru'] },
  KNTC: { functions: ['LAY_TTCD'], fields: ['hoTen', 'ngaySinh', 'noiThuongTru', 'noiOHienTai'] },
} as const;
export type System = keyof typeof systems;
/** What technicians may do. */
export const support = { function: 'HO_TRO_KY_THUAT' } as const;
/** A function and fields that an official who verifies residence may use, and a receptionist may not. */
export const verification = { function: 'XAC_MINH_CU_TRU', fields: ['quanHeVoiChuHo', 'soHoKhau'] } as const;
