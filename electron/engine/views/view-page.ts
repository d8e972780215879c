import type { DuckDBConnection } from '@duckdb/node-api';
import { type ViewPage, type ViewRow, viewRow } from '../../../shared/domain/view.ts';
import { Fault } from '../base/errors.ts';
import { currentTexts, STORED_TEXTS, type Texts } from '../search/texts.ts';
import { judgementsOf } from './page-judgements.ts';
import { type Page, pageOf } from './page.ts';
import { conversationNames, recordPlaces } from './page-places.ts';
import { type PageTurn, turnsOfPage } from './page-turns.ts';
import { wordsOf } from './page-words.ts';

/**
 * Rows of a view from `offset` on, `limit` at most, as one array per column of `viewRow`; viewRows makes rows of them.
 * Empty arrays past the end. `texts` says where texts are read (see warmTexts).
 *
 * Small statements that are narrowed by ids: one that joins it all takes longer to plan than these to run.
 */
export async function viewPage(
  connection: DuckDBConnection,
  name: string,
  offset: number,
  limit: number,
  texts: Texts = STORED_TEXTS,
): Promise<ViewPage> {
  const page = pageOf(name, offset, limit);
  const turns = await turnsOfPage(connection, page);
  const found = turns.length === 0 ? [] : await rowsOf(connection, page, turns, texts);
  const names = viewRow.keyof().options;
  const columns = names.map((column) => [column, found.map((row) => row[column])] as const);
  return { offset, columns: Object.fromEntries(columns) };
}

async function rowsOf(
  connection: DuckDBConnection,
  page: Page,
  turns: readonly PageTurn[],
  texts: Texts,
): Promise<ViewRow[]> {
  const conversations = await conversationNames(
    connection,
    turns.map(({ conversation_id }) => conversation_id),
  );
  const places = await recordPlaces(
    connection,
    turns.map(({ record_id }) => record_id),
  );
  const { hits, feedback, work } = await judgementsOf(
    connection,
    turns.map(({ turn_id }) => turn_id),
  );
  const words = await wordsOf(connection, page, await currentTexts(connection, texts));
  return turns.map(({ record_id, ...turn }) => {
    const place = places.get(record_id);
    if (place === undefined) throw new Fault(`record ${record_id} is in no table`);
    const hit = hits.get(turn.turn_id);
    return {
      ...turn,
      conversation: conversations.get(turn.conversation_id) ?? null,
      words: words.get(turn.turn_id) ?? '',
      worst: hit?.worst ?? null,
      candidates: hit?.candidates ?? 0,
      leads: hit?.leads ?? 0,
      findings: hit?.findings ?? 0,
      feedback: feedback.get(turn.turn_id) ?? [],
      exhibits: work.get(turn.turn_id)?.exhibits ?? 0,
      causes: work.get(turn.turn_id)?.causes ?? 0,
      notes: work.get(turn.turn_id)?.notes ?? 0,
      tags: work.get(turn.turn_id)?.tags ?? [],
      reviewed: hit?.reviewed ?? 0,
      hits: hit?.hits ?? 0,
      evidence: place.evidence,
      ordinal: place.ordinal,
    };
  });
}
