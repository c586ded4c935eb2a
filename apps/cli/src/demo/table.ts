import Table from 'cli-table3';

const noLine = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

/** A table for the terminal, ruled under its head only. `figures` are the columns set right. */
export function tableOf(
  head: readonly string[],
  figures: readonly number[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [] },
    colAligns: head.map((_, column) => (figures.includes(column) ? 'right' : 'left')),
    chars: noLine,
  });
  table.push(...rows.map((row) => [...row]));
  const lines = table.toString().split('\n');
  const rule = lines[0].replace('┌', '├').replaceAll('┬', '┼').replace('┐', '┤');
  lines.splice(1 + Math.max(...head.map((cell) => cell.split('\n').length)), 0, rule);
  return lines.join('\n');
}
