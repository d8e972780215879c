import { type Found, found } from './found.ts';
import { fitOfNames, keyWords, lastKey, lastWords, pathWords } from './key-names.ts';
import { roleNamed } from './role-words.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { distinct, isNumber, isProse, isText, meanWords, said } from './value-shapes.ts';

/** A prompt and an answer that stand alone, by the names of their paths and the look of their texts. */

const PROMPT = [
  ...['prompt', 'question', 'query', 'user query', 'user prompt', 'user input', 'user message'],
  ...[
    'user text',
    'user utterance',
    'user question',
    'instruction',
    'customer message',
    'utterance',
  ],
  ...['customer query', 'asked', 'ask', 'input text', 'prompt text', 'question text', 'query text'],
  ...['human', 'user said', 'user', 'customer', 'said by user', 'inbound', 'search query', 'heard'],
  ...[
    'input',
    'request',
    'inquiry',
    'enquiry',
    'asr',
    'asr text',
    'command',
    'req',
    'q',
    'problem',
    'task',
  ],
  ...['doubt', 'complaint', 'user request', 'customer request', 'ask text', 'user ask'],
  ...['question asked', 'inquiry text', 'enquiry text', 'brief'],
];
const ANSWER = [
  ...['answer', 'response', 'completion', 'reply', 'generation', 'generated text', 'model output'],
  ...['llm output', 'assistant', 'bot reply', 'bot response', 'assistant response', 'output text'],
  ...['response text', 'completion text', 'answer text', 'final answer', 'model answer', 'told'],
  ...['agent reply', 'agent response', 'assistant reply', 'bot message', 'bot text', 'bot answer'],
  ...['generated answer', 'llm response', 'model response', 'assistant message', 'ai response'],
  ...['reply text', 'bot', 'output', 'result', 'prediction', 'speech', 'spoken', 'tts', 'tts text'],
  ...[
    'outbound',
    'said',
    'resp',
    'out',
    'a',
    'generated',
    'generated response',
    'final output',
    'resps',
    'responses',
  ],
  ...['advice', 'explanation', 'draft', 'draft body', 'draft text', 'suggestion', 'rewrite'],
  ...['recommendation', 'translation', 'narrative', 'drafted', 'rewritten', 'advice text'],
];
const GENERIC = [
  'text',
  'content',
  'message',
  'body',
  'value',
  'msg',
  'transcript',
  'raw',
  'data',
  'parts',
  'say',
  'display text',
];
const SYSTEM = [
  ...['system prompt', 'system message', 'system', 'system instruction', 'system instructions'],
  ...['system text', 'preamble', 'instructions', 'persona', 'pre prompt', 'developer prompt'],
  ...['rules', 'guidelines', 'guidance', 'directive', 'directives', 'charter'],
];

const INPUT_SIDE =
  /^(?:request|req|input|in|inputs|prompt|user|query|customer|question|human|inbound|client|ask|asr)$/;
const OUTPUT_SIDE =
  /^(?:response|resp|res|output|out|outputs|completion|completions|answer|reply|result|results|assistant|bot|model|generation|generations|choices|candidates|outbound|prediction|llm|tts)$/;
const NEITHER =
  /^(?:expected|reference|gold|golden|ground|truth|target|ideal|label|labels|rubric|template|id|ids|type|version|time|timestamp|feedback|comment|reason|reasoning|rating|score|lang|language|intent|error|status|hash|length|count|title|name|url|uri|email|system|summary|metadata|tags|tag|expect|thinking|grader|judge|persona|tool|tools|tokens)$/;

/** Names of those who speak are names of texts only where sentences stand. */
const PERSON = /^(?:user|customer|human|bot|assistant|q|a|in|out|said|asked|result|output|model)$/i;
/** Lists of which one element is the whole. */
const ALTERNATIVES =
  /^(?:choices|candidates|outputs|generations|content|contents|parts|completions|output|blocks|resps|responses|samples)$/;

export type TextSide = 'prompt' | 'answer';

/** How the path may be the side's text; null where it is not. */
export function textFor(side: TextSide, at: SamplePath): Found | null {
  if (!isText(at) || isNumber(at) || meanWords(at) === 0) return null;
  const key = lastKey(at.steps);
  if (keyWords(key).some((word) => NEITHER.test(word))) return null;
  const words = pathWords(at.steps);
  if (words.some((word) => /^(?:expected|reference|ground|gold|metadata|tools)$/.test(word)))
    return null;
  const hint = sideOf(at);
  const fit = Math.max(
    fitOfNames(words, side === 'prompt' ? PROMPT : ANSWER, keyWords(key)),
    saidBy(key) === side ? 0.9 : 0,
  );
  const generic = fitOfNames(words, GENERIC);
  if ([key, keyWords(key).join(' ')].some((name) => PERSON.test(name)) && !isProse(at)) return null;
  // A name that few calls share, such as the model's, is not what somebody said.
  if (fit === 0 && meanWords(at) < 2 && (generic === 0 || isOfFew(at))) return null;
  const score =
    (fit > 0 ? fit : generic > 0 ? genericScore(side, hint, generic) : hint === side ? 0.5 : 0) *
    (fit > 0 && hint !== undefined && hint !== side ? 0.4 : 1) *
    (isListed(at.steps) ? (words.some((word) => ALTERNATIVES.test(word)) ? 0.9 : 0.4) : 1) *
    (isProse(at) ? 1 : 0.75);
  return score > 0 ? found(at, score, namedBy(at, fit > 0)) : null;
}

export const isNamedAsAnswer = ({ steps }: SamplePath): boolean =>
  fitOfNames(pathWords(steps), ANSWER, lastWords(steps)) > 0;

export const isNamedAsText = ({ steps }: SamplePath): boolean =>
  fitOfNames(lastWords(steps), GENERIC) > 0;

const isOfFew = (at: SamplePath): boolean =>
  said(at).length >= 8 && distinct(at).size * 4 <= said(at).length;

/** `bot_msg`: a key that names a speaker, and that it is a text. */
function saidBy(key: string): TextSide | undefined {
  const words = keyWords(key);
  const text = words.findIndex((word) =>
    /^(?:msg|message|text|utterance|said|says|content|turn|line)$/.test(word),
  );
  if (text < 0 || words.length < 2) return undefined;
  const role = roleNamed(words.filter((_, index) => index !== text).join(' '));
  if (role === 'user') return 'prompt';
  return role === 'assistant' || role === 'house' ? 'answer' : undefined;
}

const genericScore = (side: TextSide, hint: TextSide | undefined, fit: number): number =>
  hint === side ? 0.85 * fit : hint === undefined && side === 'prompt' ? 0.25 : 0;

/** The side that the names above the last speak of, the nearest first. */
function sideOf({ steps }: SamplePath): TextSide | undefined {
  const names = steps.flatMap((step) =>
    'name' in step
      ? [step.name]
      : 'each' in step && step.where !== undefined
        ? [step.where.is]
        : [],
  );
  for (const name of names.slice(0, -1).toReversed()) {
    const words = keyWords(name);
    if (words.some((word) => OUTPUT_SIDE.test(word))) return 'answer';
    if (words.some((word) => INPUT_SIDE.test(word))) return 'prompt';
  }
  return undefined;
}

/** The words of a path that a person sees the reason in. */
function namedBy({ steps, path }: SamplePath, alone: boolean): string {
  return alone ? lastKey(steps) : path;
}

export function systemFor(at: SamplePath): Found | null {
  if (!isText(at) || isListed(at.steps) || meanWords(at) < 2) return null;
  const fit = fitOfNames(pathWords(at.steps), SYSTEM);
  return fit > 0 ? found(at, fit, lastKey(at.steps)) : null;
}
