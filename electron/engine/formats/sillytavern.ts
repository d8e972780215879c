import {
  type Emit,
  type Format,
  type JsonObject,
  type PartFields,
  type TurnFields,
  Unmapped,
} from './format.ts';
import { isList, isObject, listOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { filledText } from './run-fields.ts';

/** All that the line above the messages says. */
const HEAD: ReadonlySet<string> = new Set([
  ...['user_name', 'character_name', 'create_date', 'chat_metadata'],
]);
const LINE_TAKEN: ReadonlySet<string> = new Set(['mes', 'swipes']);
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];
/** `June 14, 2025 7:02pm` */
const SPELLED = /^([A-Z][a-z]+) (\d{1,2}), (\d{4}) (\d{1,2}):(\d\d) ?([ap])m$/i;
/** `2023-7-10 @12h 34m 56s 789ms` and `2025-06-14@19h02m31s` */
const HUMANIZED =
  /^(\d{4})-(\d{1,2})-(\d{1,2}) ?@ ?(\d{1,2})h ?(\d{1,2})m ?(\d{1,2})s(?: ?(\d{1,3})ms)?$/;

/**
 * Chats of SillyTavern (SillyTavern/SillyTavern; data/USER/chats/CHARACTER/….jsonl): a line that says whose chat it is, then
 * a message each. The file is the conversation. Answers that were asked for again ("swipes") stand in one line: the one
 * that was chosen is the answer, the others are alternatives. What a character says before it is asked is given with the first call.
 */
export const sillyTavern: Format = {
  id: 'sillytavern',
  title: 'SillyTavern chat',
  recognise(record) {
    if (isMessage(record)) return 1;
    // Its messages speak for a chat; the line above them says little that others do not say too.
    return isHead(record) ? 0.3 : 0;
  },
  map(record, emit) {
    if (isHead(record)) throw new Unmapped('no message but what the chat is called and set to');
    if (!isMessage(record)) throw new Unmapped('no message of a chat');
    mapMessage(record, emit);
  },
};

const isMessage = (record: JsonObject): boolean =>
  typeof record.is_user === 'boolean' && 'mes' in record && 'name' in record;

const isHead = (record: JsonObject): boolean =>
  (isObject(record.chat_metadata) || ('user_name' in record && 'character_name' in record)) &&
  Object.keys(record).every((name) => HEAD.has(name));

function mapMessage(line: JsonObject, emit: Emit): void {
  const extra = objectOf(line.extra);
  const tools = objectsOf(extra.tool_invocations);
  const parts = [...textParts(line.mes), ...fileParts(extra)];
  if (line.is_user === true) {
    start(line, 'request', emit, { user_id: line.name });
    emit.message('input', 'user', parts, { name: line.name });
    return;
  }
  if (tools.length > 0) {
    start(line, 'tool', emit, {});
    emit.message('input', 'tool', tools.flatMap(toolParts));
    return;
  }
  if (isGenerated(line)) {
    mapAnswer(line, parts, emit);
    return;
  }
  if (line.is_system === true) {
    // A comment or a hint of the program, which no model is given.
    start(line, 'chain', emit, {});
    emit.message('input', 'system', parts, { name: line.name, bare: true });
  } else if (extra.type === 'narrator' || isList(line.swipe_info)) {
    start(line, 'request', emit, {});
    const role = extra.type === 'narrator' ? 'system' : 'assistant';
    emit.message('input', role, parts, { name: line.name });
  } else mapAnswer(line, parts, emit);
}

/** Newer versions note how each answer was made; of older ones none is told from a greeting. */
const isGenerated = ({ gen_started, extra }: JsonObject): boolean =>
  (gen_started ?? objectOf(extra).api ?? objectOf(extra).model ?? undefined) !== undefined;

function start(
  line: JsonObject,
  kind: NonNullable<TurnFields['kind']>,
  emit: Emit,
  fields: Partial<TurnFields>,
): void {
  emit.turn({
    kind,
    capture: 'application',
    conversation: 'chat',
    conversation_scope: 'file',
    // Messages are joined in their order; what the model is not given stands apart.
    ...((kind === 'request' || kind === 'model') && { half: 'message' as const }),
    started_at: timeOf(line.send_date),
    metadata: restOf(line, LINE_TAKEN),
    ...fields,
  });
}

function mapAnswer(line: JsonObject, parts: readonly PartFields[], emit: Emit): void {
  const { api, model, token_count, reasoning } = objectOf(line.extra);
  start(line, 'model', emit, {
    started_at: timeOf(line.gen_started) ?? timeOf(line.send_date),
    ended_at: timeOf(line.gen_finished),
    provider: filledText(api),
    model: filledText(model),
    completion_tokens: filledText(token_count),
    latency_ms: millisecondsBetween(line.gen_started, line.gen_finished),
  });
  const thought = filledText(reasoning ?? undefined);
  const said =
    thought === undefined ? parts : [{ type: 'thinking' as const, content: thought }, ...parts];
  emit.message('output', 'assistant', said, { name: line.name });
  const { swipe_id: chosen } = line;
  let choice = 0;
  for (const [at, swipe] of listOf(line.swipes).entries()) {
    // The message was edited since where it differs from the one that was chosen.
    if (swipe === line.mes && (at === chosen || typeof chosen !== 'number')) continue;
    choice += 1;
    emit.message('output', 'assistant', textParts(swipe), { name: line.name, choice });
  }
}

const textParts = (content: unknown): PartFields[] => [
  { type: typeof content === 'string' ? 'text' : 'json', content: content ?? null },
];

const fileParts = ({ image, file, files }: JsonObject): PartFields[] => [
  ...(filledText(image ?? undefined) === undefined
    ? []
    : [{ type: 'image' as const, content: image }]),
  ...[file ?? [], files ?? []]
    .flat()
    .map((one): PartFields => ({ type: 'file', content: one, name: objectOf(one).name })),
];

function toolParts(call: JsonObject): PartFields[] {
  const about = { name: call.name, tool_call_id: call.id };
  return [
    { type: 'tool_call', content: call.parameters ?? null, ...about },
    { type: 'tool_result', content: call.result ?? null, ...about },
  ];
}

/** When a message was sent, by the clock of the machine, as ISO 8601; any other value as it is. */
function timeOf(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  const text = value.trim();
  const spelled = SPELLED.exec(text);
  if (spelled) {
    const [, name = '', day = '', year = '', hour = '', minute = '', half = ''] = spelled;
    const month = MONTHS.findIndex((one) => one.toLowerCase() === name.toLowerCase()) + 1;
    if (month === 0) return value;
    const hours = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
    return `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}`;
  }
  const humanized = HUMANIZED.exec(text);
  if (humanized === null) return filledText(value);
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', ms = '0'] =
    humanized;
  const time = `${two(hour)}:${two(minute)}:${two(second)}.${ms.padStart(3, '0')}`;
  return `${year}-${two(month)}-${two(day)}T${time}`;
}

const two = (number: string | number): string => String(number).padStart(2, '0');

function millisecondsBetween(start: unknown, end: unknown): number | undefined {
  if (typeof start !== 'string' || typeof end !== 'string') return undefined;
  const between = Date.parse(end) - Date.parse(start);
  return between >= 0 ? between : undefined;
}
