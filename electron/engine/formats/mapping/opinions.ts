import { withoutAccents } from './foreign-words.ts';
import { keyWords, lastKey, lastWords, pathWords } from './key-names.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { distinct, isBoolean, isNumber, isText, numbers } from './value-shapes.ts';

/**
 * What people think of an answer, or made of it, told by the values: words for and against, or marks that only some
 * answers have.
 */

const POLES: Readonly<Record<string, string>> = {
  english:
    'up down thumbsup thumbsdown thumbup thumbdown upvote downvote upvoted downvoted good bad great poor like liked dislike disliked love loved heart happy unhappy sad angry meh helpful unhelpful helped unhelped useful useless positive negative accept accepted reject rejected keep kept discard discarded dismissed ignored used edited changed corrected rewritten agree agreed disagree disagreed confirmed overruled approved sent edits satisfied unsatisfied dissatisfied binned overturned overridden overrode overruled upheld unchanged scrapped trashed reverted reworded rewrote redone adopted disregarded declined endorsed amended tweaked wrong right accurate inaccurate unclear confusing perfect excellent terrible awful amazing saved published inserted applied copied skipped undone',
  german:
    'gut schlecht nutzlos falsch zufrieden unzufrieden positiv negativ richtig uebernommen ubernommen verworfen geandert hilfreich gefallt verwendet abgelehnt angenommen bestatigt korrigiert freigegeben unbrauchbar brauchbar',
  french:
    'bon bonne mauvais mauvaise inutile satisfait insatisfait positif negatif correct incorrect accepte refuse modifie rejete aime utile envoye garde conserve jete valide corrige retenu ecarte',
  spanish:
    'bien mal bueno buena malo mala gusta gusto satisfecho insatisfecho positivo negativo aceptado rechazado modificado util inutil aceptada rechazada enviado descartado editado corregido aprobado',
  portuguese:
    'bom boa ruim gostei gostou satisfeito insatisfeito otimo pessimo aceito rejeitado editado ajudou resolveu util inutil aceita rejeitada descartado enviado corrigido aprovado',
  italian:
    'buono buona cattivo cattiva soddisfatto insoddisfatto ottimo pessimo piace positivo negativo accettato rifiutato modificato utile inutile inviato scartato corretto approvato',
  dutch:
    'goed slecht nuttig nutteloos tevreden ontevreden positief negatief overgenomen verworpen omhoog omlaag verzonden aangepast geaccepteerd afgewezen behouden',
  polish:
    'dobra dobre dobry zly zla zle przydatne nieprzydatne pozytywna negatywna przydatna nieprzydatna pomocne pomocna niepomocna odrzucono przyjeto zaakceptowano wyslano zmieniono',
  swedish: 'bra dalig daligt nojd missnojd anvandbar oanvandbar',
  danish: 'god godt darlig darligt tilfreds utilfreds misfornoyd fornoyd ubrugelig nyttig brugbar',
  finnish: 'hyva huono',
  japanese: '良い 悪い 満足 不満 役に立った',
  chinese: '满意 不满意 有用 没用 赞 踩',
  russian: 'хорошо плохо полезно бесполезно',
  turkish: 'iyi kotu begendi begendim begenmedi begenmedim faydali faydasiz olumlu olumsuz yararli',
};
/** They say nothing for or against by themselves. */
const BETWEEN =
  'ok okay did does help neutral mixed fair average partly partially somewhat very not no yes so as is with without un non nao nie nicht nein ja niet nee pas oui si sim inte ikke ej hayir evet thumb thumbs duim daumen pouce pulgar polegar pollice teilweise partiel neutro neutre';

const wordSet = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(' ')));
const POLE = new Set([...wordSet(...Object.values(POLES))].map(withoutAccents));
const ANY = new Set([...POLE, ...wordSet(BETWEEN)]);
const SIGN = /^(?:[+-]1?|:[+-]1:|[👍👎❤😀🙂😐🙁😞😡]\p{M}*)$/u;

const isFor = (value: string): boolean => {
  if (SIGN.test(value)) return true;
  const words = keyWords(value);
  return words.some((word) => POLE.has(word)) && words.every((word) => ANY.has(word));
};
const isBetween = (value: string): boolean => keyWords(value).every((word) => ANY.has(word));

const MOST_OPINIONS = 7;

/** Whatever machines say by the same words, and states of things. */
const NO_OPINION =
  /^(?:judge|grader|eval|evals|evaluation|evaluator|expected|label|labels|moderation|guardrail|guardrails|guard|safety|filter|check|checks|metric|metrics|auto|test|model|llm|retrieval|search|rerank|context|document|documents|passages|source|sources|tool|tools|args|status|state|level|health|trend|direction|stage|phase|network|connection|server|service|queue|cache|type|kind|intent|category|confidence|probability|similarity|relevance)$/;
/** What marks are called. */
const MARK =
  /^(?:score|grade|note|nota|mark|marks|points|punkte|verdict|rating|stars|review|feedback)$/;
/** Those who mark. */
const BY_PERSON =
  /^(?:user|customer|client|guest|visitor|patient|student|employee|member|caller|citizen|farmer|buyer|reader|reviewer|human|agent|clerk|rating|feedback|review|survey|moderator|editor|handler|approver|supervisor|adviser|advisor|officer|analyst|doctor|nurse|teacher|operator|recruiter|underwriter|adjuster|lawyer|staff|author|writer|translator|expert)$/;

/** Words that speak for and against, at least two of them, or one where the name is that of an opinion. */
export function areWordsOfOpinion(at: SamplePath, words: readonly string[]): boolean {
  if (!isText(at)) return false;
  const values = [...distinct(at)];
  if (values.length > MOST_OPINIONS || values.some((value) => value.length > 40)) return false;
  if (!values.every((value) => isFor(value) || isBetween(value))) return false;
  // One sign alone is how tables say that nothing is there.
  if (values.filter((value) => value === '+' || value === '-').length === 1) return false;
  const named = words.some((word) => MARK.test(word) || /^reactions?$/.test(word));
  return values.filter(isFor).length >= (named ? 1 : 2);
}

/** `1` to `5` or to `10`, or `-1` and `1`. */
export const isScale = (at: SamplePath): boolean =>
  isNumber(at) &&
  numbers(at).every((value) => value >= -1 && value <= 10 && Number.isInteger(value * 2));

/** People rate some answers, what measures them measures all: `of` is how many records there are. */
function areMarks(at: SamplePath, words: readonly string[], of: number): boolean {
  if (!isScale(at) || !ownWords(at, words).some((word) => MARK.test(word))) return false;
  return words.some((word) => BY_PERSON.test(word)) || areSome(at, of);
}

/** Its name, or what it is the value of. */
function ownWords({ steps }: SamplePath, words: readonly string[]): readonly string[] {
  const own = lastWords(steps);
  return own.every((word) => /^(?:value|val|v|number|num)$/.test(word)) ? words.slice(-2) : own;
}

export const areSome = (at: SamplePath, of: number): boolean => at.scalars.length * 10 < of * 9;

/** What a machine finds in every text, and some people say. */
const OF_ALL = /^(?:sentiment|tone|mood)$/;

/** One for and one against: what a machine finds has fractions, or words. */
const isSigned = (at: SamplePath): boolean =>
  isNumber(at) && distinct(at).size === 2 && numbers(at).every((value) => Math.abs(value) === 1);

/** What several people may have thought stands in a list. */
export const areOpinions = (at: SamplePath, of: number): boolean =>
  pathWords(at.steps).some((word) => /^(?:reactions|ratings|votes)$/.test(word)) &&
  isOpinion(at, of);

export function isOpinion(at: SamplePath, of: number): boolean {
  const words = pathWords(at.steps);
  if (words.some((word) => NO_OPINION.test(word))) return false;
  if (lastWords(at.steps).some((word) => OF_THINGS.test(word))) return false;
  if (OF_DETAIL.test(lastWords(at.steps).at(-1) ?? '')) return false;
  if (words.some((word) => OF_FAILURE.test(word))) return false;
  if (words.some((word) => OF_ALL.test(word)) && !areSome(at, of)) return isSigned(at);
  return areWordsOfOpinion(at, words) || areMarks(at, words, of) || isPassedOver(at, of);
}

/** What people do or say only of some answers: a few words of which one is for or against, or a mark, whatever it is called. */
function isPassedOver(at: SamplePath, of: number): boolean {
  const said = at.scalars.filter(({ value }) => value !== '').length;
  if (said < FEWEST || said * 10 > of * 9 || isListed(at.steps)) return false;
  const own = lastWords(at.steps);
  const values = [...distinct(at)];
  if (isNumber(at)) {
    const all = numbers(at);
    const isMark = all.every((value) => value >= 1 && value <= 5 && Number.isInteger(value));
    // Where keys are a letter or two, nobody else counts from one to five in some of the records.
    const isNamed = own.some((word) => RATED.test(word)) || lastKey(at.steps).length <= 2;
    return isSigned(at) || (isMark && values.length >= 3 && isNamed);
  }
  if (!isText(at) || values.length > MOST_DEEDS) return false;
  if (values.length < 2 && !own.some(isOfDeed)) return false;
  if (values.length * 2 > said || values.some((value) => !isFewWords(value))) return false;
  const known = values.filter((value) => keyWords(value).some((word) => POLE.has(word)));
  return known.length * 2 >= values.length || (known.length > 0 && own.some(isOfDeed));
}

const FEWEST = 3;
const MOST_DEEDS = 6;
const isFewWords = (value: string): boolean => value.length <= 40 && keyWords(value).length <= 4;
const RATED = /^(?:rating|score|stars|mark|grade|csat|nps|satisfaction|smiley|smile|face|quality)$/;
/** What somebody decided about an answer is called so, or as whoever decided. */
const isOfDeed = (word: string): boolean => DEED.test(word) || BY_PERSON.test(word);
const DEED =
  /^(?:action|decision|verdict|outcome|disposition|choice|fate|reaction|response|taken|done|review|reviewed|approval|signal|used|use)$/;
/** Words for and against are said of these without anybody's opinion of an answer. */
const OF_THINGS =
  /^(?:error|errors|code|reason|result|application|loan|state|order|payment|delivery|delivered|invoice|claim|refund|booking|ticket|tool|finish|stop|delay|direction|role|retry|consent)$/;

/** What is said besides, of an outcome as of anything. */
const OF_DETAIL = /^(?:details?|message|msg|description|info)$/;

/** What stands in an object of an error says how it failed: `err: {message: 'Bad gateway'}`. */
const OF_FAILURE =
  /^(?:err|error|errors|exception|failure|failures|failed|fault|broken|broke|crashed|aborted)$/;

/** What machines tell of themselves by yes and no. */
const FLAG =
  /^(?:broken|broke|crashed|aborted|failure|fault|is|has|was|did|can|should|use|used|cache|cached|hit|truncated|stream|streamed|streaming|retry|retried|enabled|disabled|active|internal|test|beta|flag|flagged|contains|requires|required|needs|deleted|visible|grounded|blocked|fallback|escalated|resolved|handoff|handover|empty|first|last|new|final|consent|anonymous|guest|staff|debug|dry|cold|warm|partial|complete|completed|success|ok|failed|error|timeout|loaded|ready|connected|verified|signed|logged|billable|invoiceable)$/;
const YES_OR_NO =
  /^(?:true|false|yes|no|y|n|ja|nein|nee|oui|non|si|s[ií]|sim|n[aã]o|tak|nie|evet|hayir|はい|いいえ|да|нет)$/i;

/** What a machine finds in a text: `contains_feedback`, `needs_rating`. */
export const isFinding = (at: SamplePath): boolean =>
  isBoolean(at) && /^(?:contains|requires|needs|has|have)$/.test(lastWords(at.steps)[0] ?? '');

/** Yes and no, both said, of some answers and not of most: nobody but a person passes answers over. */
export function isYesOrNo(at: SamplePath, of: number): boolean {
  if (!(isBoolean(at) || (isText(at) && [...distinct(at)].every((one) => YES_OR_NO.test(one)))))
    return false;
  if (distinct(at).size < 2 || at.scalars.length * 10 > of * 6) return false;
  return !pathWords(at.steps).some((word) => FLAG.test(word) || NO_OPINION.test(word));
}
