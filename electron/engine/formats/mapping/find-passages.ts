import type { MappedPassages } from '../../../../shared/domain/mapping.ts';
import { nameOf } from '../json-values.ts';
import { isOfFailure } from './failed-values.ts';
import { best, type Found, found } from './found.ts';
import { dividerOf, ofNames } from './divided-text.ts';
import { withoutNamedAgain } from './named-again.ts';
import { fitOfNames, keyWords, lastKey, lastWords, pathWords } from './key-names.ts';
import { parsePath, type Step, valueAt, within, writePath } from './field-path.ts';
import {
  elementsAt,
  eachStep,
  type SamplePath,
  type SamplePaths,
  startsWith,
} from './sample-paths.ts';
import {
  distinct,
  isBoolean,
  isIdLike,
  isNumber,
  isProse,
  isScalar,
  isText,
  isTime,
  isWhole,
  meanWords,
  numbers,
  said,
  texts,
} from './value-shapes.ts';

/** Lists, objects or texts that are what retrieval gave, by their names or by the look of their elements. */

const NAMES = [
  ...[
    'context',
    'contexts',
    'retrieved context',
    'retrieved contexts',
    'documents',
    'docs',
    'passages',
  ],
  ...[
    'retrieved',
    'retrieved docs',
    'retrieved documents',
    'hits',
    'chunks',
    'snippets',
    'evidence',
  ],
  ...[
    'retrieval results',
    'search results',
    'knowledge',
    'citations',
    'references',
    'sources',
    'matches',
  ],
  ...[
    'results',
    'retrieval',
    'kb articles',
    'articles',
    'excerpts',
    'source documents',
    'nodes',
    'grounding',
  ],
  ...[
    'kb hits',
    'context docs',
    'supporting docs',
    'refs',
    'top k',
    'retrieved passages',
    'retrieved chunks',
  ],
  ...['facts', 'lookups', 'memories', 'extracts', 'clauses', 'materials', 'kb results', 'faq hits'],
  ...['house notes', 'background', 'case notes', 'reference texts', 'attached documents', 'memory'],
  ...['matched articles', 'policies', 'rules matched', 'knowledge base', 'lookup', 'findings'],
  ...[
    'kb',
    'src',
    'knowledge base articles',
    'sheets',
    'cards',
    'records used',
    'pages',
    'sections',
    'paragraphs',
    'attachments',
    'files',
    'notes given',
    'faq entries',
    'faqs',
    'papers',
    'leaflets',
    'faq',
    'kb entries',
  ],
];
const TEXT = [
  ...[
    'text',
    'content',
    'page content',
    'passage',
    'chunk',
    'body',
    'snippet',
    'excerpt',
    'chunk text',
  ],
  ...['document', 'doc', 'quote', 'value', 'paragraph', 'summary', 'section', 'fragment', 'txt'],
];
const ID = [
  ...[
    'document id',
    'doc id',
    'chunk id',
    'passage id',
    'id',
    'key',
    'ref',
    'article id',
    'node id',
    'doc',
  ],
  ...['slug', 'source id', 'docid', 'uuid', 'kb id', 'hash', 'doc ref', 'code', 'number', 'no'],
  ...['article', 'article no', 'article number', 'entry', 'entry id', 'card', 'sheet', 'note id'],
];
const SOURCE = [
  'source',
  'url',
  'uri',
  'file',
  'filename',
  'file name',
  'title',
  'path',
  'link',
  'src',
  'page',
  'doc title',
  'heading',
  'doc',
  'origin',
];
const SCORE = [
  'score',
  'similarity',
  'relevance',
  'relevance score',
  'fit',
  'sim',
  'rank score',
  'cosine',
  'rerank score',
  'weight',
  'confidence',
  'bm25',
];
/**
 * The smaller, the nearer: it says that a search found the passage, but is no score, and stays in the record. A word within
 * a name is enough: `l2_distance`, `distanceToQuery`, `Vektorabstand`.
 */
const DISTANCE =
  /^(?:dist|l2)$|distan|abstand|afstand|avstand|odleglo|odległo|vzd[aá]len|vzdialen|t[aá]vols[aá]g|et[aä]isyy|uzakl[iı]k|mesafe|euclid|euklid|расстоян|відстан|απ[οό]στασ|距離|距离|거리|مسافة|दूरी/u;

/** What one of several columns with a number is called: `Source 1`, `Source 2`. */
const NUMBERED =
  /^(?:source|passage|chunk|snippet|context|document|doc|excerpt|hit|evidence|article|retrieved|fragment|citation)$/;
const isNumbered = ({ steps }: SamplePath): boolean => {
  const parts = /^(.*?)[\W_]*(\d{1,2})(?:[\W_]+(.*))?$/.exec(lastKey(steps))?.slice(1);
  const [word = '', , rest = ''] = parts ?? [];
  const saysText = rest === '' || fitOfNames(keyWords(rest), TEXT) > 0;
  return saysText && NUMBERED.test(keyWords(word).at(-1) ?? '');
};

/** Whether the path is called as what retrieval gives is. */
export const isNamedAsPassages = ({ steps }: SamplePath): boolean =>
  fitOfNames(pathWords(steps), NAMES) > 0.5;

export interface FoundPassages {
  readonly mapped: MappedPassages;
  readonly found: Found;
}

export function passagesIn(
  paths: SamplePaths,
  taken: (at: SamplePath) => boolean,
  write: (steps: readonly Step[]) => string,
): FoundPassages[] {
  return withoutNamedAgain(passagesAmong(paths, taken, write), paths);
}

function passagesAmong(
  paths: SamplePaths,
  taken: (at: SamplePath) => boolean,
  write: (steps: readonly Step[]) => string,
): FoundPassages[] {
  const chosen: FoundPassages[] = [];
  for (const at of paths.all) {
    // What stands in what was taken already is a part of it.
    const inner = chosen.some(({ found: { at: outer } }) => startsWith(at.steps, outer.steps));
    if (inner || taken(at) || holdsTaken(paths, at, taken)) continue;
    const passages = passagesAt(paths, at, write);
    if (passages !== null) chosen.push(passages);
  }
  return chosen;
}

/** What the messages of a call stand in is all of the call: a logger's `ctx`. */
const holdsTaken = (
  paths: SamplePaths,
  { steps, objects }: SamplePath,
  taken: (at: SamplePath) => boolean,
): boolean =>
  objects > 0 && paths.all.some((one) => startsWith(one.steps, steps) && isText(one) && taken(one));

/** A column may say of what type it is, or what was done with them: `passages_txt`, `passages_found`. */
const TYPED_OR_DONE =
  /^(?:txt|text|str|json|list|ids?|refs|keys|urls|links|titles|names|found|used|given|provided|supplied|passed|sent|injected|selected|included|shown|cited|consulted|returned|matched|gefunden|verwendet|gevonden|gebruikt|trouves|utilises|utilisees|consultes|usados|usadas|encontrados|consultados|trovati|usati|uzyte|znalezione|fourni\w*|donne\w*|transmis\w*|retenu\w*|fornecid[oa]s?|recuperad[oa]s?|proporcionad[oa]s?|entregad[oa]s?|forniti?|fornite|recuperati?|mitgegeben\w*|ubergeben\w*|uebergeben\w*|bereitgestellt\w*|abgerufen\w*|meegegeven|opgehaald\w*|przekazan\w*|hentet\w*|hamtad\w*|getirilen|verilen)$/;
const nameFit = ({ steps }: SamplePath): number => {
  const words = pathWords(steps);
  const key = lastWords(steps);
  const isTyped = key.length > 1 && TYPED_OR_DONE.test(key.at(-1) ?? '');
  const [last = '', before = ''] = [...words].reverse();
  const several = [...words.slice(0, -2), before.replace(/s?$/, 's')];
  const named = Math.max(
    fitOfNames(isTyped ? words.slice(0, -1) : words, NAMES),
    isTyped && OF_DOCUMENTS.test(last) ? fitOfNames(several, NAMES) : 0,
  );
  const end = steps.at(-1);
  const isKind = end !== undefined && 'each' in end;
  const plural = isKind ? fitOfNames([...words.slice(0, -1), `${last}s`], NAMES) : 0;
  return isLookedUp(steps) ? Math.max(named, 0.8) : Math.max(named, plural);
};

/** What was looked up for the model may be anything that a house has: `contextProducts`, `retrieved_offers`, `ragItems`. */
const isLookedUp = (steps: readonly Step[]): boolean => {
  const key = lastWords(steps);
  if (GIVEN.test(key.join(' '))) return true;
  if (key.some((word) => OF_THE_SEARCH.test(word))) return false;
  const isAnyOf = key.length === 1 && ANY_LIST.test(key[0] ?? '');
  return isAnyOf
    ? lastWords(steps.slice(0, -1)).some((word) => FOR_THE_MODEL.test(word))
    : key.length > 1 && key.some((word) => FOR_THE_MODEL.test(word));
};
/** `grounded_on`, `products_in_prompt`, `leaflets_fed`, `passages_fed_to_llm`, `web_search_results` */
const GIVEN =
  /\b(?:looked up|grounded (?:on|in|at)|(?:given|shown|sent|passed|fed) (?:to )?(?:the )?(?:model|llm|prompt)|(?:fed|supplied|injected)|in (?:the )?(?:prompt|context)|search (?:results|hits))$/;
/** What a list is called whose object says what it holds: `retrieval: {items: [...]}`. */
const ANY_LIST =
  /^(?:items?|results|outputs?|list|entries|elements|rows|records|top|found|data|ids|refs|used)$/;
const OF_DOCUMENTS = /^(?:ids?|refs|keys|urls|links|titles|names)$/;
const FOR_THE_MODEL = /^(?:context|retrieved|retrieval|retriever|rag|kb|knowledge|grounding)$/;
const OF_THE_SEARCH =
  /^(?:messages?|turns|history|quer(?:y|ies)|windows?|size|length|limit|count|tokens?|chars|version|model|models|settings|config|params|parameters|options|filters?|flags|tags|scores?|errors?|times?|timings?|ms|seconds|steps?|stats|metrics|keywords|terms|status|mode|strategy|index|variables|vars|tools?|user|session|entities)$/;

function passagesAt(
  paths: SamplePaths,
  at: SamplePath,
  write: (steps: readonly Step[]) => string,
): FoundPassages | null {
  const fit = nameFit(at);
  const step = eachStep(paths, at.steps);
  const isKeyed = step !== undefined && 'entries' in step;
  const chosen = chosenIn(paths, at);
  const each = write(
    isKeyed ? [...at.steps, step] : chosen === undefined ? at.steps : [...at.steps, chosen],
  );
  const last = at.steps.at(-1);
  const isKind = last !== undefined && 'each' in last && last.where !== undefined;
  if (last === undefined || !('name' in last || isKind)) return null;
  // What a step of a kind looked up stands in a list of its own.
  if (isKind && paths.all.some((one) => one.lists > 0 && startsWith(one.steps, at.steps)))
    return null;
  if (isOneDocument(at)) {
    const one = found(at, 0.6, lastKey(at.steps));
    return { mapped: { each, document_id: '.' }, found: one };
  }
  if (at.lists === 0 && at.objects === 0 && isNamedDocuments(at, fit)) {
    const divided_by = ofNames(texts(at));
    if (divided_by !== undefined)
      return {
        mapped: { each, divided_by, document_id: '.' },
        found: found(at, fit, lastKey(at.steps)),
      };
  }
  if (at.lists === 0 && at.objects === 0) {
    if (!isText(at) || meanWords(at) < 4 || !(fit > 0.7 || isNumbered(at))) return null;
    const divided_by = dividerOf(texts(at), fit > 0.7 && !isNumbered(at));
    return {
      mapped: { each, ...(divided_by === undefined ? {} : { divided_by }) },
      found: found(at, Math.max(fit, 0.7), lastKey(at.steps)),
    };
  }
  const [element] = step === undefined ? [at] : paths.under(at.steps);
  if (element === undefined) return null;
  // Prose of several things that nothing else is known of is what was looked up.
  const other =
    fit === 0 && chosen === undefined && isOther(at) && !(isOfNotes(at) && comesAgain(element));
  if (element.objects === 0 && at.lists > 0 && isNamedDocuments(at, fit) && areNames(element, at))
    return { mapped: { each, document_id: '.' }, found: found(at, fit, lastKey(at.steps)) };
  if (element.objects === 0)
    return isText(element) && meanWords(element) >= (fit > 0 ? 3 : 4) && !other
      ? { mapped: { each }, found: found(at, Math.max(fit, 0.4), fit > 0 ? lastKey(at.steps) : '') }
      : null;
  const fields = paths.fieldsOf(element.steps);
  const field = (names: readonly string[], fits: (one: SamplePath) => boolean) =>
    best(
      fields.filter(fits).map((one) => ({
        at: one,
        score: fitOfNames(pathWords(one.steps.slice(element.steps.length)), names),
      })),
    )?.at;
  const text = field(TEXT, (one) => isText(one) && meanWords(one) >= 2) ?? longest(fields);
  if (text === undefined && areCallsOfTools(at, fields)) return null;
  const isMany = at.lists > 0 || isKeyed || isKind;
  const isFar = (one: SamplePath): boolean => isDistance(one.steps.slice(element.steps.length));
  const near = fields.filter((one) => !isFar(one));
  const score =
    field(SCORE, (one) => isNumber(one) && near.includes(one)) ??
    (isMany ? onlyFraction(near) : undefined);
  const ranked = score ?? fields.find((one) => isNumber(one) && isFar(one));
  const id =
    field(ID, (one) => isIdLike(one) && one !== text) ??
    (isMany && isNamedDocuments(at, fit)
      ? fields.find((one) => one !== text && one !== ranked && areCodes(one))
      : undefined);
  const source =
    field(SOURCE, (one) => isScalar(one) && one !== text && one !== id) ??
    (id === undefined && text !== undefined && isMany && !other
      ? titleOf(paths, element, text, fields)
      : undefined);
  // Of documents that have a name, the text may be elsewhere.
  const isNamed = isMany && isNamedDocuments(at, fit);
  const name = id ?? source ?? nameAmong(fields);
  const known =
    text !== undefined ||
    (id !== undefined && ranked !== undefined) ||
    (name !== undefined && isNamed);
  const looks =
    (text !== undefined &&
      (id ?? source) !== undefined &&
      (ranked !== undefined ||
        ((!other || isTheSameAgain(paths, element, { text, id: id ?? source })) &&
          isMany &&
          meanWords(text) >= 4))) ||
    // Documents with a score were looked up whatever the list is called, and so is what was chosen for the model.
    (isMany &&
      ranked !== undefined &&
      ((id !== undefined && (namesDocument(id) || chosen !== undefined)) ||
        (!other && text !== undefined && meanWords(text) >= 4 && isNamedScore(ranked))));
  if (!known || (fit === 0 && !looks) || (fit > 0 && fit < 0.62 && !looks && at.lists === 0))
    return null;
  const pathIn = (one: SamplePath): string => writePath(one.steps.slice(element.steps.length));
  const mapped = {
    each,
    ...(text === undefined ? {} : { content: pathIn(text) }),
    ...(id !== undefined
      ? { document_id: pathIn(id) }
      : name !== undefined && name !== source
        ? { document_id: pathIn(name) }
        : {}),
    ...(source === undefined ? {} : { source: pathIn(source) }),
    ...(score === undefined ? {} : { score: pathIn(score) }),
  };
  return {
    mapped,
    found: found(at, fit === 0 ? 0.5 : fit, fit === 0 ? '' : lastKey(at.steps)),
  };
}

/** What tools were called, how long they took and whether they worked: no text of theirs is there. */
export const areCallsOfTools = (at: SamplePath, fields: readonly SamplePath[]): boolean =>
  lastWords(at.steps).some((word) => TOOL.test(word)) ||
  fields.some((one) => lastWords(one.steps).some((word) => TOOL.test(word)));
const TOOL = /^(?:tools?|functions?|fn|plugins?)$/;

/** The one document that was looked up: `kb_article: 'KB-12'`, `matched_doc_id: 12`. */
const isOneDocument = (at: SamplePath): boolean =>
  isIdLike(at) &&
  !isTime(at) &&
  meanWords(at) <= 2 &&
  comesAgain(at) &&
  ONE.test(lastWords(at.steps).join(' ')) &&
  [...distinct(at)].every((value) => /\d|\.[a-z]{2,5}$/.test(value));
const ONE =
  /^(?:kb|knowledge(?: base)?|retrieved|matched|rag|cited) (?:articles?|docs?|document|passage|chunk|snippet|entry|card|sheet|file|page)(?: (?:id|ref|no|key|name))?$/;

/** Lists that are called documents and hold nothing but what each is known by: names, titles, numbers. */
const isNamedDocuments = (at: SamplePath, fit: number): boolean =>
  fit > 0.5 &&
  (isLookedUp(at.steps) || !lastWords(at.steps).some((word) => NO_DOCUMENTS.test(word)));
const NO_DOCUMENTS =
  /^(?:attachments?|attached|files?|notes?|memory|memories|facts|findings|results|matches|pages|sections|paragraphs|nodes|policies|materials|background|lookups?|extracts|excerpts|snippets|texts|uploads?|uploaded|submitted|required|requested|missing|pending|generated|created|signed)$/;

/** Numbers of which the same come again in other records, and that count nothing from one on. */
function areKeys(element: SamplePath): boolean {
  const values = [...distinct(element)].map(Number).toSorted((a, b) => a - b);
  const isCount = values.every((value, index) => value === (values[0] ?? 0) + index);
  return (
    values.length >= FEWEST_KEYS && !isCount && values.length * 4 <= element.scalars.length * 3
  );
}
const FEWEST_KEYS = 3;

/** Names come again in other records, are shorter than what they name, and no words of a language alone. */
const areNames = (element: SamplePath, at: SamplePath): boolean =>
  isScalar(element) &&
  [...distinct(element)].filter((name) => /[\d.:_/\s-]/.test(name.trim())).length * 2 >
    distinct(element).size &&
  !isBoolean(element) &&
  meanWords(element) <= 8 &&
  (comesAgain(element) ||
    areCodes(element) ||
    (isWhole(element) && (namesNumbers(at) || areKeys(element)))) &&
  texts(element).every((text) => text.length <= 120 && !/[.?!]\s+\p{Lu}|\n/u.test(text));

/** A step to those of a list that were given to the model, where a flag of each says whether it was: `in_context: true`. */
function chosenIn(paths: SamplePaths, { steps }: SamplePath): Step | undefined {
  const flag = paths
    .under([...steps, { each: true }])
    .find(
      (one) =>
        isBoolean(one) && distinct(one).size === 2 && CHOSEN.test(lastWords(one.steps).join(' ')),
    );
  return flag === undefined
    ? undefined
    : { each: true, where: { name: lastKey(flag.steps), is: 'true' } };
}
const CHOSEN =
  /\b(?:in|to|for)\b.*\b(?:context|prompt|model|llm|window)$|^(?:(?:is|was) )?(?:included|include|selected|kept|given|provided|passed|injected)$|^(?:given|passed|sent|used) (?:context|prompt|model)$/;

/** `article_ids` */
const namesNumbers = ({ steps }: SamplePath): boolean =>
  OF_DOCUMENTS.test(lastWords(steps).at(-1) ?? '');

/** `DMS-6251027`, `lec01.pdf p.21`, `src/app.ts`: each has a number or is a path, and is in one piece or two. */
const areCodes = (at: SamplePath): boolean =>
  isIdLike(at) &&
  !isNumber(at) &&
  !isTime(at) &&
  meanWords(at) <= 3 &&
  [...distinct(at)].every((value) =>
    /[A-Za-z].*\d|\d.*[A-Za-z]|[\w-]\/[\w-]|\.[a-z]{2,5}\b/.test(value),
  );

const isNamedScore = (at: SamplePath): boolean =>
  fitOfNames(lastWords(at.steps), SCORE) > 0 || isDistance(at.steps.slice(-1));

/** By the words of its names, and by the last as it stands, which may have accents. */
const isDistance = (steps: readonly Step[]): boolean =>
  [...pathWords(steps), lastKey(steps).normalize('NFC').toLowerCase()].some((word) =>
    DISTANCE.test(word),
  );

const namesDocument = ({ steps }: SamplePath): boolean =>
  lastWords(steps).some((word) => DOCUMENT.test(word));
const DOCUMENT = /^(?:docs?|documents?|chunks?|passages?|articles?|pages?|files?|kb|sources?)$/;

/**
 * What documents without a text are known by, whatever it is called: of the short texts that come again in other records the
 * one with most values.
 */
const nameAmong = (fields: readonly SamplePath[]): SamplePath | undefined =>
  fields
    .filter((one) => isText(one) && !isTime(one) && meanWords(one) <= 8 && comesAgain(one))
    .filter((one) => !lastWords(one.steps).some((word) => OF_A_KIND.test(word)))
    .toSorted((a, b) => distinct(b).size - distinct(a).size)[0];
const OF_A_KIND =
  /^(?:type|kind|lang|language|mime|format|status|state|category|severity|tag|tags|class|level|version)$/;

/** Of numbers below a thousand the one with fractions, where it is one alone. */
function onlyFraction(fields: readonly SamplePath[]): SamplePath | undefined {
  const all = fields.filter(
    (one) =>
      said(one).every((value) => typeof value === 'number' && Math.abs(value) < 1000) &&
      isNumber(one) &&
      !numbers(one).every(Number.isInteger),
  );
  return all.length === 1 ? all[0] : undefined;
}

/** What a text is known by whatever it is called: a short one that comes again with the same text, each with its own. */
const titleOf = (
  paths: SamplePaths,
  element: SamplePath,
  text: SamplePath,
  fields: readonly SamplePath[],
): SamplePath | undefined =>
  fields.find(
    (one) =>
      one !== text &&
      isIdLike(one) &&
      !isNumber(one) &&
      one.values === element.values &&
      meanWords(one) * 2 < meanWords(text) &&
      isTheSameAgain(paths, element, { text, id: one }),
  );

/** The same id comes again with the same text, as what is looked up does and what people write does not. */
function isTheSameAgain(
  paths: SamplePaths,
  element: SamplePath,
  { text, id }: { readonly text: SamplePath; readonly id: SamplePath | undefined },
): boolean {
  if (id === undefined) return false;
  const [ofId, ofText] = [id, text].map(({ steps }) =>
    parsePath(writePath(steps.slice(element.steps.length))),
  );
  if (ofId === undefined || ofText === undefined) return false;
  const known = new Map<string, unknown>();
  let again = 0;
  for (const one of elementsAt(paths, element.steps).sample) {
    const key = nameOf(valueAt(ofId, within(one), true));
    const says = valueAt(ofText, within(one), true);
    if (key === undefined || says === undefined) continue;
    if (known.has(key) && known.get(key) !== says) return false;
    again += known.has(key) ? 1 : 0;
    known.set(key, says);
  }
  return again >= 2 && known.size >= 2;
}

/** Lists and objects that hold texts for other reasons. */
const OTHER =
  /^(?:messages?|turns|history|prior|previous|prev|earlier|past|suggestions?|suggested|followups?|follow|tools?|calls?|functions?|actions?|steps?|events?|errors?|warnings?|logs?|notes?|comments?|remarks?|reviews?|feedback|ratings?|options|choices|candidates|alternatives|tags?|labels?|attachments?|stop|spans?|trace|headers?|params|args|arguments|plan|tasks?|chat|dialog|lines|conversation|answers?|outputs?|responses?|parts|blocks)$/;
/** People keep some of them for machines to read: those come again in other records. */
const OF_NOTES = /^(?:notes?|remarks?|lines|parts|blocks)$/;
const isOfNotes = (at: SamplePath): boolean => lastWords(at.steps).some((w) => OF_NOTES.test(w));
const comesAgain = (at: SamplePath): boolean =>
  texts(at).length >= 4 && distinct(at).size * 4 <= texts(at).length * 3;
const isOther = (at: SamplePath): boolean => lastWords(at.steps).some((word) => OTHER.test(word));

const longest = (fields: readonly SamplePath[]): SamplePath | undefined =>
  fields
    .filter(
      (one) =>
        isProse(one) &&
        meanWords(one) >= 4 &&
        !isOfFailure(one) &&
        !keyWords(lastKey(one.steps)).includes('title'),
    )
    .toSorted((a, b) => meanWords(b) - meanWords(a))[0];
