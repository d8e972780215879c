import { type ViewPage, type ViewRow, viewRow } from '../../../shared/domain/view.ts';
import { Fault } from '../base/errors.ts';
import { STORED_TEXTS, type Texts } from '../search/texts.ts';
import type { Lend } from './lend.ts';
import { judgementsOf } from './page-judgements.ts';
import { pageOf } from './page.ts';
import { conversationNames, recordPlaces } from './page-places.ts';
import { type PageTurn, turnsOfPage } from './page-turns.ts';
import { wordsOf } from './page-words.ts';

/**
 * Rows of a view from `offset` on, `limit` at most, as one array per column of `viewRow`; viewRows makes rows of them.
 * Empty arrays past the end. `texts` says where texts are read (see warmTexts).
 *
 * Small statements that are narrowed by ids, those side by side that do not wait for each other: one that joins it all
 * takes longer to plan than these to run.
 */
export async function viewPage(
  lend: Lend,
  name: string,
  offset: number,
  limit: number,
  texts: Texts = STORED_TEXTS,
): Promise<ViewPage> {
  const page = pageOf(name, offset, limit);
  const [found, words] = await Promise.all([
    lend((connection) => turnsOfPage(connection, page)).then((turns) => toldOf(lend, turns)),
    lend((connection) => wordsOf(connection, page, texts)),
  ]);
  const shown = found.map((row) => ({ ...row, words: words.get(row.turn_id) ?? '' }));
  const names = viewRow.keyof().options;
  const columns = names.map((column) => [column, shown.map((row) => row[column])] as const);
  return { offset, columns: Object.fromEntries(columns) };
}

/** All of the rows but their words. */
async function toldOf(
  lend: Lend,
  turns: readonly PageTurn[],
): Promise<readonly Omit<ViewRow, 'words'>[]> {
  if (turns.length === 0) return [];
  const inConversations = turns.map(({ conversation_id }) => conversation_id);
  const inRecords = turns.map(({ record_id }) => record_id);
  const [conversations, places, { hits, feedback, work }] = await Promise.all([
    lend((connection) => conversationNames(connection, inConversations)),
    lend((connection) => recordPlaces(connection, inRecords)),
    judgementsOf(
      lend,
      turns.map(({ turn_id }) => turn_id),
    ),
  ]);
  return turns.map(({ record_id, ...turn }) => {
    const place = places.get(record_id);
    if (place === undefined) throw new Fault(`record ${record_id} is in no table`);
    const hit = hits.get(turn.turn_id);
    return {
      ...turn,
      conversation: conversations.get(turn.conversation_id) ?? null,
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
