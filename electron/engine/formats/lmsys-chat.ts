import { chatParts } from './chat-parts.ts';
import { listedMessage } from './conversation-list.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { isObject, listOf, objectsOf, restOf } from './json-values.ts';

const TAKEN: ReadonlySet<string> = new Set([
  ...['conversation_id', 'conversation_hash', 'model', 'conversation', 'timestamp', 'hashed_ip'],
]);
const MESSAGE_TAKEN: ReadonlySet<string> = new Set(['role', 'content']);
/** Lists with one entry for each message of the conversation. */
const MODERATIONS = ['openai_moderation', 'detoxify_moderation'];

interface Said {
  readonly position: number;
  readonly role: unknown;
  readonly message: JsonObject;
}

/**
 * Conversations of LMSYS-Chat-1M (lmsys/lmsys-chat-1m) and WildChat (allenai/WildChat-1M). What moderation models said
 * of a message is a verdict on its turn.
 */
export const lmsysChat: Format = {
  id: 'lmsys-chat',
  title: 'LMSYS-Chat-1M and WildChat conversations',
  recognise(record) {
    const [first] = objectsOf(record.conversation);
    if (first === undefined || !('role' in first) || !('content' in first)) return 0;
    if (!('conversation_id' in record) && !('conversation_hash' in record)) return 0;
    return 'model' in record && ('openai_moderation' in record || 'redacted' in record) ? 0.95 : 0;
  },
  map(record, emit) {
    const list = listOf(record.conversation);
    if (list.length === 0) throw new Unmapped('a conversation without messages');
    let asked: Said[] = [];
    let first = true;
    const turn = (answer: Said | undefined): void => {
      mapTurn(record, asked, answer, first, emit);
      asked = [];
      first = false;
    };
    for (const [position, item] of list.entries()) {
      const said = { position, ...listedMessage(item) };
      if (said.role === 'assistant') turn(said);
      else asked.push(said);
    }
    if (asked.length > 0) turn(undefined);
  },
};

function mapTurn(
  record: JsonObject,
  asked: readonly Said[],
  answer: Said | undefined,
  first: boolean,
  emit: Emit,
): void {
  const said = answer === undefined ? asked : [...asked, answer];
  const messages = said.map(({ message }) => restOf(message, MESSAGE_TAKEN) ?? {});
  const user = asked.map(({ message }) => message.hashed_ip).find(isFilled);
  emit.turn({
    kind: answer === undefined ? 'request' : 'model',
    capture: 'application',
    conversation: record.conversation_id ?? record.conversation_hash,
    external_id: answer?.message.turn_identifier,
    started_at: answer?.message.timestamp ?? (first ? record.timestamp : undefined),
    model: answer === undefined ? undefined : record.model,
    requested_model: answer === undefined ? record.model : undefined,
    user_id: record.hashed_ip ?? user,
    metadata: {
      ...(first && restOf(record, TAKEN)),
      ...(messages.some((rest) => Object.keys(rest).length > 0) && { messages }),
    },
  });
  for (const { role, message } of asked) emit.message('input', role, chatParts(message));
  if (answer) emit.message('output', 'assistant', chatParts(answer.message));
  for (const one of said) emitModeration(record, one, emit);
}

function emitModeration(record: JsonObject, { position, role }: Said, emit: Emit): void {
  for (const what of MODERATIONS) {
    const verdict = listOf(record[what])[position];
    if (!isObject(verdict)) continue;
    const of = typeof role === 'string' ? `${what} of ${role}` : what;
    // Detoxify gives scores without a flag; `toxicity` is the general one.
    emit.verdict({ what: of, value: verdict.flagged ?? verdict.toxicity, comment: verdict });
  }
}

const isFilled = (value: unknown): boolean => value !== undefined && value !== null;
