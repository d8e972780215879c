import { toolParts } from './chat-parts.ts';
import { mapConversation } from './conversation-list.ts';
import { type Emit, type Format, type JsonObject, type TurnFields, Unmapped } from './format.ts';
import { isList, isObject, listOf, objectOf, restOf } from './json-values.ts';
import { emitMessage } from './openai-chat-body.ts';

const OWN = ['messages', 'tools', 'functions', 'parallel_tool_calls', 'metadata'];
const OWN_FIELDS: ReadonlySet<string> = new Set(OWN);
const COLUMNS: ReadonlySet<string> = new Set(['messages', 'tools', 'functions']);

/**
 * Training lines for OpenAI chat models: one conversation a line, each assistant message a turn (see
 * conversation-list.ts for how messages are counted). Preference lines give one turn with two alternatives, the
 * preferred one first.
 */
export const openAiFineTune: Format = {
  id: 'openai-fine-tune',
  title: 'OpenAI fine-tuning examples',
  recognise(record) {
    if (isPreference(record)) return 1;
    const [first] = listOf(record.messages);
    if (!isObject(first) || !('role' in first)) return 0;
    return Object.keys(record).every((name) => OWN_FIELDS.has(name)) ? 0.9 : 0;
  },
  map(record, emit) {
    if (isPreference(record)) {
      mapPreference(record, emit);
      return;
    }
    if (listOf(record.messages).length === 0) throw new Unmapped('no messages');
    const tools = toolParts(record.tools ?? record.functions);
    const metadata = restOf(record, COLUMNS);
    mapConversation(
      listOf(record.messages),
      (answer): TurnFields => ({
        capture: 'reconstructed',
        metadata: answer?.weight === undefined ? metadata : { ...metadata, weight: answer.weight },
      }),
      emit,
      () => tools && emit.message('tools', 'tool', tools),
    );
  },
};

const isPreference = (record: JsonObject): boolean =>
  isList(objectOf(record.input).messages) &&
  isList(record.preferred_output) &&
  isList(record.non_preferred_output);

function mapPreference(record: JsonObject, emit: Emit): void {
  const input = objectOf(record.input);
  emit.turn({ capture: 'reconstructed' });
  for (const message of listOf(input.messages)) emitMessage('input', message, emit);
  const tools = toolParts(input.tools);
  if (tools) emit.message('tools', 'tool', tools);
  for (const message of listOf(record.preferred_output)) emitMessage('output', message, emit, 0);
  for (const message of listOf(record.non_preferred_output))
    emitMessage('output', message, emit, 1);
  emit.label({ what: 'preferred', value: '0', comment: 'choice 0 is the preferred answer' });
}
