import type { DuckDBConnection } from '@duckdb/node-api';
import type { Span } from '../../../shared/domain/analysis.ts';
import type { MarkSpan } from '../../../shared/domain/mark.ts';
import { codePointCount } from '../../../shared/text/code-points.ts';
import { Refusal } from '../base/errors.ts';
import { citedPassage } from '../replay/cited-passage.ts';

/** Characters that a mark quotes at most. */
const LONGEST = 20_000;

/** A passage of a turn with its exact characters, as an act holds it. Null where the whole turn is meant. */
export async function markedPassage(
  connection: DuckDBConnection,
  turns: readonly number[],
  span: MarkSpan | null,
): Promise<Span | null> {
  if (span === null) return null;
  const [turn, other] = turns;
  if (turn === undefined || other !== undefined)
    throw new Refusal('bad-usage', 'A passage is of one turn; choose that turn alone.');
  const { quotation } = await citedPassage(connection, turn, span);
  if (codePointCount(quotation) > LONGEST)
    throw new Refusal(
      'bad-usage',
      `A mark quotes at most ${LONGEST.toLocaleString('en')} characters; choose a shorter passage, or the whole turn.`,
    );
  return { ...span, part: span.part ?? 0, quotation };
}
