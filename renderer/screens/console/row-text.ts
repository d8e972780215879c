import type { AnswerColumn } from '../../../shared/domain/console.ts';

/** A row as one JSON object; numbers that JavaScript cannot hold exactly are text. */
export function rowAsJson(
  columns: readonly AnswerColumn[],
  values: readonly (string | null)[],
): string {
  return JSON.stringify(
    Object.fromEntries(
      columns.map((column, index) => [column.name, valueOf(column, values[index] ?? null)]),
    ),
  );
}

function valueOf({ kind }: AnswerColumn, text: string | null): unknown {
  if (text === null) return null;
  if (kind === 'number') return String(Number(text)) === text ? Number(text) : text;
  if (kind !== 'list') return text;
  try {
    return JSON.parse(text);
  } catch {
    // Only its beginning is here.
    return text;
  }
}
