/** Turns drafted conversations into what the gateway would have written, one object per model call. */
import {
  DOCUMENTS,
  HOSTILE_ID,
  HOSTILE_PLAIN,
  HOSTILE_SOURCE,
  HOSTILE_UNSEEN,
} from '../pieces/documents.mjs';
import { DOWN_COMMENTS, REFUSED_COMMENTS, UP_COMMENTS, WRONG_COMMENTS } from '../pieces/people.mjs';
import { hash32, stream } from './random.mjs';
import {
  HOSTILE_SECOND,
  NEW,
  RERANKER,
  fingerprintOf,
  indexAt,
  iso,
  modelAt,
  promptAt,
  releaseAt,
  requestedAt,
  systemPrompt,
} from './schedule.mjs';

const tool = (name, description, properties) => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: { type: 'object', properties, required: Object.keys(properties) },
  },
});
const TOOLS = [
  tool('lookup_order', 'Status of an order of this customer', { order_id: { type: 'string' } }),
  tool('create_refund', 'Register a refund', {
    order_id: { type: 'string' },
    amount: { type: 'number' },
    reason: { type: 'string' },
  }),
];

/** A stream of its own, so that votes may change without the rest. */
const VOTES = 'votes-8';

const tokens = (text) => Math.max(1, Math.round(text.length / 4.2));
const rounded = (value, digits) => Number(value.toFixed(digits));

function passages({ docs, hostile, user }, at) {
  const list = docs.map((id, index) => {
    const [source, text] = DOCUMENTS[id];
    return {
      id,
      source,
      score: rounded(0.87 - index * 0.11 - (hash32(id + user) % 90) / 1000, 3),
      text,
    };
  });
  if (!hostile) return list;
  const text = at >= HOSTILE_SECOND ? HOSTILE_UNSEEN : HOSTILE_PLAIN;
  return [
    ...list,
    {
      id: HOSTILE_ID,
      source: HOSTILE_SOURCE,
      score: rounded(0.71 + (hash32(user) % 60) / 1000, 3),
      text,
    },
  ];
}

/** Mean log-probability of the answer's tokens: the newer model is less sure, least of all where it is wrong. */
function confidence(turn, isNew, random) {
  const middle = turn.tags.includes('wrong') ? -0.41 : isNew ? -0.24 : -0.16;
  return rounded(Math.min(-0.02, random.around(middle, 0.05)), 4);
}

function feedback(turn, at, isNew, key) {
  const random = stream(`${VOTES}:${key}`);
  const has = (tag) => turn.tags.includes(tag);
  const [rated, down, comments] = has('wrong')
    ? [0.42, 0.9, WRONG_COMMENTS]
    : has('refusal')
      ? [0.4, 1, REFUSED_COMMENTS]
      : has('leaked')
        ? [0.5, 1, ['']]
        : [isNew ? 0.22 : 0.2, isNew ? 0.33 : 0.15, DOWN_COMMENTS];
  if (!random.chance(rated)) return undefined;
  const rating = random.chance(down) ? 'down' : 'up';
  const comment = random.pick(rating === 'up' ? UP_COMMENTS : comments);
  return { rating, ...(comment === '' ? {} : { comment }), at: iso(at + random.int(15, 400)) };
}

function envelope(conversation, turn, at, messages, message, random) {
  const model = modelAt(at, conversation.route);
  const isNew = model === NEW;
  const withTools = conversation.turns.some(({ steps }) => steps !== undefined && steps.length > 0);
  const context = passages(turn, at);
  const said = message.content ?? message.tool_calls[0].function.arguments;
  const given =
    tokens(JSON.stringify(messages)) +
    context.reduce((sum, { text }) => sum + tokens(text), 0) +
    (withTools ? 96 : 0);
  const answered = tokens(said);
  const prompt = promptAt(at);
  const rating =
    message.content === null ||
    turn.topic === 'farewell' ||
    conversation.environment !== 'production'
      ? undefined
      : feedback(turn, at, isNew, `${conversation.id}:${messages.length}`);
  const reranked =
    context.length > 0 && at >= RERANKER[0] && at < RERANKER[1] && conversation.route === 'app';
  return {
    id: `gw_${random.id(12)}`,
    conversation_id: conversation.id,
    created: at,
    user: conversation.person.id,
    route: conversation.route,
    release: releaseAt(at, conversation.route),
    environment: conversation.environment,
    request: {
      model: requestedAt(at, conversation.route),
      messages: [{ role: 'system', content: systemPrompt(prompt) }, ...messages],
      temperature: 0.2,
      ...(withTools ? { tools: TOOLS } : {}),
    },
    response: {
      id: `chatcmpl-${random.id(14)}`,
      object: 'chat.completion',
      model,
      system_fingerprint: fingerprintOf(model),
      choices: [
        { index: 0, message, finish_reason: message.content === null ? 'tool_calls' : 'stop' },
      ],
      usage: { prompt_tokens: given, completion_tokens: answered, total_tokens: given + answered },
    },
    latency_ms: Math.round(
      random.around(isNew ? 780 : 640, 180) + answered * random.around(isNew ? 15 : 14, 2),
    ),
    confidence: confidence(turn, isNew, random),
    prompt_version: prompt,
    index_version: indexAt(at),
    output_filter: 'pass',
    context,
    ...(reranked ? { rerank: { spread: rounded(random.around(0.18, 0.05), 3) } } : {}),
    ...(rating === undefined ? {} : { feedback: rating }),
  };
}

/** The calls of one conversation in order, each repeating the history before it; `turn` and `final` are for the truth. */
export function recordsOf(conversation) {
  const random = stream(`record:${conversation.id}`);
  const history = [];
  return conversation.turns.flatMap((turn) => {
    history.push({ role: 'user', content: turn.user });
    let at = turn.at;
    const calls = (turn.steps ?? []).map(({ name, args, result }) => {
      const id = `call_${random.id(10)}`;
      const message = {
        role: 'assistant',
        content: null,
        tool_calls: [{ id, type: 'function', function: { name, arguments: JSON.stringify(args) } }],
      };
      const record = envelope(
        conversation,
        { ...turn, hostile: false, tags: [] },
        at,
        [...history],
        message,
        random,
      );
      history.push(message, { role: 'tool', tool_call_id: id, content: JSON.stringify(result) });
      at += random.int(2, 4);
      return { record, turn, final: false };
    });
    const message = { role: 'assistant', content: turn.answer };
    const record = envelope(conversation, turn, at, [...history], message, random);
    history.push(message);
    return [...calls, { record, turn, final: true }];
  });
}
