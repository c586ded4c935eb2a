/** What the ledger's words mean to a reader of the demo, Vietnamese first. A word that is not here stands as it is. */
export const inWords = (word: string): string => {
  const vi = words[word];
  return vi === undefined ? word : `${vi} · ${word}`;
};

const words: Readonly<Record<string, string>> = {
  low: 'thấp',
  medium: 'vừa',
  high: 'cao',
  critical: 'nghiêm trọng',
  standing: 'còn đó',
  remedied: 'đã khắc phục',
  active: 'hiệu lực',
  suspended: 'tạm khóa',
  revoked: 'đã thu hồi',
  expired: 'hết hạn',
  OfficialRegistered: 'cán bộ vào sổ',
  HolderChanged: 'thay đổi nhân sự',
  AccountReserved: 'giữ chỗ tài khoản',
  AccountReservationReleased: 'trả chỗ tài khoản',
  AccountGranted: 'cấp tài khoản',
  AccountRevoked: 'thu hồi tài khoản',
  MfaEnrolled: 'đăng ký MFA',
  PasswordRotated: 'đổi mật khẩu',
  SessionStarted: 'mở phiên',
  SessionEnded: 'đóng phiên',
  DossierObserved: 'hồ sơ đến',
  DossierClosed: 'hồ sơ xong',
  LookupPerformed: 'tra cứu',
  LookupDenied: 'tra cứu bị từ chối',
  LookupJustified: 'giải trình',
};
