/** A directive of the seeds: Hải Phòng 2025, Sa Đéc 2024, Lào Cai 2025 (its text, and its header), Hà Đông 2022. */
export type Seed = 'S0' | 'S1' | 'S2' | 'S3' | 'S4';

/** A duty as a directive states it: where it stands (`§1.3` = clause 1, third dash) and its words, `…` for what is left out, `[…]` for what must have been meant. */
export interface Clause {
  seeds: readonly Seed[];
  clause: string;
  phrase: string;
}

const of =
  (...seeds: Seed[]) =>
  (clause: string, phrase: string): Clause => ({ seeds, clause, phrase });
const [s0, s1, s2, s4] = [of('S0'), of('S1'), of('S2', 'S3'), of('S4')];
const all = of('S1', 'S2', 'S3', 'S4');

/** Every duty of the five directives, by R-id: what a policy, a rule or a finding cites. */
export const clauses = {
  R01: s0('§1', 'quán triệt đến cán bộ, công chức sử dụng Hệ thống'),
  R02: s0('§1.1', 'Không … cố ý gây thiệt hại, mất mát, lộ lọt thông tin'),
  R03: s0('§1.1', 'Không tự ý truy cập'),
  R04: s0('§1.1', 'thực hiện các chức năng nằm ngoài quyền hạn'),
  R05: s0('§1.1', 'khai thác, tấn công hoặc lợi dụng các vấn đề, điểm yếu an ninh trong kết nối'),
  R06: s0('§1.2', 'bảo vệ các thông tin trong khi sử dụng, lưu trữ, truyền tải'),
  R07: s0('§1.3', 'đảm bảo an toàn cho những thông tin nhận được, khai thác được'),
  R08: s0('§1.3', 'không bị tiết lộ, sử dụng, lưu trữ, mô phỏng hoặc sao chép phục vụ cho mục đích cá nhân'),
  R09: s0('§1.4', 'Thông báo ngay cho Công an thành phố khi phát hiện'),
  R10: s0('§1.4', 'để tổng hợp, báo cáo Cục Cảnh sát Quản lý hành chính về trật tự xã hội'),
  R11: s0('§2.1', 'Lấy thông tin công dân từ Cơ sở dữ liệu quốc gia về dân cư'),
  R12: s0('§2.2', 'Theo dõi, đôn đốc'),
  R13: s0('§2.3', 'Báo cáo Ủy ban nhân dân thành phố kết quả'),
  R14: s0('§3', 'phối hợp … báo cáo Ủy ban nhân dân thành phố kết quả'),
  R15: s0('kết', 'thông báo để các cơ quan, tổ chức liên quan thực hiện'),
  R16: s1('mở đầu', 'chấn chỉnh việc sử dụng tài khoản được cấp quyền'),
  R17: s1('§1.1', 'Rà soát, thống kê tình hình sử dụng tài khoản'),
  R18: s1('§1.1', 'Tài khoản có phân quyền vai trò một cửa'),
  R19: s1('§1.1', 'người lao động, nhân viên Bưu điện'),
  R20: s1('§1.1', 'Biểu mẫu thống kê kèm theo'),
  R21: s1('§1.1', 'trước ngày 24 tháng 9 năm 2024'),
  R22: s1('§1.2', 'tình hình thay đổi (Thêm mới, nghỉ việc, chuyển công tác,..)'),
  R23: s1('§1.2', 'trong vòng 5 ngày làm việc, kể từ ngày phát sinh thay đổi'),
  R24: s1('§1.2', 'qua Sở Thông tin và Truyền thông (Nhóm Zalo: TPSĐ - Hỗ trợ DVC-MC)'),
  R25: s1('§1.3', 'định kỳ thay đổi mật khẩu'),
  R26: s1('§1.3', 'không sử dụng mật khẩu mặc định'),
  R27: s1('§1.3', 'đặt mật khẩu phức tạp'),
  R28: s1('§1.3', 'không lưu mật khẩu trên các trình duyệt'),
  R29: s1('§1.3', 'Tuyệt đối không … vào bất kỳ mục đích cá nhân, mục đích khác'),
  R30: s1('§1.3', 'phục vụ quá trình tiếp nhận và giải quyết hồ sơ TTHC'),
  R31: s1('§1.4', 'Thông báo, đề nghị về Công an Thành phố … khi có thay đổi máy tính'),
  R32: s1('§1.4', 'rà quét, kiểm tra tình hình an toàn thông tin của thiết bị'),
  R33: s1('§2', 'thực hiện nghiêm túc theo các nội dung tại khoản 1'),
  R34: s1('§3.1', 'chậm nhất đến ngày 26 tháng 9 năm 2024'),
  R35: s1('§3.2', 'thành lập Tổ kiểm tra an toàn thông tin'),
  R36: s1('§3.2', 'thường xuyên thực hiện việc kiểm tra các thiết bị'),
  R37: s1('§3.2', 'thiết bị phần cứng khi được bổ sung, thay thế phải kiểm tra trước khi kết nối'),
  R38: s1('§3.2', 'kịp thời phát hiện các dấu hiệu bất thường trong khai thác thông tin'),
  R39: s1('§3.2', 'Định kỳ, hàng tháng báo cáo tình hình sử dụng tài khoản … (Qua Công an Thành phố)'),
  R40: s1('§3.3', 'Rà soát hạ tầng thiết bị … kịp thời đề xuất'),
  R41: s1('§3.3', 'Khắc phục những hạn chế, tồn tại … tháng 6 năm 2024'),
  R42: s1('§3.4', 'các tài khoản bị lộ lọt mật khẩu'),
  R43: s1('§3.4', 'kịp thời nhắc nhở, hướng dẫn biện pháp xử lý'),
  R44: s1('§3.4', 'Định kỳ hàng quý, báo cáo … tình hình mất an toàn, an ninh thông tin'),
  R45: s1('§3b', 'rà quét các thiết bị máy chủ, thiết bị đầu cuối … khi có yêu cầu'),
  R46: s1('§3b', 'thường xuyên theo dõi tình hình đảm bảo an toàn thông tin'),
  R47: s2('mở đầu', 'Thực hiện Công văn số 4746/BCA-C06 ngày 20/10/2025'),
  R48: s2('§1', 'phải thực hiện theo đúng các quy định của pháp luật'),
  R49: s2('§1', 'đáp ứng các tiêu chuẩn, quy chuẩn kỹ thuật công nghệ thông tin'),
  R50: s2('§1', 'tuân thủ quy định về bảo vệ dữ liệu cá nhân'),
  R51: s2('§2', 'kịp thời ban hành văn bản quy định cụ thể về việc phân quyền và khai thác'),
  R52: s2('§2.1', 'Phân quyền đúng chức trách, nhiệm vụ'),
  R53: s2('§2.1', 'cán bộ trực tiếp tiếp nhận hồ sơ TTHC … cấp tỉnh, cấp xã, Trung tâm Phục vụ hành chính công'),
  R54: s2('§2.1', 'phụ trách khâu trả kết quả, xác minh thông tin công dân phục vụ xử lý hồ sơ'),
  R55: s2('§2.1', 'cán bộ quản trị hệ thống, cán bộ kỹ thuật được lãnh đạo giao nhiệm vụ'),
  R56: s2('§2.1', 'quản lý tài khoản, nhật ký truy cập'),
  R57: s2('§2.2', 'Quy định rõ và tổ chức quán triệt'),
  R58: s2('§2.2', 'thực hiện đúng chức trách, nhiệm vụ được giao'),
  R59: s2('§2.2', 'chỉ phục vụ trực tiếp cho việc giải quyết TTHC'),
  R60: s2('§2.2', 'chỉ khai thác dữ liệu khi có hồ sơ TTHC'),
  R61: s2('§2.2', 'bảo mật nhà nước, bảo vệ dữ liệu cá nhân'),
  R62: s2('§2.2', 'tuyệt đối không tìm kiếm thông tin phục vụ mục đích cá nhân'),
  R63: s2('§2.2', 'không khai thác trái phép'),
  R64: s2('§2.2', 'không sao phép [sao chép]'),
  R65: s2('§2.2', 'chuyển giao, cung cấp thông tin cho bên thứ ba'),
  R66: s2('§2.2', 'chịu trách nhiệm trước pháp luật nếu vi phạm'),
  R67: s2('§2.3', 'cử cán bộ làm đầu mối phối hợp với … Cục Cảnh sát QLHC về TTXH'),
  R68: s2('§2.3', 'chịu trách nhiệm quản lý phạm vi khai thác thông tin'),
  R69: s2('§2.3', 'gửi danh sách về Bộ Công an để phối hợp'),
  R70: s2('§3', 'bàn giao, lắp đặt, vận hành … (hệ thống SOC)'),
  R71: s2('§3', 'thường xuyên kiểm tra việc tuân thủ'),
  R72: s2('§3', 'ban hành các quy trình, quy chế, quy định bắt buộc'),
  R73: s2('§4', 'xác thực đa nhân tố đối với các tài khoản cán bộ'),
  R74: s2('§4', 'quy định về mật khẩu khó'),
  R75: s2('§4', 'tự động đổi mật khẩu sau 90 ngày'),
  R76: s2('§4', 'phần mềm phòng chống mã độc cho máy tính'),
  R77: s2('§5', 'tăng cường kiểm tra, giám sát và xử lý vi phạm trong sử dụng tài khoản'),
  R78: s2('§5', 'đưa tiêu chí … vào nội dung đánh giá thi đua, khen thưởng, kỷ luật hàng năm'),
  R79: s2('§5', 'thu hồi tài khoản ngay khi phát hiện vi phạm'),
  R80: s2('§5', 'hoặc khi cán bộ không còn nhiệm vụ'),
  R81: s2('§5', 'giám sát kiểm tra định kỳ (ít nhất 02 lần/năm)'),
  R82: s2('§5', 'thường xuyên kiểm tra đột xuất đối với các tài khoản'),
  R83: s2('§5', 'kịp thời phát hiện ngăn chặn, xử lý các trường hợp vi phạm'),
  R84: s2('§5', 'phải trang cấp bản quyền sử dụng phần mềm'),
  R85: s4('§1.1', 'đúng mục đích yêu cầu nghiệp vụ, đối tượng sử dụng'),
  R86: s4('§1.1', 'bảo đảm an toàn cho những thông tin nhận được'),
  R87: s4('§1.1', 'đúng vai trò, nhiệm vụ của công chức và tổ chức'),
  R88: s4('§1.2', 'Chỉ sử dụng dữ liệu … đúng mục đích'),
  R89: s4(
    '§1.2',
    'phát hiện bất kỳ cá nhân nào sử dụng tài khoản với mục đích cá nhân, kịp thời báo cáo cấp trên xử lý, kỷ luật',
  ),
  R90: s4('§1.3', 'bảo vệ các thông tin trong khi sử dụng, lưu trữ, truyền tải'),
  R91: s4('§1.4', 'thường xuyên thay đổi mật khẩu tài khoản'),
  R92: s4('§1.4', 'nghiêm cấm việc cung cấp tài khoản cho người khác hoặc sử dụng tài khoản của người khác'),
  R93: s4('§1.5', 'đăng xuất, thoát khỏi phiên làm việc'),
  R94: s4('§1.5', 'khóa/tắt thiết bị trước khi rời khỏi vị trí'),
  R95: s4('§1.6', 'Cán bộ chỉ được cấp một tài khoản'),
  R96: s4('§1.6', 'chức năng phù hợp với nhiệm vụ được phân công'),
  R97: s4(
    '§1.6',
    'chuyển công tác … nghỉ công tác … thu hồi/báo cáo đơn vị quản trị, vận hành hệ thống hủy bỏ các quyền',
  ),
  R98: s4('§1.7', 'Thông báo ngay cho lãnh đạo cấp trên, Công an quận, Công an Thành phố'),
  R99: s4('§2', 'kiểm tra việc cán bộ … quản lý tài khoản sử dụng tối thiểu 03 tháng/lần'),
  R100: s4('§2', 'xử lý các trường hợp để lộ mất tài khoản, mật khẩu và dữ liệu'),
  R101: s4('§3', 'chủ trì tổng hợp các vấn đề … báo cáo UBND quận, UBND Thành phố và Công an Thành phố'),
  R102: s4('§4.1', 'rà soát danh mục thủ tục hành chính'),
  R103: s4('§4.2', 'giải quyết vướng mắc'),
  R104: all('kết', 'Yêu cầu … nghiêm túc'),
} as const satisfies Record<string, Clause>;
/** The id of a duty: R01 to R104. */
export type ClauseId = keyof typeof clauses;

/** Whether a text is the id of a known duty. */
export const isClause = (id: string): id is ClauseId => Object.hasOwn(clauses, id);
