import { keyWords } from './key-names.ts';

/** What logs call those who speak. Words that name a person or a machine count before those that name what they did. */

const SPEAKERS: Readonly<Record<string, readonly string[]>> = {
  assistant: [
    ...['assistant', 'bot', 'chatbot', 'ai', 'model', 'gpt', 'llm', 'chatgpt', 'claude', 'gemini'],
    ...['copilot', 'machine', 'va', 'robot', 'virtual', 'automated', 'generator'],
  ],
  user: [
    ...['user', 'human', 'customer', 'client', 'visitor', 'guest', 'caller', 'patient', 'student'],
    ...['prompter', 'member', 'consumer', 'shopper', 'buyer', 'passenger', 'citizen', 'contact'],
    ...[
      'requester',
      'enduser',
      'player',
      'applicant',
      'learner',
      'subscriber',
      'tenant',
      'employee',
    ],
  ],
  system: ['system', 'developer', 'instructions'],
  tool: ['tool', 'function', 'observation', 'plugin', 'api'],
};
const PEOPLE_OF_THE_HOUSE = [
  ...[
    'agent',
    'support',
    'operator',
    'advisor',
    'representative',
    'rep',
    'staff',
    'helper',
    'desk',
  ],
  ...['service', 'counselor', 'expert', 'tutor', 'teacher', 'seller', 'host', 'company', 'brand'],
];
const DEEDS: Readonly<Record<string, readonly string[]>> = {
  assistant: [
    ...['response', 'reply', 'answer', 'completion', 'outbound', 'outgoing', 'output', 'out'],
    ...['generation', 'said', 'sent', 'a'],
  ],
  user: [
    ...['question', 'query', 'request', 'prompt', 'inbound', 'incoming', 'input', 'in', 'asked'],
    ...['utterance', 'q', 'received'],
  ],
};

export type KnownRole = 'user' | 'assistant' | 'system' | 'tool';

/** The role that a value names by its words; `house` where it may be a person or a machine that answers. */
export function roleNamed(value: string): KnownRole | 'house' | undefined {
  const words = keyWords(value);
  return (
    roleOf(SPEAKERS, words) ??
    (words.some((word) => /.{2}bot$|^gpt\d|^ai\d*$/.test(word)) ? 'assistant' : undefined) ??
    (words.some((word) => PEOPLE_OF_THE_HOUSE.includes(word)) ? 'house' : undefined) ??
    roleOf(DEEDS, words)
  );
}

function roleOf(
  table: Readonly<Record<string, readonly string[]>>,
  words: readonly string[],
): KnownRole | undefined {
  for (const role of ['tool', 'assistant', 'user', 'system'] as const)
    if (words.some((word) => table[role]?.includes(word))) return role;
  return undefined;
}
