/** The names under which plain logs and data sets give the same thing; the first that is there counts. */
export const PROMPT_NAMES = [
  ...['prompt', 'question', 'query', 'user_query', 'instruction', 'input', 'user_input'],
  ...['user_prompt', 'user_message', 'request', 'attack'],
] as const;
export const ANSWER_NAMES = [
  ...['response', 'completion', 'answer', 'output', 'generation', 'reply', 'chatgpt_response'],
  ...['llm_output', 'model_output', 'assistant_response', 'generated_text'],
] as const;
