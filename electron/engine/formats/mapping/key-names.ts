import { inEnglish, withoutAccents } from './foreign-words.ts';
import type { Step } from './field-path.ts';

/** The words of a key, in English where they are of a language that is known: `userMessage_text` is user, message, text. */
export const keyWords = (key: string): readonly string[] =>
  withoutTypes(
    withoutAccents(key)
      .replace(/__[a-z]$/, '')
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  )
    .flatMap(inEnglish)
    .map((word, at, all) => (at > 0 && at === all.length - 1 && AT.test(word) ? 'at' : word))
    .toSorted((one, other) => Number(one === 'id') - Number(other === 'id'));

/** What ends the name of a time in other languages: `erstellt_am`, `creado_en`, `envoye_le`. */
const AT = /^(?:am|um|en|em|le|op|il|den|dnia|kl|pada)$/;

/** What some write before a name to say of what type it is, or that it is a field: `strQuestion`, `m_answer`. */
const TYPE_BEFORE =
  /^(?:str|txt|int|dt|dte|dbl|flt|lng|bln|obj|arr|lst|fld|col|tbl|var|val|vc|nvc|m|f|n|x|z)$/;
/** And after it: `question_s`, `score_d`. */
const TYPE_AFTER = /^(?:s|d|g|l|t)$/;
/** After these an `s` says seconds. */
const TIMED =
  /^(?:latency|duration|elapsed|took|time|runtime|processing|generation|total|wall|wait|response|llm|rt|dauer|duree|duracion|duracao|durata|duur|laufzeit|antwortzeit|dur|lat|sure|varighet|varighed|odpowiedzi|reponse|respuesta|resposta|risposta|antwort|svar|czas|tiempo|tempo|temps|tijd|zeit|tid)$/;

/** The words of a name without those that say of what type it is. */
function withoutTypes(words: readonly string[]): readonly string[] {
  const [first = '', second = ''] = words;
  const named =
    TYPE_BEFORE.test(first) && !(words.length === 2 && /^(?:id|key|no|\d+)$/.test(second));
  const rest = named && words.length > 1 ? words.slice(1) : words;
  const [before = '', last = ''] = rest.slice(-2);
  return rest.length > 1 && TYPE_AFTER.test(last) && !TIMED.test(before) ? rest.slice(0, -1) : rest;
}

/** The words of a path and of its last name are asked for by every question about it. */
const wordsOf = new WeakMap<readonly Step[], readonly string[]>();
const lastOf = new WeakMap<readonly Step[], readonly string[]>();

function once(
  known: WeakMap<readonly Step[], readonly string[]>,
  steps: readonly Step[],
  read: () => readonly string[],
): readonly string[] {
  const words = known.get(steps) ?? read();
  known.set(steps, words);
  return words;
}

/** The words of all names of a path. */
export const pathWords = (steps: readonly Step[]): readonly string[] =>
  once(wordsOf, steps, () =>
    steps.flatMap((step, at) =>
      'name' in step && !isValueOfEntry(steps, at) && !isWrapper(step.name)
        ? keyWords(fieldNamed(steps, at) ?? step.name)
        : keyWords(kindAt(steps, at) ?? ''),
    ),
  );

/** What the entry of an object of ids holds is called as the object is. */
const isValueOfEntry = (steps: readonly Step[], at: number): boolean => {
  const [before, step] = [steps[at - 1], steps[at]];
  return (
    before !== undefined &&
    'entries' in before &&
    step !== undefined &&
    'name' in step &&
    step.name === 'value'
  );
};

/** What extended JSON says the type of a value by: `{"$numberLong": "7"}` is called as what holds it. */
const isWrapper = (name: string): boolean => /^\$(?:oid|date|uuid|number[A-Z]\w*)$/.test(name);

export const lastKey = (steps: readonly Step[]): string => {
  const kind = kindAt(steps, steps.length - 1);
  if (kind !== undefined) return kind;
  const at = steps.findLastIndex((step) => 'name' in step && !isWrapper(step.name));
  const last = steps[at];
  return last === undefined || !('name' in last) ? '' : (fieldNamed(steps, at) ?? last.name);
};

/** The value of a field of a list of fields is called as the field: `props[k=question].v`. */
function fieldNamed(steps: readonly Step[], at: number): string | undefined {
  const [before, step] = [steps[at - 1], steps[at]];
  const isValue = step !== undefined && 'name' in step && VALUED.test(step.name);
  return isValue && before !== undefined && 'each' in before ? before.where?.is : undefined;
}

/** What a field's value is called in a list of fields. */
export const VALUED = /^(?:v|val|value|wert|valeur|valor|valore|waarde|wartosc|varde|deger)$/i;

/** The kind of parts that a step leads to, which is a name as others are: `steps[kind=search].hits`. */
function kindAt(steps: readonly Step[], at: number): string | undefined {
  const step = steps[at];
  if (step === undefined || !('each' in step) || fieldNamed(steps, at + 1) !== undefined)
    return undefined;
  return step.where?.is;
}

/**
 * How well the end of a path fits the first of the names that it ends with: 1 for the first, a little less for each
 * after; 0 for none. A name is words apart by spaces; `usage.inputTokens` ends with "input tokens".
 */
export function fitOfNames(
  words: readonly string[],
  names: readonly string[],
  key: readonly string[] = [],
): number {
  const tails = [4, 3, 2, 1].flatMap((count) =>
    words.length < count ? [] : [{ count, tail: words.slice(-count).join('') }],
  );
  let most = 0;
  for (const [index, name] of names.entries()) {
    const tail = tails.find((one) => one.tail === name.replaceAll(' ', ''));
    if (tail === undefined) continue;
    const whole = tail.count >= key.length;
    if (!whole && tail.count === 1 && NOTHING_ALONE.has(name)) continue;
    most = Math.max(most, (1 - (0.5 * index) / names.length) * (whole ? 1 : 0.75));
  }
  return most;
}

/** Words that end the name of anything: `author_id` is not the id of the record. */
const NOTHING_ALONE: ReadonlySet<string> = new Set([
  ...[
    'id',
    'key',
    'no',
    'nr',
    'number',
    'ref',
    'at',
    'in',
    'out',
    'day',
    'name',
    'user',
    'a',
    'q',
    't',
  ],
  ...['said', 'turn', 'start', 'end', 'sent', 'received', 'build', 'stage', 'index', 'run', 'room'],
  ...['uid', 'guid', 'ms', 'rt', 'contact', 'customer', 'account', 'reference', 'model', 'date'],
]);

/** The words of the last name of a path. */
export const lastWords = (steps: readonly Step[]): readonly string[] =>
  once(lastOf, steps, () => keyWords(lastKey(steps)));
