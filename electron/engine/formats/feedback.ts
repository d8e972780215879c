import type { Emit } from './format.ts';
import { firstOf, isList, isObject, restOf } from './json-values.ts';

const VALUE = ['rating', 'score', 'value', 'label', 'thumbs'];
const TIME = ['at', 'timestamp', 'created_at', 'time'];
const WHO = ['who', 'by', 'user', 'user_id'];
const COMMENT = ['comment', 'text', 'reason', 'explanation'];

/** Emits what users said of an answer: a word, a number, an object {rating, comment, at}, or a list of such. */
export function emitFeedback(feedback: unknown, emit: Emit): void {
  for (const one of isList(feedback) ? feedback : [feedback]) {
    if (one !== undefined && one !== null) emitOne(one, emit);
  }
}

function emitOne(said: unknown, emit: Emit): void {
  if (!isObject(said)) {
    emit.feedback({ what: 'feedback', value: said });
    return;
  }
  emit.feedback({
    what: 'feedback',
    value: firstOf(said, VALUE),
    comment: firstOf(said, COMMENT),
    at: firstOf(said, TIME),
    who: firstOf(said, WHO),
  });
}

/** What an opinion says beside the value under that name: the one text that it does, or all; undefined for nothing more. */
export function saidBeside(payload: unknown, name: string): unknown {
  if (!isObject(payload) || (payload[name] ?? undefined) === undefined) return undefined;
  const rest = restOf(payload, new Set([name]));
  const others = Object.values(rest ?? {}).filter((value) => value !== payload[name]);
  const [only] = others;
  if (only === undefined) return undefined;
  return typeof only === 'string' && others.every((value) => value === only) ? only : rest;
}

const OPINION =
  /(?:^|_)(?:thumbs?|feedback|ratings?|rated|votes?|stars?|csat|nps|satisfaction)(?:_|$)/;
/** Beside other words these say what a judge looks at: `user_intent_match`, `human_likeness`. */
const PERSON = /^(?:users?|customers?|visitors?|humans?|people)(?:_scores?)?$/;

/** Whether the name of a score says that a user gave it, and no judge or program: `user_feedback`, `thumbsUp`, `human`. */
export function saysUser(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
  return OPINION.test(words) || PERSON.test(words);
}
