import type { MappedColumn } from '../../../../shared/domain/mapping.ts';
import { asksAs, isPerson } from './person-words.ts';
import { unitOf } from './latency-unit.ts';
import { found, type FoundColumn } from './found.ts';
import { withoutAccents } from './foreign-words.ts';
import { keyWords, lastKey, lastWords, pathWords } from './key-names.ts';
import { writePath } from './field-path.ts';
import { type SamplePath, valuesByRecord } from './sample-paths.ts';
import { earliestOf, isEpochOfCall, numberedTimes } from './start-time.ts';
import {
  distinct,
  isAmount,
  isIdLike,
  isPlaceInCode,
  isSpan,
  isNumber,
  isTime,
  looksLikeModels,
  looksLikeOwnModels,
  meanWords,
  numbers,
  said,
} from './value-shapes.ts';

/** What ids are of, by how often their values come again: names that no list foresees are told so. */

/** No two records have the same. */
export const isUnique = (at: SamplePath): boolean => distinct(at).size === said(at).length;

/** Most of its values are those that other records are known by: the message before, the one that is answered. */
export function namesRecords(at: SamplePath, able: readonly SamplePath[]): boolean {
  const values = [...distinct(at)];
  return able.some((ids) => {
    if (ids === at || ids.records < FEWEST || ids.records < at.records || !isUnique(ids))
      return false;
    const known = distinct(ids);
    return values.filter((value) => known.has(value)).length * 5 >= values.length * 4;
  });
}

/** Each record has its own, though several tell of one conversation: nobody goes on in it under another id each time. */
export const isAnewInTalks = (at: SamplePath, able: readonly SamplePath[]): boolean =>
  isUnique(at) &&
  able.some(
    (talk) =>
      talk !== at &&
      isNamedAsTalk(talk) &&
      isCode(talk) &&
      talk.records >= at.records &&
      said(talk).length - distinct(talk).size >= FEWEST,
  );

/** Some records have the same, and not all. */
export const repeats = (at: SamplePath): boolean => {
  const many = distinct(at).size;
  return many > 1 && many < said(at).length;
};

/** So few records do not show what comes again. */
const FEWEST = 4;

/** The columns, and those that the values tell where no name did. */
export function columnsByValues(
  able: readonly SamplePath[],
  total: number,
  named: readonly FoundColumn[],
  ofConversations = false,
): FoundColumn[] {
  const columns = [...named];
  const add = (column: MappedColumn, score: (at: SamplePath) => number, why: string): void => {
    if (columns.some((one) => one.column === column)) return;
    const free = able.filter((at) => !columns.some((one) => one.at === at));
    const [first] = free
      .map((at) => ({ at, score: score(at) }))
      .filter((one) => one.score > 0)
      .filter(
        ({ at }) => column !== 'user_id' || !(namesRecords(at, able) || isAnewInTalks(at, able)),
      )
      .toSorted((a, b) => b.score - a.score);
    if (first === undefined) return;
    const { at } = first;
    const told = found(at, first.score, lastKey(at.steps));
    const { times, why: unit } =
      column === 'latency_ms' ? unitOf(at) : { times: undefined, why: '' };
    const reasons = [told.why, why, unit].filter((one) => one !== '');
    columns.push({ ...told, column, times, why: reasons.join('; ') });
  };
  const asked = columns.some(({ column }) => column === 'requested_model');
  if (!asked) add('model', modelScore, 'they look like names of models');
  add(
    'latency_ms',
    (at) => latencyScore(at, able),
    'its name is that of a time that something takes',
  );
  add('user_id', (at) => userScore(at, total), 'it names who uses it');
  add('conversation', (at) => conversationScore(at, total), 'records that follow share it');
  const conversation = columns.find((one) => one.column === 'conversation')?.at;
  add('user_id', (at) => holderScore(at, conversation), 'the same few ids come again');
  add('user_id', (at) => keeperScore(at, conversation), 'an id that a conversation keeps');
  add(
    'user_id',
    (at) => unnamedScore(at, conversation, total, ofConversations),
    'codes of somebody that no other name tells',
  );
  add('external_id', (at) => idScore(at, total), 'no two are the same');
  const numbered = numberedTimes(able);
  add('started_at', (at) => (at === numbered?.first ? 0.3 : 0), 'the first of two times');
  if (columns.some((one) => one.column === 'started_at' && one.at === numbered?.first))
    add('ended_at', (at) => (at === numbered?.last ? 0.3 : 0), 'the last of two times');
  add('started_at', timeScore, 'it is a time');
  const dates = able.filter((at) => isDate(at, total, able));
  const first = earliestOf(dates);
  const why = dates.length === 1 ? 'the only time' : 'the earliest of the times';
  add('started_at', (at) => (at === first ? 0.2 : 0), why);
  add(
    'started_at',
    (at) => (isClock(at, able, total) ? 0.1 : 0),
    'it goes on from record to record',
  );
  return columns;
}

/** Words that ids end with. */
const ID = /^(?:id|ids|ref|reference|no|nr|num|number|key|uuid|guid|code|sid|hash)$/;
const GROUP =
  /^(?:conversation|conv|convo|talk|session|sess|thread|chat|dialog|dialogue|visit|run|ticket|case|call|matter|episode|journey|interaction|engagement|enquiry|inquiry|incident|contact|issue|job|task|workflow|room|trace|group|request|mission|dossier|correspondence|discussion|consultation|exchange)$/;
/** What comes again for other reasons than that a conversation goes on. */
const KIND =
  /^(?:model|engine|llm|version|build|release|host|node|pod|region|site|dept|department|team|channel|locale|lang|language|country|city|tenant|org|route|path|url|level|lvl|status|code|env|type|kind|category|topic|intent|product|name|role|user|agent|bot|gw|ip|device|score|rating|stars|seq|index|step|turn|position|count|total|page|size|amount|price|cost|ms|secs|seconds|port|date|day|workspace|project|org|organisation|organization|campaign|template|sku|store|shop|branch|office|location|property|plan|tier|cluster|deployment|app|queue|batch|experiment|variant|cohort|segment|brand|market|currency|action|decision|verdict|outcome|result|reason|event|mode|reaction|vote|kiosk|totem|till|gate)$/;
const NO_ID =
  /^(?:sha|sha1|sha256|md5|checksum|hash|ip|url|uri|path|token|signature|version|build|email|phone|seq|n|index|page|source|src|file|name|title|cost|score)$/;

/** Its name says that it groups records: a conversation's, a visit's. */
export const isNamedAsTalk = (at: SamplePath): boolean =>
  subject(at).some((word) => GROUP.test(word));

/** The words of the last name, without those that say that it is an id. */
function subject(at: SamplePath): readonly string[] {
  const own = lastWords(at.steps);
  const words = own.every((word) => ID.test(word)) ? pathWords(at.steps) : own;
  return words.filter((word) => !ID.test(word));
}

/** Its name says that it is somebody's. */
export const isOfPerson = (at: SamplePath): boolean =>
  isPerson(subject(at).findLast((word) => !OF_AN_ID.test(word)) ?? '');

export const isCode = (at: SamplePath): boolean =>
  isIdLike(at) && !isTime(at) && meanWords(at) <= 1 && said(at).every(isShort);
const isShort = (value: string | number | boolean): boolean => String(value).length <= 100;

function modelScore(at: SamplePath): number {
  if (looksLikeModels(at)) return 0.5;
  if (isVersionOfBot(at)) return 0.4;
  const other = lastWords(at.steps).some((word) => NO_MODEL.test(word));
  return looksLikeOwnModels(at) && !other ? 0.3 - 0.01 * at.steps.length : 0;
}
/** `bot: "Hopper 2.4"`: few names of who answers, with a number each. */
function isVersionOfBot(at: SamplePath): boolean {
  const own = lastWords(at.steps).join(' ');
  const names = [...distinct(at)];
  const isNamed =
    /^(?:bot|assistant)$/.test(own) ||
    (own === 'version' && names.every((name) => /bot|assist/i.test(name)));
  return (
    isNamed &&
    names.length <= Math.max(4, at.records / 8) &&
    names.every((name) => /[A-Za-z]/.test(name) && /\d/.test(name))
  );
}
const NO_MODEL =
  /^(?:prompt|template|build|release|app|host|hostname|node|pod|index|image|container|file|file_?name|path|schema|kb|sku|product|device|firmware|key)$/;

/** Short names of whoever did what the record tells. */
const ASKS = /^(?:who|by|from|email|mail|e mail|address)$/;
/** Not `reviewed_by`: who looked at it later is somebody else. */
const ASKED_BY =
  /^(?:requested|asked|submitted|sent|created|opened|started|initiated|raised|written|entered|issued|called|triggered|ordered|posted) by$/;

function userScore(at: SamplePath, total: number): number {
  if (isOfHouse(at)) return 0;
  const last = subject(at).findLast((word) => !OF_AN_ID.test(word));
  if (last === undefined || !isIdLike(at) || isTime(at) || isPlaceInCode(at)) return 0;
  const own = lastWords(at.steps);
  const asks = Math.max(asksAs(last), isIdOfHolder(at) || ASKED_BY.test(own.join(' ')) ? 0.9 : 0);
  const isPersons =
    asks > 0.5 ||
    (areAddresses(at) && ASKS.test(own.join(' '))) ||
    (asks > 0 && isCode(at) && isOpaque(at) && (!isNumber(at) || isLarge(at))) ||
    (MACHINE.test(last) && isOpaque(at) && distinct(at).size * 4 >= at.scalars.length) ||
    (WRITER.test(last) && isCode(at) && isOfMany(at) && (isOpaque(at) || areHandles(at)));
  if (!isPersons || meanWords(at) > 4 || own.slice(0, -1).some((word) => HEAD.test(word))) return 0;
  return 0.4 + 0.1 * asks + (repeats(at) ? 0.2 : 0) + (0.2 * at.records) / Math.max(1, total);
}

/** Several, none of which stands in a third of the records, as that of a machine among those who write does. */
function isOfMany({ scalars }: SamplePath): boolean {
  const times = new Map<unknown, number>();
  for (const { value } of scalars) times.set(value, (times.get(value) ?? 0) + 1);
  return times.size >= 3 && Math.max(...times.values()) * 3 < scalars.length;
}

/** What a name is of where its last word only says whose: `note_client`, `type_client`. */
const HEAD =
  /^(?:rating|score|note|nota|type|status|city|language|category|age|grade|kind|level|segment|comment|feedback)$/;
/** Whoever wrote the text, where an id stands there: what says who speaks has words. */
const WRITER = /^(?:sender|author|from|writer|poster|contact|profile|identity)$/;

/** What is said of ids: `user_pseudo_id` is a user's. */
const OF_AN_ID =
  /^(?:card|pseudo|pseudonymous|anon|anonymous|anonymized|external|ext|internal|unique|global|hashed|crm)$/;

/** An id in an object that is called as a person is: `subscriber.msisdnHash`, `doctor.initials`. */
function isIdOfHolder({ steps }: SamplePath): boolean {
  const [own, above] = [lastWords(steps), lastWords(steps.slice(0, -1))];
  const last = own.at(-1) ?? '';
  const isId = /^(?:id|hash|ref|key|uuid|guid)$/.test(last) && !own.some(isKindOrGroup);
  const isAlone =
    own.length === 1 && /^(?:code|initials|login|email|mail|nr|no|number|badge|pin)$/.test(last);
  return (isId || isAlone) && isPerson(above.at(-1) ?? '');
}
const isKindOrGroup = (word: string): boolean => KIND.test(word) || GROUP.test(word);

const TAKES =
  /^(?:ms|msec|millis|milliseconds|secs|seconds|elapsed|duration|latency|took|runtime|wall|rtt)$/;
/** Also when, as a time of day. */
const MAY_TAKE = /^(?:time|timing|lag)$/;
const UNIT = /^(?:s|sec|secs|ms|us|ns|millis|micros|nanos)$/;
const OF_A_CALL =
  /^(?:response|reply|answer|answering|generation|inference|processing|llm|model|completion|total|run|wait|waiting|elapsed|think|thinking|compute|call|request)$/;
const TAKEN_BY_ANOTHER =
  /^(?:retrieval|search|rerank|embedding|tool|queue|queued|timeout|ttl|audio|limit|retry|delay|first|ttft|ttfb|offset|zone|hold|day|of)$/;

function latencyScore(at: SamplePath, able: readonly SamplePath[]): number {
  const own = lastWords(at.steps);
  const takes =
    own.some((word) => TAKES.test(word)) ||
    (own.some((word) => MAY_TAKE.test(word)) && !isSpan(at) && isOfWork(at, able));
  const another = pathWords(at.steps).some((word) => TAKEN_BY_ANOTHER.test(word));
  return takes && !another && isAmount(at) && !isTime(at) ? 0.4 - 0.01 * at.steps.length : 0;
}

/** A whole number under the name of a time is as often one of day, but where its name or what stands beside it tells. */
function isOfWork(at: SamplePath, able: readonly SamplePath[]): boolean {
  if (lastWords(at.steps).some((word) => UNIT.test(word) || OF_A_CALL.test(word))) return true;
  if (!isNumber(at) || !numbers(at).every(Number.isInteger)) return true;
  const holder = writePath(at.steps.slice(0, -1));
  return able.some(
    (one) =>
      isNumber(one) &&
      writePath(one.steps.slice(0, -1)) === holder &&
      lastWords(one.steps).some((word) => /^(?:tokens?|toks?)$/.test(word)),
  );
}

/**
 * Ids that come again, the same in all records of a conversation where one is known: of whoever holds several. A name that
 * says that it is of another kind of thing speaks against it, and so do a few values over many conversations: those are
 * sites, shards and the like.
 */
function holderScore(at: SamplePath, conversation: SamplePath | undefined): number {
  const words = pathWords(at.steps);
  const many = distinct(at).size;
  if (!isCode(at) || !repeats(at) || many < 3 || many * 3 > at.scalars.length * 2) return 0;
  if (isCount(at) || isOfHouse(at)) return 0;
  const isId = lastWords(at.steps).some((word) => ID.test(word));
  const among = conversation === undefined ? at.scalars.length : distinct(conversation).size;
  const isMany = many * 5 >= among;
  if (!isId && many * 8 < among && !areHandles(at)) return 0;
  if (isNumber(at) && !isId && !(conversation !== undefined && isMany && isLarge(at))) return 0;
  if (
    looksLikeModels(at) ||
    lastWords(at.steps).some((word) => KIND.test(word) && !MACHINE.test(word))
  )
    return 0;
  if (words.some((word) => NO_HOLDER.test(word) || THING.test(word))) return 0;
  if (words.some((word) => MACHINE.test(word)) && !(isMany && isOpaque(at))) return 0;
  if (conversation !== undefined && !isOfConversations(at, conversation)) return 0;
  if (conversation !== undefined && tellsTheSame(at, conversation)) return 0;
  // Names of kinds are words; ids have digits, capitals or marks in them.
  const values = [...distinct(at)];
  const ids = values.filter((value) =>
    isKind(value, values.length) ? false : /\d|[@._\\]|^[A-Z]{2,4}$|[a-z][A-Z]/.test(value),
  );
  if (ids.length * 2 <= values.length) return 0;
  return (isMany || isId ? 0.3 : 0.1) + 0.1 * Math.min(1, many / 10);
}

/** An id that each conversation has one of, and that is of no thing which a conversation may be about. */
function keeperScore(at: SamplePath, conversation: SamplePath | undefined): number {
  if (conversation === undefined || !isCode(at) || !repeats(conversation) || !repeats(at)) return 0;
  const words = lastWords(at.steps);
  if (!words.some((word) => ID.test(word)) || distinct(at).size < 3 || isCount(at) || isOfHouse(at))
    return 0;
  const path = pathWords(at.steps);
  if (path.some((word) => isKindOrGroup(word) || NO_HOLDER.test(word) || THING.test(word)))
    return 0;
  if (words.some((word) => NO_ID.test(word) && !ID.test(word))) return 0;
  const holds = isOfConversations(at, conversation) && !tellsTheSame(at, conversation);
  return holds && [...distinct(at)].every((value) => /\d/.test(value)) ? 0.1 : 0;
}

/**
 * Codes under a word that nothing else is called by, of which each conversation has one: most logs tell who asks, and call it
 * as they like (`monteur: M03`). Where a record is a conversation no two need be alike.
 */
function unnamedScore(
  at: SamplePath,
  conversation: SamplePath | undefined,
  total: number,
  ofConversations: boolean,
): number {
  const words = subject(at);
  const many = distinct(at).size;
  if (words.length === 0 || many < 3 || at.records * 5 < total) return 0;
  if (!isCode(at) || isCount(at) || isOfHouse(at) || looksLikeModels(at)) return 0;
  if (!(ofConversations || repeats(at))) return 0;
  const isSomebody = SOMEBODY.test(withoutAccents(words.at(-1) ?? ''));
  if (conversation === undefined && !isSomebody) return 0;
  if ([...words, ...lastWords(at.steps)].some((word) => OF_NOBODY.test(word) && !ID.test(word)))
    return 0;
  const path = pathWords(at.steps);
  if (path.some((word) => isKindOrGroup(word) || NO_HOLDER.test(word) || THING.test(word)))
    return 0;
  if (
    conversation !== undefined &&
    (!isOfConversations(at, conversation) || tellsTheSame(at, conversation))
  )
    return 0;
  const codes = [...distinct(at)].filter((value) => CODE.test(value));
  if (codes.length < many && !areHandles(at)) return 0;
  return 0.1 + (isSomebody ? 0.1 : 0) + 0.05 * Math.min(1, many / 20);
}
/** Letters and a number, as people of a house have: `M03`, `AF-17105`, `k.2231`. */
const CODE = /^(?=[^\d]*[A-Za-z])[A-Za-z]{1,8}(?:[-_./ ]?[A-Za-z]{1,4})?[-_./ ]?\d{1,10}$/;
/** Words for people end so in many languages. */
const SOMEBODY =
  /(?:eur|euse|euses|ier|iere|ien|ienne|ador|adora|edor|edora|idor|idora|ista|iste|isten|ante|ente|ant|tore|trice|tor|torin|ado|ada|ato|ata|ario|aria|aire|ero|era|er|erin|or|nik|arz|ist|ent|entin|are|man|kraft|ling)$/;
/** Names of measures, places and things that stand in logs for other reasons. */
const OF_NOBODY =
  /^(?:room|floor|house|apartment|vehicle|car|truck|bus|train|machine|line|lane|zone|area|district|ward|unit|bed|seat|gate|slot|shelf|bin|rack|warehouse|depot|plant|factory|mine|farm|field|plot|herd|tank|pump|valve|meter|sensor|sku|ean|isbn|vin|plate|lot|batch|serial|size|color|colour|class|course|lesson|module|subject|exam|grade|semester|year|month|week|shift|tour|trip|route|ticket|table|menu|dish|recipe|article|product|part|tool|material|order|policy|contract|claim|invoice|account|iban|tax|law|paragraph|section|chapter|page|cluster|kb|index|experiment|variant|bucket|feature|flag|segment|locale|currency|country|region|state|city|zip|postcode|postal|code|error|template|prompt|skill|intent|topic|category|group|team|squad|unit|org|company|firm|client_version|build|release|commit|branch|sha|hash|checksum|ip|mac|host|port|node|pod|shard|worker|process|pid|thread|lock|lease|cache|key|token|nonce|etag|md5|trace|span|parent|root|batch|job|run|attempt|retry|step|seq|rank|level|version|revision|edition|format|schema|type|source|medium|channel|campaign|ref|referrer|utm|agent|bot|assistant|persona|voice|scene|quest|map|item|weapon|game|match|round|season|model|engine|provider)s?$/;

const THING =
  /^(?:order|booking|reservation|policy|claim|invoice|article|document|listing|vehicle|shipment|parcel|contract|application|offer|quote|item|asset|equipment|course|lesson|exam|test|question|answer|message|msg|turn|event|log|entry|record|row|parent|form|file|part|recipe|game|match|flight|trip|stay|survey|feedback|prompt|response|completion|generation|span|correlation|transaction|build|commit)$/;

/** 1, 2, 3 and so on: it counts the rounds of each conversation. */
function isCount(at: SamplePath): boolean {
  if (!isNumber(at)) return false;
  const [least = 2, ...more] = [...new Set(numbers(at))].toSorted((a, b) => a - b);
  return least >= 0 && least <= 1 && more.every((value, index) => value === least + index + 1);
}

/** What stands in a house for anybody to use: a key that says so, or numbers that are counted under such a word (`kiosk-3`). */
export const isOfHouse = (at: SamplePath): boolean =>
  OF_HOUSE.test(lastWords(at.steps).findLast((word) => !ID.test(word)) ?? '') ||
  (said(at).length > 0 && [...distinct(at)].every((value) => isNumbered(value)));
const isNumbered = (value: string): boolean => {
  const [, word = ''] = /^([\p{L}_ -]{3,}?)[ _#-]*\d{1,4}$/u.exec(value) ?? [];
  return keyWords(word).some(
    (one) => OF_HOUSE.test(one) || /^(?:guide|line|lane|room|zone|box|unit|device)$/.test(one),
  );
};
const OF_HOUSE =
  /^(?:terminal|kiosk|totem|tablet|ipad|handheld|handset|audioguide|scanner|robot|screen|display|panel|monitor|station|counter|desk|till|pos|checkout|gate|booth|cabin|hall|wing|aisle|bay|floor|headset|intercom)$/;

const NO_HOLDER =
  /^(?:retrieval|context|source|sources|document|documents|tool|tools|args|arguments|parameters|error|service|worker|queue|config|settings|template|policy|logger|logging|stack|file|files|shard|cluster|zone|pod)$/;
/** A person's, where there are many; a server or a bot of the house, where there are few. */
const MACHINE = /^(?:agent|machine|computer|workstation)$/;

/** What programs call states and kinds of things: `NON_RELEVANT`, and where there are few `partly_relevant` or `notFound`. */
const isKind = (value: string, of: number): boolean =>
  /^[A-Z]{2,}(?:_[A-Z]+)+$/.test(value) ||
  (of <= MOST_KINDS && /^(?:[a-z]{2,}(?:_[a-z]+)+|[A-Za-z][a-z]+(?:[A-Z][a-z]+)+)$/.test(value));
const MOST_KINDS = 5;

/** `j.doe`, `LAW\\jdoe`, `jdoe@example.org` */
const areHandles = (at: SamplePath): boolean => {
  const values = [...distinct(at)];
  const handles = values.filter(
    (value) => /[A-Za-z][._@\\][A-Za-z]{2,}/.test(value) && !isKind(value, values.length),
  );
  return handles.length * 2 >= values.length;
};
const isLarge = (at: SamplePath): boolean =>
  said(at).every((value) => Number.isInteger(Number(value)) && Number(value) >= 1000);
const isOpaque = (at: SamplePath): boolean =>
  [...distinct(at)].every((value) => /^[0-9a-f-]{8,64}$|\d/i.test(value));

/** The conversation's own id once more, as a key or in one. */
function tellsTheSame(at: SamplePath, conversation: SamplePath): boolean {
  const of = valuesByRecord(conversation);
  const both = at.scalars.flatMap(({ record, value }) => {
    const id = of.get(record);
    return id === undefined || id === '' ? [] : [{ id, value: String(value) }];
  });
  return both.length > 0 && both.every(({ id, value }) => value.includes(id) || id.includes(value));
}

/** Each conversation has one value, and there are fewer values than conversations. */
function isOfConversations(at: SamplePath, conversation: SamplePath): boolean {
  const of = valuesByRecord(conversation);
  const held = new Map<unknown, Set<unknown>>();
  for (const { record, value } of at.scalars) {
    const key = of.get(record);
    if (key === undefined) continue;
    const values = held.get(key) ?? new Set();
    held.set(key, values.add(value));
  }
  const single = [...held.values()].filter((values) => values.size === 1).length;
  return held.size > 0 && single * 20 >= held.size * 19;
}

/** What a logger calls a thread is one of its own program: `http-nio-8080-exec-15`, `main`. */
export const isProgramThread = (at: SamplePath): boolean =>
  lastKey(at.steps).toLowerCase().startsWith('thread') &&
  [...distinct(at)].every((value) => PROGRAM_THREAD.test(value));
const PROGRAM_THREAD =
  /^(?:main|.*(?:exec|executor|thread|worker|pool|nio|reactor|scheduling|scheduler|loop|virtual|task).*\d+)$/i;

/** Which thread, worker or machine of a service wrote the record; each works for many conversations. */
export const isOfProgram = (at: SamplePath): boolean =>
  isProgramThread(at) || lastWords(at.steps).some((word) => PROGRAM.test(word));
const PROGRAM =
  /^(?:host|hostname|worker|instance|pod|node|container|replica|server|shard|partition|process|pid|machine|logger|region|cluster|queue)$/;

/**
 * Values that stand in runs of records, more of them than a kind of things has. Names of conversations count more, and
 * an id of digits more than a word.
 */
function conversationScore(at: SamplePath, total: number): number {
  const words = subject(at);
  const named = words.some((word) => GROUP.test(word));
  if (total < FEWEST && !named) return 0;
  if (areAddresses(at) || isMeasure(at) || isNumberOfRoom(at, words)) return 0;
  if (!isCode(at) || !repeats(at) || at.records * 5 < total * 4 || isOfProgram(at)) return 0;
  const own = keyWords(lastKey(at.steps));
  if (!named && (words.some((word) => KIND.test(word)) || isPerson(words.at(-1) ?? ''))) return 0;
  const many = distinct(at).size;
  const follow = areNear(at);
  const digits = [...distinct(at)].every((value) => /\d/.test(value));
  const measured = isNumber(at) && !own.some((word) => ID.test(word));
  if (!named && (!follow || !digits || many < 3 || measured || many * 10 < total)) return 0;
  return 0.3 + (named ? 0.3 : 0) + (follow ? 0.2 : 0) + (digits ? 0.1 : 0);
}

/** Of electronic mail: whatever they are called, they are people's. */
const areAddresses = (at: SamplePath): boolean =>
  said(at).length > 0 &&
  said(at).every((value) => /^[^\s@<>]+@[^\s@<>]+\.[A-Za-z]{2,}$/.test(String(value)));

/** On a door: `room: 143`. */
export const isNumberOfRoom = (at: SamplePath, words: readonly string[]): boolean =>
  words.includes('room') &&
  isNumber(at) &&
  numbers(at).every((value) => value >= 0 && value < 100_000);

/** Small numbers with fractions are how long or how much: `timing: {first_call: 3.43}`. */
const isMeasure = (at: SamplePath): boolean =>
  isNumber(at) &&
  !lastWords(at.steps).some((word) => ID.test(word)) &&
  numbers(at).some((value) => !Number.isInteger(value) && Math.abs(value) < 1e6);

/** What comes again comes soon: most of the records that share a value are few records apart. */
function areNear({ scalars }: SamplePath): boolean {
  const last = new Map<unknown, number>();
  const gaps: number[] = [];
  for (const [at, { value }] of scalars.entries()) {
    const before = last.get(value);
    if (before !== undefined) gaps.push(at - before);
    last.set(value, at);
  }
  // Ids that stand at random are as many records apart as there are ids.
  const near = Math.min(NEAR, Math.max(2, last.size / 4));
  const far = gaps.filter((gap) => gap > near);
  return gaps.length > 0 && far.length * 4 <= gaps.length;
}
const NEAR = 12;

function idScore(at: SamplePath, total: number): number {
  const own = lastWords(at.steps);
  if (at.records < total || !isCode(at) || !isUnique(at)) return 0;
  if (own.some((word) => NO_ID.test(word)) || pathWords(at.steps).some(isOfSomebody)) return 0;
  const named = own.some((word) => ID.test(word)) || own.some((word) => GROUP.test(word));
  if (named) return 0.5 - 0.02 * at.steps.length;
  const looks = [...distinct(at)].every((value) => /\d/.test(value) && value.length >= 6);
  return total >= FEWEST && looks && !isNumber(at) ? 0.3 - 0.02 * at.steps.length : 0;
}

const isOfSomebody = (word: string): boolean =>
  isPerson(word) ||
  /^(?:author|sender|agent|account|bot|assistant|device|owner|org|tenant|tool|tools|args)$/.test(
    word,
  );

const ENDS =
  /^(?:end|ended|closed|finished|completed|answered|responded|response|updated|modified|expires|expiry|due|birth|born|until|to|deleted|imported|exported|generated)$/;
const BEGINS =
  /^(?:at|on|time|date|ts|stamp|timestamp|when|datetime|asked|logged|created|received|sent|posted|submitted|utc|epoch|opened|started)$/;

/** A time that every record has, written or near another of its call, not said to be that of its end or of its keeping. */
const isDate = (at: SamplePath, total: number, able: readonly SamplePath[]): boolean =>
  at.records === total &&
  isTime(at) &&
  (said(at).every((value) => typeof value === 'string' && /:/.test(value)) ||
    isEpochOfCall(at, able)) &&
  !lastWords(at.steps).some((word) => ENDS.test(word) || KEPT.test(word));
const KEPT = /^(?:load|loaded|etl|ingest|ingested|ingestion|sync|synced|batch|archived|valid|dwh)$/;

/** An epoch that every record has, later than that of the one before, where no other says another. */
function isClock(at: SamplePath, able: readonly SamplePath[], total: number): boolean {
  if (at.records < total || total < FEWEST || !isTime(at)) return false;
  if (able.some((other) => other !== at && isTime(other))) return false;
  if (lastWords(at.steps).some((word) => ENDS.test(word) || KEPT.test(word) || ID.test(word)))
    return false;
  const all = said(at).map(Number);
  const later = all.slice(1).filter((one, index) => one > (all[index] ?? one));
  return all.every((one) => !Number.isNaN(one)) && later.length * 10 >= (total - 1) * 9;
}

function timeScore(at: SamplePath): number {
  const own = lastWords(at.steps);
  if (!isTime(at) || own.some((word) => ENDS.test(word))) return 0;
  return own.some((word) => BEGINS.test(word)) ? 0.4 : 0;
}
