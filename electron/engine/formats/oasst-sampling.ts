import { aroundFirst } from './around-first.ts';
import { type Emit, type Format, type JsonObject, Unmapped, type Within } from './format.ts';
import { isList, isObject, listOf, objectOf, objectsOf, restOf } from './json-values.ts';

const PROMPTS: ReadonlySet<string> = new Set(['prompts', 'model_name']);
const PROMPT_TAKEN: ReadonlySet<string> = new Set(['prompt', 'results']);
const RESULT_TAKEN: ReadonlySet<string> = new Set([
  'sampling_config',
  'sampling_params',
  'outputs',
]);
const PARAMS_TAKEN: ReadonlySet<string> = new Set(['temperature', 'top_p', 'max_new_tokens']);

/**
 * Sampling reports of OpenAssistant (LAION-AI/Open-Assistant, model/model_eval/manual): one model's outputs to a list of
 * prompts under several settings. A prompt is a record; under one setting it is a conversation, each output a turn of it;
 * the prompt is given with the first.
 */
export const oasstSampling: Format = {
  id: 'oasst-sampling',
  title: 'OpenAssistant sampling reports',
  recognise(record) {
    if (isPrompt(record)) return 1;
    return objectsOf(record.prompts).some(isPrompt) ? 1 : 0;
  },
  records: ['prompts[*]'],
  map(record, emit, within) {
    if (!isPrompt(record)) throw new Unmapped(within ? 'a prompt has no results' : 'no prompts');
    mapPrompt(record, within, emit);
  },
};

const isPrompt = (record: JsonObject): boolean =>
  typeof record.prompt === 'string' &&
  objectsOf(record.results).some((result) => 'sampling_config' in result && isList(result.outputs));

const hasOutputs = (result: unknown): boolean => isObject(result) && isList(result.outputs);

function mapPrompt(prompt: JsonObject, within: Within | undefined, emit: Emit): void {
  if (!listOf(prompt.results).every(hasOutputs)) {
    throw new Unmapped('a result has no list of outputs');
  }
  const model = within?.around[0]?.model_name;
  const beside = restOf(aroundFirst(within)[0] ?? {}, PROMPTS);
  let rest = beside && { report: beside };
  for (const [at, result] of objectsOf(prompt.results).entries()) {
    const params = objectOf(result.sampling_params);
    const config = result.sampling_config;
    const name = typeof config === 'string' ? config : String(at);
    for (const [choice, output] of listOf(result.outputs).entries()) {
      emit.turn({
        capture: 'application',
        conversation: name,
        conversation_scope: 'record',
        model,
        temperature: params.temperature,
        top_p: params.top_p,
        max_tokens: params.max_new_tokens,
        params: restOf(params, PARAMS_TAKEN),
        metadata: {
          ...rest,
          sampling_config: config,
          ...restOf(prompt, PROMPT_TAKEN),
          ...restOf(result, RESULT_TAKEN),
        },
      });
      rest = undefined;
      if (choice === 0) emit.message('input', 'user', [{ type: 'text', content: prompt.prompt }]);
      const type = typeof output === 'string' ? 'text' : 'json';
      emit.message('output', 'assistant', [{ type, content: output }]);
    }
  }
}
