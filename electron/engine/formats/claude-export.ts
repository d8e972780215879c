import { contentParts } from './chat-parts.ts';
import { type Emit, type Format, type JsonObject, type PartFields, Unmapped } from './format.ts';
import { isList, isObject, listOf, objectOf, objectsOf, restOf } from './json-values.ts';

const TAKEN: ReadonlySet<string> = new Set(['uuid', 'chat_messages', 'model']);
const MESSAGE_TAKEN: ReadonlySet<string> = new Set([
  ...['uuid', 'sender', 'text', 'content', 'attachments', 'files', 'stop_reason'],
]);
const ATTACHMENT_TEXT: ReadonlySet<string> = new Set(['extracted_content']);

/**
 * Conversations of Claude's data export (support.claude.com, "How can I export my Claude data?"; conversations.json).
 * Each answer is a turn; texts of attached files are passages. The export names no model. Answers that were asked for
 * again follow one another; `parent_message_uuid` in the metadata tells the branches apart.
 */
export const claudeExport: Format = {
  id: 'claude-export',
  title: 'Claude data export',
  recognise(record) {
    if (!isList(record.chat_messages) || typeof record.uuid !== 'string') return 0;
    const [first] = record.chat_messages;
    return first === undefined || 'sender' in objectOf(first) ? 1 : 0;
  },
  map(record, emit) {
    const list = listOf(record.chat_messages);
    if (list.length === 0) throw new Unmapped('a conversation without messages');
    if (!list.every(isObject)) throw new Unmapped('a message of the conversation is not an object');
    let asked: JsonObject[] = [];
    let beside = restOf(record, TAKEN);
    for (const message of list.filter(isObject)) {
      if (message.sender !== 'assistant') {
        asked.push(message);
        continue;
      }
      mapTurn(record, asked, message, beside, emit);
      asked = [];
      beside = undefined;
    }
    if (asked.length > 0) mapTurn(record, asked, undefined, beside, emit);
  },
};

function mapTurn(
  record: JsonObject,
  asked: readonly JsonObject[],
  answer: JsonObject | undefined,
  beside: JsonObject | undefined,
  emit: Emit,
): void {
  const said = answer === undefined ? asked : [...asked, answer];
  const named = answer ?? asked.at(-1);
  emit.turn({
    kind: answer === undefined ? 'request' : 'model',
    capture: 'application',
    conversation: record.uuid,
    external_id: named?.uuid,
    started_at: named?.created_at,
    ended_at: answer?.updated_at,
    requested_model: record.model,
    finish_reason: answer?.stop_reason,
    user_id: objectOf(record.account).uuid,
    metadata: { ...beside, messages: said.map(restOfMessage) },
  });
  for (const message of asked) {
    emit.message('input', message.sender === 'human' ? 'user' : message.sender, partsOf(message));
  }
  if (answer) emit.message('output', 'assistant', partsOf(answer));
  for (const message of said) {
    for (const attachment of objectsOf(message.attachments)) {
      const { extracted_content, file_name, id } = attachment;
      if (extracted_content === undefined || extracted_content === null) continue;
      emit.context({ content: extracted_content, source: file_name, document_id: id });
    }
  }
}

/** Content blocks where the export has them, else the text; files stand beside either. */
function partsOf(message: JsonObject): PartFields[] {
  const blocks = listOf(message.content);
  const said = blocks.length > 0 ? blocks.flatMap(blockParts) : contentParts(message.text);
  const files = listOf(message.files).map((file): PartFields => ({ type: 'file', content: file }));
  const parts = [...said, ...files];
  return parts.length > 0 ? parts : [{ type: 'text', content: null }];
}

function blockParts(block: unknown): PartFields[] {
  const parts = contentParts([block]);
  if (!isObject(block) || block.type !== 'tool_result') return parts;
  return parts.map((part) => ({
    ...part,
    name: block.name,
    content: block.is_error === true ? { is_error: true, content: block.content } : part.content,
  }));
}

function restOfMessage(message: JsonObject): JsonObject {
  const attachments = objectsOf(message.attachments).map((one) => restOf(one, ATTACHMENT_TEXT));
  return {
    uuid: message.uuid,
    ...restOf(message, MESSAGE_TAKEN),
    // The text beside blocks repeats them, but not always to the letter.
    ...(listOf(message.content).length > 0 && message.text !== '' && { text: message.text }),
    ...(attachments.length > 0 && { attachments }),
  };
}
