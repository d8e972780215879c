import { type Emit, type Format, type JsonObject, type PartFields, Unmapped } from './format.ts';
import {
  field,
  isList,
  isObject,
  listOf,
  nameOf,
  numberOf,
  objectOf,
  objectsOf,
  restOf,
} from './json-values.ts';
import { openNested } from './nested-json.ts';
import { filledText, heldObject } from './run-fields.ts';

const ROW_TAKEN: ReadonlySet<string> = new Set([
  ...['conversation_name', 'request_time', 'request', 'response', 'bot_answer_feedback'],
]);
const REQUEST_TAKEN: ReadonlySet<string> = new Set(['session']);
const RESPONSE_TAKEN: ReadonlySet<string> = new Set([
  'responseId',
  'response_id',
  'queryResult',
  'query_result',
]);
const RESULT_TAKEN: ReadonlySet<string> = new Set([
  'responseMessages',
  'response_messages',
  'text',
]);
/** What says where a message comes from, beside what it says. */
const ABOUT_MESSAGE: ReadonlySet<string> = new Set([
  ...['responseType', 'response_type', 'source', 'channel'],
]);
/** Other ways than words in which somebody asks. */
const UNSAID = ['event', 'intent', 'dtmf', 'toolCallResult'] as const;

/**
 * Conversation history of Dialogflow CX as it is exported to BigQuery (docs.cloud.google.com/dialogflow/cx/docs/concept/export-bq):
 * each row is a turn, its columns of JSON as objects or as texts. The model is that which a data store's answer was
 * written by; where an intent or a playbook answers, none is named.
 */
export const dialogflowCx: Format = {
  id: 'dialogflow-cx',
  title: 'Dialogflow CX conversation history in BigQuery',
  recognise(record) {
    if (!('conversation_name' in record) || !('turn_position' in record)) return 0;
    const { request, response } = record;
    return holds(request, 'queryInput') || holds(response, 'queryResult') ? 1 : 0;
  },
  map(record, emit) {
    if (!('conversation_name' in record)) throw new Unmapped('no turn of a conversation');
    const request = columnOf(record, 'request', emit.decoded);
    const response = columnOf(record, 'response', emit.decoded);
    const result = resultOf(response);
    const answers = [...toolParts(result), ...answersOf(result)];
    const signals = objectOf(field(result, 'dataStoreConnectionSignals'));
    const written = objectOf(field(signals, 'answerGenerationModelCallSignals'));
    emit.turn({
      kind: answers.length > 0 ? 'model' : 'request',
      capture: 'application',
      conversation: record.conversation_name,
      external_id: field(response, 'responseId'),
      started_at: filledText(record.request_time),
      model: filledText(written.model),
      confidence: numberOf(objectOf(result.match).confidence),
      error: objectOf(response.error).message ?? response.error,
      metadata: metadataOf(record, request, response, result),
    });
    ask(objectOf(field(request, 'queryInput')), result, emit);
    if (answers.length > 0) emit.message('output', 'assistant', answers);
    emitFound(signals, emit);
    emitFeedback(heldObject(record.bot_answer_feedback, emit.decoded) ?? {}, emit);
  },
};

/** Whether a column, also one of JSON in a text, is an object with that field in either spelling. */
const holds = (column: unknown, name: string): boolean =>
  isObject(field(heldObject(column, true) ?? {}, name));

/** A column's object, without fields where there is none. */
function columnOf(record: JsonObject, name: 'request' | 'response', decoded: boolean): JsonObject {
  const opened = openNested(record[name], decoded);
  const held = isObject(opened) ? opened : heldObject(opened, decoded);
  if (held === undefined && filledText(opened ?? undefined) !== undefined) {
    throw new Unmapped(`the ${name} is no object as Dialogflow CX writes it`);
  }
  return held ?? {};
}

function resultOf(response: JsonObject): JsonObject {
  const result = field(response, 'queryResult') ?? {};
  if (!isObject(result)) throw new Unmapped('the result in the response is no object');
  if (!isList(field(result, 'responseMessages') ?? [])) {
    throw new Unmapped('the messages in the response are no list');
  }
  return result;
}

function ask(input: JsonObject, result: JsonObject, emit: Emit): void {
  const said = objectOf(input.text).text ?? result.transcript ?? result.text ?? undefined;
  if (said !== undefined) {
    emit.message('input', 'user', [
      { type: typeof said === 'string' ? 'text' : 'json', content: said },
    ]);
    return;
  }
  const name = UNSAID.find((one) => field(input, one) !== undefined);
  if (name === undefined) return;
  const content = objectOf(field(input, name));
  emit.message('input', 'user', [{ type: 'json', content, name }], { bare: true });
}

function answersOf(result: JsonObject): PartFields[] {
  return listOf(field(result, 'responseMessages')).flatMap((message): PartFields[] => {
    const said = isObject(message) ? restOf(message, ABOUT_MESSAGE) : undefined;
    if (said === undefined) return isObject(message) ? [] : [{ type: 'json', content: message }];
    const texts = objectOf(said.text).text;
    if (texts !== undefined) {
      return [texts].flat().map((text) => ({
        type: typeof text === 'string' ? 'text' : 'json',
        content: text,
      }));
    }
    const [name] = Object.keys(said);
    return [{ type: 'json', content: said, name }];
  });
}

/** What a playbook did before it answered. */
function toolParts(result: JsonObject): PartFields[] {
  const traced = objectOf(field(objectOf(field(result, 'generativeInfo')), 'actionTracingInfo'));
  return objectsOf(traced.actions).flatMap((action): PartFields[] => {
    const used = field(action, 'toolUse');
    if (!isObject(used)) return [];
    const name = nameOf(field(used, 'displayName')) ?? nameOf(used.action) ?? nameOf(used.tool);
    const returned = field(used, 'outputActionParameters') ?? undefined;
    return [
      { type: 'tool_call', content: field(used, 'inputActionParameters') ?? null, name },
      ...(returned === undefined
        ? []
        : [{ type: 'tool_result' as const, content: returned, name }]),
    ];
  });
}

/** What a data store found for the question, and how its answer was judged before it was given. */
function emitFound(signals: JsonObject, emit: Emit): void {
  const snippets = objectsOf(field(signals, 'searchSnippets'));
  const cited = objectsOf(field(signals, 'citedSnippets')).map((one) =>
    objectOf(field(one, 'searchSnippet')),
  );
  for (const snippet of snippets.length > 0 ? snippets : cited) {
    emit.context({
      content: snippet.text ?? snippet,
      document_id: field(snippet, 'documentTitle'),
      source: field(snippet, 'documentUri'),
    });
  }
  for (const what of ['grounding', 'safety'] as const) {
    const { decision, score } = objectOf(field(signals, `${what}Signals`));
    if (typeof decision === 'string') emit.verdict({ what, value: decision, comment: score });
  }
}

function emitFeedback(feedback: JsonObject, emit: Emit): void {
  const custom = filledText(field(feedback, 'customRating'));
  const value = feedback.rating === 'RATING_UNSPECIFIED' ? custom : (feedback.rating ?? custom);
  if ((value ?? undefined) === undefined) return;
  const reason = objectOf(field(feedback, 'ratingReason'));
  const labels = listOf(field(reason, 'reasonLabels')).filter((label) => typeof label === 'string');
  const comment = filledText(reason.feedback);
  emit.feedback({
    what: 'answer feedback',
    value,
    comment:
      typeof comment === 'string'
        ? [...labels, comment].join(': ')
        : labels.join(', ') || undefined,
  });
}

function metadataOf(
  record: JsonObject,
  request: JsonObject,
  response: JsonObject,
  result: JsonObject,
): JsonObject {
  const rests = {
    request: restOf(request, REQUEST_TAKEN),
    response: restOf(response, RESPONSE_TAKEN),
    queryResult: restOf(result, RESULT_TAKEN),
  };
  return { ...restOf(record, ROW_TAKEN), ...restOf(rests, new Set()) };
}
