import { at, type Compared, lines, list, pair, type Said, say, text } from './told.ts';

/** Evaluations and data sets. */
export const SETS: readonly Compared[] = [
  {
    file: 'alpaca-eval/gpt-3.5-turbo-0301.model_outputs.json',
    said: (record) => pair(at(record, 'instruction'), at(record, 'output')),
  },
  {
    file: 'llm-judge/mixtral_alpaca_eval_annotations.first200.json',
    said: (record) => pair(at(record, 'instruction'), at(record, 'output_1')),
  },
  {
    file: 'chatbot-arena/battle_example.jsonl',
    said: (record) => say(at(record, 'conversation_a')),
  },
  {
    file: 'lmsys-chat-parquet/Starling-LM-7B-alpha.lmsys_schema.parquet',
    records: 80,
    said: (record) => say(at(record, 'conversation')),
  },
  {
    file: 'xstest/xstest_v2_completions_mistralguard.csv',
    records: 450,
    said: (row) => pair(at(row, 'prompt'), at(row, 'completion')),
  },
  {
    file: 'xstest/xstest_prompts.csv',
    records: 450,
    said: (row) => [['user', text(at(row, 'prompt'))]],
  },
  {
    file: 'ragchecker/checking_inputs.json',
    said: (document) =>
      list(at(document, 'results')).flatMap((one) => [
        ...list(at(one, 'retrieved_context')).map((passage) =>
          lines('context', [text(at(passage, 'text'))]),
        ),
        ...pair(at(one, 'query'), at(one, 'response')),
      ]),
  },
  {
    file: 'ragchecker/human_labeled.0-150.json',
    said: (record) => pair(at(record, 'query'), at(record, 'model1', 'response')),
  },
  {
    file: 'felm/all.shared.jsonl',
    records: 100,
    said: (record) => pair(at(record, 'prompt'), at(record, 'response')),
  },
  {
    file: 'halueval/general_data.shared.json',
    records: 100,
    said: (record) => pair(at(record, 'user_query'), at(record, 'chatgpt_response')),
  },
  {
    file: 'tensor-trust/raw_defenses.0-1500.jsonl',
    records: 100,
    said: (record) => [
      ...spoken('system', at(record, 'opening_defense')),
      ...spoken('user', at(record, 'access_code')),
      ...spoken('system', at(record, 'closing_defense')),
      ['assistant', text(at(record, 'llm_output'))],
    ],
  },
  {
    file: 'sharegpt/dummy_conversation.first_half.json',
    records: 100,
    said: (record) =>
      list(at(record, 'conversations')).map((one) => [
        at(one, 'from') === 'human' ? 'user' : 'assistant',
        text(at(one, 'value')),
      ]),
  },
  {
    file: 'promptfoo/promptfoo-results.json',
    said: (document) =>
      list(at(document, 'results', 'results')).flatMap((one) =>
        pair(at(one, 'prompt', 'raw'), at(one, 'response', 'output')),
      ),
  },
  {
    file: 'jailbreakbench/PAIR__black_box__gpt-3.5-turbo-1106.json',
    said: (document) => {
      const first = list(at(document, 'jailbreaks')).find((one) => at(one, 'prompt') !== null);
      return pair(at(first, 'prompt'), at(first, 'response'));
    },
  },
  {
    file: 'inspect/log_formats.json',
    said: (document) => say(at(document, 'samples', 0, 'messages')),
  },
  { file: 'garak/report_test.report.jsonl', records: 21, said: attempt },
  { file: 'garak/qual_review_shuffled.report.jsonl', records: 6, said: attempt },
  {
    file: 'hh-rlhf/harmless-base-test.0-800.jsonl.gz',
    said: (record) => marked(text(at(record, 'chosen'))),
  },
  {
    file: 'oasst-sampling/2023-03-01_theblackcat102_pythia-1b-deduped-sft_sampling.json',
    said: (document) => [
      ['user', text(at(document, 'prompts', 0, 'prompt'))],
      ...list(at(document, 'prompts', 0, 'results', 0, 'outputs')).map((output) =>
        lines('assistant', [text(output)]),
      ),
    ],
  },
  {
    file: 'oasst/en_100_tree.0-40.jsonl',
    // Each answer stands with the question that it answers.
    said: (record) =>
      list(at(record, 'prompt', 'replies')).flatMap((reply) => [
        ['user', text(at(record, 'prompt', 'text'))],
        lines('assistant', [text(at(reply, 'text'))]),
      ]),
  },
  {
    // The questions stand in another file.
    file: 'mt-bench/zephyr-7b-beta.jsonl',
    records: 80,
    said: (record) =>
      list(at(record, 'choices', 0, 'turns')).map((turn) => lines('assistant', [text(turn)])),
  },
];

const spoken = (role: string, said: unknown): Said =>
  said === '' || said === null ? [] : [[role, text(said)]];

/** An attempt once it was judged: its prompt, as a text or as turns, and its outputs. */
function attempt(record: unknown): Said {
  if (at(record, 'entry_type') !== 'attempt' || at(record, 'status') !== 2) return [];
  const prompt = at(record, 'prompt');
  const asked: Said =
    typeof prompt === 'string'
      ? [['user', prompt]]
      : list(at(prompt, 'turns')).map((turn) =>
          lines(at(turn, 'role'), [text(at(turn, 'content', 'text'))]),
        );
  const outputs = list(at(record, 'outputs')).map((output) =>
    lines('assistant', [typeof output === 'string' ? output : text(at(output, 'text'))]),
  );
  return [...asked, ...outputs];
}

/** Marks of a preference are taken off by hand: the text begins with the first of them. */
const marked = (chosen: string): Said =>
  chosen
    .split(/\n\n(?=Human: |Assistant: )/)
    .filter((one) => one !== '')
    .map((one) => [
      one.startsWith('Human: ') ? 'user' : 'assistant',
      one.replace(/^(?:Human|Assistant): /, ''),
    ]);
