import type { Emit } from './format.ts';
import { firstOf, isList, isObject } from './json-values.ts';

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
