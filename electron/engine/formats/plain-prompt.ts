import { ANSWER_NAMES, PROMPT_NAMES } from '../../../shared/domain/plain-names.ts';
import { hasContexts } from './contexts.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { nameIn } from './json-values.ts';
import {
  emitPlainFacts,
  emitSystem,
  plainFields,
  plainPart,
  SYSTEM,
  SYSTEM_AFTER,
  withUsualNames,
} from './plain-fields.ts';

/**
 * One prompt and one answer a record, under the usual names of both, with system prompt, passages, model, labels and
 * feedback where they are given. A prompt without an answer is a request; passages that were found for a query, in a
 * record that names the call or the trace but no model, are those of that call.
 */
export const plainPrompt: Format = {
  id: 'plain-prompt',
  title: 'Prompt and response, one pair a record',
  recognise(given) {
    const record = withUsualNames(given);
    const { prompt, answer, system } = namesOf(record);
    const asked = isText(record, prompt) || isText(record, system);
    if (isText(record, answer)) return asked ? 0.6 : 0.3;
    return asked ? 0.2 : 0;
  },
  map(given, emit) {
    const record = withUsualNames(given);
    const names = namesOf(record);
    const { prompt, answer, system, after } = names;
    if ((prompt ?? answer ?? system) === undefined) {
      throw new Unmapped('neither a prompt nor an answer');
    }
    if (answer === undefined && isRetrieval(record)) {
      mapRetrieval(record, emit);
      return;
    }
    emit.turn({
      ...plainFields(record, Object.values(names)),
      kind: answer === undefined ? 'request' : 'model',
    });
    if (system !== undefined) emitSystem(record[system], emit);
    if (prompt !== undefined) emit.message('input', 'user', [plainPart(record[prompt])]);
    if (after !== undefined) emitSystem(record[after], emit);
    if (answer !== undefined) emit.message('output', 'assistant', [plainPart(record[answer])]);
    emitPlainFacts(record, emit);
  },
};

/** What a retrieval log writes of one search, rather than a question of a test set with its passages. */
const isRetrieval = (record: JsonObject): boolean =>
  record.query !== undefined &&
  hasContexts(record) &&
  (record.request_id ?? record.trace_id ?? null) !== null &&
  (record.model ?? record.system ?? record.system_prompt ?? null) === null;

function mapRetrieval(record: JsonObject, emit: Emit): void {
  emit.turn({
    ...plainFields(record, ['query']),
    kind: 'retrieval',
    half: 'retrieval',
    call_id: record.request_id,
    trace_id: record.trace_id,
  });
  emit.message('input', 'user', [plainPart(record.query)], { bare: true });
  emitPlainFacts(record, emit);
}

/** The fields of the record that become messages. */
function namesOf(record: JsonObject) {
  // Where a secret is guarded by texts around the user's, what the user typed may be called an access code.
  const guarded = 'opening_defense' in record || 'closing_defense' in record;
  return {
    system: nameIn(record, SYSTEM),
    prompt: nameIn(record, guarded ? [...PROMPT_NAMES, 'access_code'] : PROMPT_NAMES),
    after: nameIn(record, SYSTEM_AFTER),
    answer: nameIn(record, ANSWER_NAMES),
  };
}

const isText = (record: JsonObject, name: string | undefined): boolean =>
  name !== undefined && typeof record[name] === 'string';
