import { ofNames, divider } from './divided-text.ts';
import { writePath, type Step } from './field-path.ts';
import { areCallsOfTools, type FoundPassages } from './find-passages.ts';
import { best, found } from './found.ts';
import { withoutAccents } from './foreign-words.ts';
import { lastKey, lastWords, pathWords } from './key-names.ts';
import { eachStep, isListed, type SamplePath, type SamplePaths } from './sample-paths.ts';
import {
  distinct,
  isBoolean,
  isNumber,
  isScalar,
  isText,
  isTime,
  meanWords,
  said,
  texts,
} from './value-shapes.ts';

/**
 * What was looked up for a call where nothing is called so: a list of ids or titles that changes from call to call, under a
 * name that says it was used (`fiches consultées`), or of codes of which many are different (`records: [b193, b244]`). What
 * people send, tags, products and the like stand in lists, too: their names tell them.
 */
export function listedDocuments(
  paths: SamplePaths,
  taken: (at: SamplePath) => boolean,
  write: (steps: readonly Step[]) => string,
): FoundPassages | undefined {
  const all = paths.all
    .filter((at) => !taken(at) && !isListed(at.steps) && isNamed(at))
    .filter((at) => !lastWords(at.steps).some((word) => NEVER.test(word)) || areSourceFiles(at))
    .flatMap((at) => listAt(paths, at, write) ?? []);
  return best(all.map((one) => ({ ...one, score: one.found.score })));
}

/** Files are sent by people as a rule, but where they are called sources. */
const areSourceFiles = ({ steps }: SamplePath): boolean =>
  /^(?:sources?|references?|cited|grounding|knowledge) (?:files?|attachments?)$/.test(
    lastWords(steps).join(' '),
  );

const isNamed = ({ steps }: SamplePath): boolean => {
  const last = steps.at(-1);
  return last !== undefined && 'name' in last;
};

function listAt(
  paths: SamplePaths,
  at: SamplePath,
  write: (steps: readonly Step[]) => string,
): FoundPassages | null {
  const used = isUsed(at);
  if (!used && lastWords(at.steps).some((word) => UNLESS_USED.test(word))) return null;
  const each = write(at.steps);
  const told = (score: number, mapped: object): FoundPassages => {
    const one = found(at, score, lastKey(at.steps));
    return {
      mapped: { each, ...mapped },
      found: { ...one, why: `${one.why}; it changes from call to call, as what is looked up` },
    };
  };
  if (at.lists === 0 && at.objects === 0) {
    const divided_by = isText(at) ? ofNames(texts(at)) : undefined;
    if (divided_by === undefined) return null;
    const parts = texts(at).map(divider(divided_by));
    return areSeveral(parts) && (used || areCodes(parts.flat()))
      ? told(used ? 0.5 : 0.3, { divided_by, document_id: '.' })
      : null;
  }
  const step = eachStep(paths, at.steps);
  if (at.lists === 0 || step === undefined || !('each' in step)) return null;
  const element = paths.at([...at.steps, step]);
  if (element === undefined || element.values > at.records * MOST_OF_A_CALL) return null;
  if (element.objects === 0)
    return areKnownBy(element, used) ? told(used ? 0.5 : 0.35, { document_id: '.' }) : null;
  return ofObjects(paths, at, element, used, told);
}

/** Each of an object that says what it is known by, and little else; or a text with its source among what the model was given. */
function ofObjects(
  paths: SamplePaths,
  at: SamplePath,
  element: SamplePath,
  used: boolean,
  told: (score: number, mapped: object) => FoundPassages,
): FoundPassages | null {
  const fields = paths.under(element.steps);
  if (fields.length > MOST_FIELDS || !fields.every(isScalar)) return null;
  if (areCallsOfTools(at, fields)) return null;
  const named = fields.filter((one) => NAME.test(lastWords(one.steps).join(' ')));
  const name =
    named.find((one) => areKnownBy(one, true) && !isNumber(one)) ??
    fields.find((one) => areFilesAgain(one)) ??
    named.find((one) => areKnownBy(one, true)) ??
    fields.find((one) => areKnownBy(one, false));
  if (name === undefined) return null;
  const pathIn = (one: SamplePath): string => writePath(one.steps.slice(element.steps.length));
  const text = fields.find((one) => one !== name && isText(one) && meanWords(one) >= FEWEST_WORDS);
  if (text !== undefined)
    return isGiven(at) ? told(0.4, { content: pathIn(text), document_id: pathIn(name) }) : null;
  const known = used || OF_RULES.test(lastWords(at.steps).at(-1) ?? '');
  return known || areKnownBy(name, false) || areFilesAgain(name)
    ? told(0.35, { document_id: pathIn(name) })
    : null;
}

/** The same few files of texts in many calls, under any name: manuals, house rules. */
const areFilesAgain = (at: SamplePath): boolean =>
  isText(at) &&
  distinct(at).size >= 2 &&
  said(at).length >= distinct(at).size * FEWEST_FILES &&
  [...distinct(at)].every((value) => FILE_OF_TEXT.test(value));
const FILE_OF_TEXT = /^[^\n/]{1,100}\.(?:pdf|docx?|odt|rtf|mdx?|txt|html?|pptx?|rst|adoc|epub)$/i;

/** Ids and titles, of which several are different: under no name that says more, codes with numbers in them. */
function areKnownBy(at: SamplePath, used: boolean): boolean {
  if (!isScalar(at) || isBoolean(at) || isTime(at)) return false;
  const values = said(at).map(String);
  if (!used) return areCodes(values);
  return (
    distinct(at).size >= FEWEST_USED &&
    meanWords(at) <= MOST_WORDS &&
    values.every((value) => value.length <= 120 && !/[.?!]\s+\p{Lu}|\n/u.test(value))
  );
}

/** Names of files, also among titles; in one piece, or titles of which some have a number: tags and words for things have none. */
function areCodes(values: readonly string[]): boolean {
  const different = [...new Set(values)];
  const files = different.filter((value) => FILE.test(value));
  const isRestNamed = different.every(
    (value) => FILE.test(value) || TITLE.test(value) || CODE.test(value),
  );
  if (files.length >= FEWEST_FILES && files.length * 4 >= different.length && isRestNamed)
    return true;
  if (different.length < FEWEST_CODES) return false;
  const numbered = different.filter((value) => /\d/.test(value));
  if (different.every((value) => CODE.test(value))) return numbered.length === different.length;
  return (
    different.every((value) => TITLE.test(value)) &&
    numbered.length * 4 >= different.length &&
    different.length * 3 <= values.length * 2
  );
}
/** Names of files of texts, and their places. */
const FILE =
  /^[^\n]{1,100}\.(?:pdf|docx?|odt|rtf|md|mdx|txt|html?|xlsx?|ods|csv|pptx?|xml|json|ya?ml|rst|adoc|tex|epub)(?:[#?:§ ][^\n]{0,40})?$|^https?:\/\/\S+$|^\/?[\w-]+(?:\/[\w.-]+)+$/i;
const FEWEST_FILES = 3;
const CODE = /^(?=\S*[A-Za-z/_#-])[\w./:#§-]{3,80}$/;
/** No sentence, though a chapter or a page may be shortened in it: `Ch. 4 – Solutions`. */
const TITLE = /^\p{Lu}(?!.*[.!?](?:\s+(?!\d)|$))[^\n]{3,80}$/u;

const areSeveral = (parts: readonly (readonly string[])[]): boolean =>
  new Set(parts.flat()).size >= FEWEST_USED && parts.flat().length <= parts.length * MOST_OF_A_CALL;

const MOST_OF_A_CALL = 10;
const MOST_FIELDS = 5;
const FEWEST_WORDS = 3;
const MOST_WORDS = 8;
const FEWEST_USED = 3;
const FEWEST_CODES = 6;

const NAME =
  /^(?:(?:\w+ )?(?:id|key|ref|reference|code|slug|no|number|title|name|url|path)|doc|document|source|src|file|article|page|section)$/;
const OF_RULES = /^(?:polic(?:y|ies)|rules|guidelines|procedures|standards|materials|findings)$/;

/** What stands in the request is what the model was given. */
const isGiven = ({ steps }: SamplePath): boolean =>
  pathWords(steps.slice(0, -1)).some((word) =>
    /^(?:request|req|input|inputs|prompt|payload|given|sent|body)$/.test(word),
  );

/** The name says what was done with what it holds, in one of many languages. */
function isUsed({ steps }: SamplePath): boolean {
  const raw = withoutAccents(lastKey(steps))
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return raw.some((word) => USED.test(word));
}
const USED =
  /^(?:used|cited|consult(?:e[ds]?|ees?|ad[oa]s?|at[aeio])|retrieved|referenced|quoted|fetched|found|matched|opened|viewed|read|utili[sz](?:ed|e[es]*|ad[oa]s?|zat[aeio])|utilizzat[aeio]|usad[oa]s?|usat[aeio]|cite(?:e?s|e)|citad[oa]s?|citat[aeio]|trouve(?:e?s|e)|encontrad[oa]s?|trovat[aeio]|recuperad[oa]s?|recuperat[aeio]|lue?s|lid[oa]s|leid[oa]s|lett[aeio]|herangezogene?n?|verwendete?n?|genutzte?n?|benutzte?n?|zitierte?n?|gelesene?n?|eingesehene?n?|nachgeschlagene?n?|gefundene?n?|abgerufene?n?|geraadpleegde?|gebruikte?|geciteerde?|gevonden|opgehaalde?|gelezen|brugte?|brukte?|anvand[ae]?|citera(?:d|t|de)|fundn[ae]|hamtade?|hentede?|wykorzystan[aey]|uzyt[aey]|cytowan[aey]|znalezion[aey]|przywolan[aey]|kullanilan|basvurulan|bulunan)$/;

/** Lists that people or programs have for other reasons, whatever was done with them. */
const NEVER =
  /^(?:tags?|labels?|topics?|categor(?:y|ies)|intents?|entit(?:y|ies)|keywords?|attachments?|attached|files?|uploads?|uploaded|images?|photos?|pictures?|media|tools?|functions?|calls?|actions?|plugins?|agents?|skills?|models?|engines?|features?|flags?|errors?|err|warnings?|issues?|violations?|status|statuses|reasons?|steps?|stages?|events?|logs?|users?|people|participants?|recipients?|emails?|phones?|permissions?|scopes?|roles?|languages?|locales?|devices?|suggestions?|suggested|followups?|replies|options?|choices|buttons|alternatives|candidates|headers?|params|args|arguments|metadata|tests?|experiments?|variants?|versions?|segments?|cohorts?|guardrails?|filters?|moderation|pii|redacted|redactions|messages?|msgs?|turns?|spans?|traces?|questions?|answers?|comments?|feedback|ratings?|scores?|credits?|coupons?|vouchers?|promo|missing|required|requested|pending|generated|created|signed|stop)$/;
/** Things that a call may be about as well. */
const UNLESS_USED =
  /^(?:texts?|items?|products?|orders?|cart|basket|skus?|purchases?|invoices?|parcels?|shipments?|bookings?|reservations?|tickets?|cases?|customers?|accounts?|members?|groups?|teams?|contacts?|parts?|rooms?|tables?|seats?|flights?|routes?|stations?|lines?|vehicles?|symptoms?|diagnos[ei]s|medications?|drugs?|ingredients?|quests?|inventory|equipment|numbers?|amounts?|prices?|dates?|times?|slots?|days?|history|previous|prior|earlier|parents?|children|related|next|similar|checks?|codes?|ids?)$/;
