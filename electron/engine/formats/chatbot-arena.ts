import { mapConversation } from './conversation-list.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, listOf, nameOf, objectOf, restOf } from './json-values.ts';

const SIDES = ['a', 'b'] as const;
type Side = (typeof SIDES)[number];

const TAKEN: ReadonlySet<string> = new Set([
  ...['question_id', 'id', 'model_a', 'model_b', 'conversation_a', 'conversation_b', 'tstamp'],
  ...['winner', 'judge', 'timestamp'],
]);
const MESSAGE_TAKEN: ReadonlySet<string> = new Set(['role', 'content', 'name']);
const MODERATIONS = ['toxic_chat_tag', 'openai_moderation'];

/**
 * Battles of Chatbot Arena (lmsys/chatbot_arena_conversations and its successors): one question to two models. Each
 * side is a conversation of its own; the vote is feedback on its last answer.
 */
export const chatbotArena: Format = {
  id: 'chatbot-arena',
  title: 'Chatbot Arena battles',
  recognise: (record) =>
    isList(record.conversation_a) && isList(record.conversation_b) && 'model_a' in record ? 1 : 0,
  map(record, emit) {
    for (const side of SIDES) {
      const list = listOf(record[`conversation_${side}`]);
      if (list.length === 0) throw new Unmapped(`no conversation with model_${side}`);
      mapSide(record, side, list, emit);
    }
  },
};

function mapSide(record: JsonObject, side: Side, list: readonly unknown[], emit: Emit): void {
  const id = record.question_id ?? record.id;
  const name = nameOf(id);
  const beside = restOf(record, TAKEN);
  let first = true;
  mapConversation(
    list,
    (answer) => {
      const message = answer && restOf(answer, MESSAGE_TAKEN);
      const metadata = {
        ...(first && side === 'a' && beside),
        side: `model_${side}`,
        ...(message && { message }),
      };
      first = false;
      return {
        capture: 'application',
        conversation: name === undefined ? side : `${name}/${side}`,
        conversation_scope: name === undefined ? 'record' : 'file',
        external_id: name === undefined ? undefined : id,
        started_at: record.tstamp ?? record.timestamp,
        model: record[`model_${side}`],
        metadata,
      };
    },
    emit,
  );
  const { winner } = record;
  if (winner !== undefined && winner !== null) {
    const value = voteFor(winner, side);
    emit.feedback({ what: 'vote', value, who: record.judge, comment: `winner: ${shown(winner)}` });
  }
  emitModeration(record, emit);
}

/** A tie is told in the log's own words, which also say whether both were bad. */
function voteFor(winner: unknown, side: Side): unknown {
  if (winner === `model_${side}`) return 'won';
  return winner === 'model_a' || winner === 'model_b' ? 'lost' : winner;
}

const shown = (winner: unknown): string => (typeof winner === 'string' ? winner : 'see value');

/** Flags of moderation models, on the whole battle. */
function emitModeration(record: JsonObject, emit: Emit): void {
  for (const what of MODERATIONS) {
    const verdict = record[what];
    if (!isObject(verdict)) continue;
    if ('flagged' in verdict) {
      emit.verdict({ what, value: verdict.flagged, comment: verdict });
      continue;
    }
    for (const who of Object.keys(verdict)) {
      emit.verdict({ what, who, value: objectOf(verdict[who]).flagged, comment: verdict[who] });
    }
  }
}
