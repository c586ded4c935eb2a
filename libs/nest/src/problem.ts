import { told, type Fault } from './fault.js';

// code: [status, Vietnamese title, English title]
const problems = {
  'actor-required': [401, 'Thiếu hoặc sai tiêu đề X-Actor', 'The X-Actor header is missing or wrong'],
  'body-deep': [400, 'JSON lồng quá 32 tầng', 'The JSON is nested deeper than 32 levels'],
  'body-invalid': [400, 'Nội dung không hợp lệ', 'The body is not valid'],
  'body-large': [413, 'Nội dung quá lớn', 'The body is too large'],
  'body-number': [400, 'JSON có số vượt quá 2^53', 'The JSON has a number beyond 2^53'],
  'body-repeated-key': [400, 'JSON có khoá lặp lại', 'The JSON repeats a key'],
  'body-slow': [408, 'Nội dung đến quá chậm', 'The body came too slowly'],
  'body-syntax': [400, 'Nội dung không phải JSON đúng', 'The body is not well-formed JSON'],
  'body-text': [400, 'Nội dung không phải UTF-8 đúng', 'The body is not well-formed UTF-8'],
  'content-type': [415, 'Kiểu nội dung không được nhận', 'This content type is not taken'],
  contended: [409, 'Bản ghi đang được thay đổi; hãy thử lại', 'Others keep changing this; try again'],
  'cursor-invalid': [400, 'Con trỏ trang không hợp lệ', 'The cursor is not valid for this query'],
  'event-large': [400, 'Sự kiện quá lớn', 'The event is too large'],
  'evidence-large': [
    400,
    'Quá nhiều sự kiện cho một gói; hãy hỏi từng khoảng ngắn hơn',
    'Too many events for one package; ask for shorter times',
  ],
  'header-invalid': [400, 'Tiêu đề HTTP không hợp lệ', 'An HTTP header is not valid'],
  'headers-large': [431, 'Tiêu đề HTTP quá lớn', 'The HTTP headers are too large'],
  'host-unknown': [421, 'Máy chủ chỉ nhận localhost', 'This server is called localhost only'],
  'id-reused': [409, 'Mã này đã dùng cho nội dung khác', 'This id came before with another content'],
  'idempotency-key-required': [
    400,
    'Thiếu hoặc sai tiêu đề Idempotency-Key',
    'The Idempotency-Key is missing or wrong',
  ],
  'idempotency-key-reused': [422, 'Khoá này đã dùng cho lệnh khác', 'This key was used for another command'],
  'idempotency-key-running': [409, 'Lệnh mang khoá này đang chạy', 'A command with this key is still running'],
  'if-match-failed': [412, 'Bản ghi đã thay đổi từ lần đọc của bạn', 'It has changed since you read it'],
  'if-match-required': [428, 'Thiếu hoặc sai tiêu đề If-Match', 'The If-Match header is missing or wrong'],
  internal: [500, 'Lỗi bên trong máy chủ', 'The server failed'],
  'log-unavailable': [503, 'Sổ nhật ký không ghi được', 'The log cannot be written now'],
  'method-not-allowed': [405, 'Phương thức không được dùng ở đây', 'This method is not allowed here'],
  'not-found': [404, 'Không tìm thấy', 'Not found'],
  'not-ready': [503, 'Máy chủ chưa sẵn sàng', 'The server is not ready'],
  'not-sealed': [503, 'Sổ chưa được niêm phong lần nào', 'The log was not sealed yet'],
  'query-invalid': [400, 'Tham số truy vấn không hợp lệ', 'A query parameter is not valid'],
  'rate-limited': [429, 'Quá nhiều yêu cầu', 'Too many requests'],
  refused: [409, 'Lệnh bị từ chối theo quy tắc', 'The rules refuse this command'],
  'request-invalid': [400, 'Yêu cầu HTTP không hợp lệ', 'The HTTP request is not valid'],
  starting: [503, 'Máy chủ đang khởi động', 'The server is starting'],
  stopping: [503, 'Máy chủ đang dừng', 'The server is stopping'],
  'uri-long': [414, 'Địa chỉ quá dài', 'The address is too long'],
  'views-behind': [503, 'Dữ liệu đọc chưa theo kịp', 'The views have not reached that position yet'],
} as const satisfies Record<string, readonly [number, string, string]>;

/** The stable codes of every problem that is not a decider's own refusal. */
export type ProblemCode = keyof typeof problems;
export const problemCodes = Object.keys(problems) as readonly ProblemCode[];
export type Language = 'vi' | 'en';

export interface ProblemMore {
  /** One sentence that never repeats input; in one language, or in both. */
  detail?: string | Readonly<Record<Language, string>>;
  errors?: readonly Fault[];
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/** An answer that is not a success, as RFC 9457 has it. Throw it anywhere under a request. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: string,
    readonly kind: ProblemCode,
    readonly more: ProblemMore = {},
  ) {
    super(`${code}: ${problems[kind][2]}`, { cause: more.cause });
    this.name = 'Problem';
    this.status = problems[kind][0];
  }

  /** The `application/problem+json` body. */
  body(language: Language, traceId: string): object {
    const [status, vi, en] = problems[this.kind];
    const { detail, errors } = this.more;
    return {
      type: `urn:accessledger:problem:${this.code}`,
      code: this.code,
      title: language === 'vi' ? vi : en,
      status,
      ...(detail !== undefined && { detail: typeof detail === 'string' ? detail : detail[language] }),
      ...(errors && { errors: told(errors) }),
      traceId,
    };
  }
}

/** The problem of a code, to be thrown. */
export function problem(code: ProblemCode, more?: ProblemMore): Problem {
  return new Problem(code, code, more);
}

/** A wrong query parameter, by its name. */
export function badQuery(name: string, message: string): Problem {
  return problem('query-invalid', { errors: [{ pointer: `/${name}`, code: 'invalid', message }] });
}

/** The HTTP status of a code. */
export function statusOf(code: ProblemCode): number {
  return problems[code][0];
}

/** Vietnamese, unless `Accept-Language` likes English better (RFC 9110 §12.5.4). */
export function languageOf(header: string | undefined): Language {
  const weights = { vi: 0, en: 0 };
  for (const part of (header ?? '').split(',')) {
    const [tag, ...parameters] = part.trim().toLowerCase().split(';');
    const q = Number(
      parameters
        .find((p) => p.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    const language = tag.slice(0, 2);
    if ((language === 'vi' || language === 'en') && q > weights[language]) weights[language] = q;
  }
  return weights.en > weights.vi ? 'en' : 'vi';
}
