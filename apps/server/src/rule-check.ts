import { fileHashOf, publishedVersions, versionName } from '@app/capabilities';
import type { Queries } from '@app/ledger';

/**
 * Refuses a log that names a version of a rule which this build lacks, or whose file is another one here: what was
 * judged by it could not be judged again. Throws an Error for people.
 */
export async function assertRulesKept(queries: Queries): Promise<void> {
  const published = await publishedVersions(queries, { asOf: '9999', knownAt: Number.MAX_SAFE_INTEGER - 1 });
  const lacking = published.filter((rule) => fileHashOf(rule) === undefined).map(versionName);
  const changed = published.filter((rule) => ![undefined, rule.fileHash].includes(fileHashOf(rule))).map(versionName);
  if (lacking.length > 0) {
    throw new Error(
      `Sổ đã công bố quy tắc ${lacking.join(', ')} mà bản này không có; hãy chạy bản có các quy tắc đó\n` +
        `The log names ${lacking.join(', ')}, which this build lacks; run the build that has them`,
    );
  }
  if (changed.length > 0) {
    throw new Error(
      `Tệp quy tắc ${changed.join(', ')} khác với bản đã công bố dù cùng phiên bản; hãy chạy bản đã công bố\n` +
        `The file of ${changed.join(', ')} differs from the published one of that version; run the build that published it`,
    );
  }
}
