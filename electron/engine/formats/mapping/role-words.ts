import { keyWords } from './key-names.ts';
import { isAtWork, isServed } from './person-words.ts';

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
  system: [...['system', 'developer', 'instructions', 'rules', 'persona', 'charter', 'guidance']],
  tool: ['tool', 'function', 'observation', 'obs', 'plugin', 'api'],
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
    ...['generation', 'said', 'sent', 'a', 'final'],
  ],
  user: [
    ...['question', 'query', 'request', 'prompt', 'inbound', 'incoming', 'input', 'in', 'asked'],
    'ask',
    ...['asker', 'utterance', 'q', 'received'],
  ],
};

/** Steps of an agent: a log that names them tells of one who asks and a machine that works. */
const STEP =
  /^(?:plan|planning|thought|think|thinking|reasoning|act|action|obs|observation|observe|tool|final|step|reflect|reflection)$/;
/** What happens around messages rather than being one: `run.begin`, `operator.feedback`. */
const HAPPENING =
  /^(?:feedback|rating|begin|start|started|end|ended|close|closed|open|opened|status|heartbeat|join|joined|leave|left|login|logout|metric|metrics|usage|error|timeout)$/;

export const isStep = (value: string): boolean => keyWords(value).some((word) => STEP.test(word));
export const isHappening = (value: string): boolean =>
  keyWords(value).some((word) => HAPPENING.test(word));

/** How calls went, several ways: `classification done`, `classification failed`. */
export const areOutcomes = (values: readonly string[]): boolean =>
  values.length > 1 && values.every((value) => keyWords(value).some((word) => OUTCOME.test(word)));
const OUTCOME =
  /^(?:done|ok|okay|success|successful|succeeded|complete|completed|finished|failed|failure|error|errored|timeout|cancelled|canceled|aborted|rejected|refused|skipped|retried|crashed|limited)$/;

/** Words of those whose messages are what was looked up. */
const OF_KNOWLEDGE =
  /^(?:context|contexts|knowledge|doc|docs|document|documents|passage|passages|retrieval|retrieved|retriever|rag|kb|facts?|card|cards|snippets?|evidence|reference|sources?|search)$/;

export const isOfKnowledge = (value: string): boolean =>
  keyWords(value).some((word) => OF_KNOWLEDGE.test(word));

export type KnownRole = 'user' | 'assistant' | 'system' | 'tool';

/** The role that a value names by its words; `house` where it may be a person or a machine that answers. */
export function roleNamed(value: string): KnownRole | 'house' | undefined {
  // A letter is a word where it is all that is said: `a`, and not a person's initial.
  const all = keyWords(value);
  const words = all.length === 1 ? all : all.filter((word) => word.length > 1);
  return (
    roleOf(SPEAKERS, words) ??
    (words.some((word) => /.{2}bot$|^gpt\d|^ai\d*$/.test(word)) ? 'assistant' : undefined) ??
    (words.length <= MOST_WORDS && words.some((word) => PEOPLE_OF_THE_HOUSE.includes(word))
      ? 'house'
      : undefined) ??
    roleOf(DEEDS, words) ??
    // Of one word alone, whoever is served asks.
    (words.length === 1 ? aloneNamed(words[0] ?? '') : undefined)
  );
}

const aloneNamed = (word: string): KnownRole | undefined =>
  isServed(word)
    ? 'user'
    : /^(?:setup|preamble|primer|briefing)$/.test(word)
      ? 'system'
      : undefined;

/** Whoever is served, called by a word that no list of speakers has. */
export function isOfService(value: string): boolean {
  const words = keyWords(value);
  return words.length === 1 && isServed(words[0] ?? '') && roleOf(SPEAKERS, words) === undefined;
}

/** Whoever works there: beside whom they serve they answer, beside a machine they ask. */
export function isOfTrade(value: string): boolean {
  const [word = '', ...more] = keyWords(value);
  return more.length === 0 && isAtWork(word);
}

/** A longer name is a title of something. */
const MOST_WORDS = 3;

/** The role of what is done, whoever is named beside it; undefined also for a rating of it. */
export function deedNamed(value: string): KnownRole | undefined {
  const words = keyWords(value);
  return words.some((word) => RATED.test(word)) ? undefined : roleOf(DEEDS, words);
}
const RATED = /^(?:rated|rating|ratings|feedback|voted|vote|stars|review|reviewed|survey)$/;

/** `reply rated` */
export const isOfRating = (value: string): boolean =>
  keyWords(value).some((word) => RATED.test(word)) &&
  keyWords(value).some((word) => DEEDS.assistant?.includes(word));

/** A message that somebody sent, and no word of a reply or of a machine. */
export const isOnlySent = (value: string): boolean => {
  const words = keyWords(value);
  return (
    words.some((word) => /^(?:sent|said)$/.test(word)) &&
    !words.some((word) => /^(?:reply|answer|response|completion|generation|output)$/.test(word)) &&
    roleOf(SPEAKERS, words) === undefined
  );
};

function roleOf(
  table: Readonly<Record<string, readonly string[]>>,
  words: readonly string[],
): KnownRole | undefined {
  for (const role of ['tool', 'assistant', 'user', 'system'] as const)
    if (words.some((word) => table[role]?.includes(word))) return role;
  return undefined;
}
