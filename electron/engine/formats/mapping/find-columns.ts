import { MAPPED_COLUMNS, type MappedColumn } from '../../../../shared/domain/mapping.ts';
import type { Step } from './field-path.ts';
import { best, type FoundColumn, found } from './found.ts';
import { fitOfNames, keyWords, lastKey, lastWords, pathWords } from './key-names.ts';
import { isListed, type SamplePath, valuesByRecord } from './sample-paths.ts';
import { type ColumnNames, COLUMNS } from './column-names.ts';
import {
  columnsByValues,
  isAnewInTalks,
  isCode,
  isNumberOfRoom,
  isOfHouse,
  isProgramThread,
  namesRecords,
  repeats,
} from './id-values.ts';
import { withTokens } from './measure-columns.ts';
import { isAtWork, isPerson, isServed } from './person-words.ts';
import { mayHaveFailed } from './failed-values.ts';
import { unitOf } from './latency-unit.ts';
import { fromTheStart } from './start-time.ts';
import { distinct, isTime, looksLikeModels } from './value-shapes.ts';

/** The columns of a turn, each by the names of paths and the look of their values. */

const NO_NAMES: ColumnNames = { fits: () => false, names: [] };

/** What columns are looked for in. */
export interface ColumnScope {
  readonly all: readonly SamplePath[];
  /** Records there. */
  readonly total: number;
  readonly taken: ReadonlySet<SamplePath>;
  /** The text of the model, where it is one of these. */
  readonly answer?: SamplePath | undefined;
  /** Each record tells a conversation, so that an id which no two share may be the conversation's. */
  readonly ofConversations?: boolean;
}

/** The columns that the paths give, each path to one of them, the surest first. */
export function columnsIn({
  all,
  total,
  taken,
  answer,
  ofConversations = false,
}: ColumnScope): FoundColumn[] {
  const able = all.filter(
    (at) => !taken.has(at) && !isListed(at.steps) && at.scalars.length + at.objects > 0,
  );
  const candidates: FoundColumn[] = [];
  for (const column of MAPPED_COLUMNS) {
    const { fits, names } = COLUMNS[column] ?? NO_NAMES;
    for (const at of able) {
      const steps = withoutUnit(at);
      const words = pathWords(steps);
      const fit = fitOfNames(words, names, lastWords(steps));
      if (isOfAnother(column, words)) continue;
      if (column === 'conversation' && (isProgramThread(at) || isMedium(at, words))) continue;
      if (SHORT_NAMES.test(lastKey(at.steps)) && isNamedOtherwise(column, at)) continue;
      if (fit === 0 || !fits(at) || (at.scalars.length === 0 && column !== 'error')) continue;
      if (column === 'error' && !mayHaveFailed(at, answer, total)) continue;
      if (
        column === 'user_id' &&
        (namesRecords(at, able) || isOfHouse(at) || isAnewInTalks(at, able))
      )
        continue;
      const score = fit * (0.6 + (0.4 * at.records) / total) - 0.03 * at.steps.length;
      candidates.push(asColumn(column, at, score));
    }
  }
  const chosen: FoundColumn[] = [];
  for (const one of candidates.toSorted((a, b) => b.score - a.score))
    if (!chosen.some(({ column, at }) => column === one.column || at === one.at)) chosen.push(one);
  const sure = ofConversations ? chosen : numbered(settled(chosen, candidates));
  const begun = fromTheStart(sure, able);
  const named = atTheScreen(
    sessions(modelsElsewhere(withModels(begun, candidates)), candidates),
    able,
    total,
  );
  const columns = withTokens(able, named, answer);
  return withCodes(columnsByValues(able, total, columns, ofConversations), able);
}

/** Beside the name of whoever asks the code that they are known by is surer: `client: {code, name}`, `client_code`. */
function withCodes(columns: readonly FoundColumn[], able: readonly SamplePath[]): FoundColumn[] {
  const user = columns.find(({ column }) => column === 'user_id');
  if (user === undefined || !isNameOf(user.at)) return [...columns];
  const of = whose(user.at);
  const code = able.find(
    (at) =>
      at !== user.at &&
      of !== '' &&
      whose(at) === of &&
      /^(?:id|code|number|no|nr|ref|key|uuid|hash)$/.test(lastWords(at.steps).at(-1) ?? '') &&
      isCode(at) &&
      distinct(at).size >= distinct(user.at).size &&
      at.records * 10 >= user.at.records * 9,
  );
  return code === undefined
    ? [...columns]
    : [
        ...columns.filter((one) => one !== user && one.at !== code),
        { ...found(code, user.score, lastKey(code.steps)), column: 'user_id', times: undefined },
      ];
}

const isNameOf = ({ steps }: SamplePath): boolean =>
  lastWords(steps).some((word) => /^(?:name|username|nickname|nick|handle|login)$/.test(word));
/** What a name or a code is of: the words before it, and what holds them. */
const whose = ({ steps }: SamplePath): string =>
  pathWords(steps)
    .filter(
      (word) =>
        !/^(?:name|username|nickname|nick|handle|login|id|code|number|no|nr|ref|key|uuid|hash|full|first|last|display)$/.test(
          word,
        ),
    )
    .join(' ');

/** Keys of few letters that mean a person or a conversation in some logs, and a version, a platform or a tool in others. */
const SHORT_NAMES = /^(?:cv|cnv|u|pl|plr|cli|stu|drv|tech)$/i;
const FEWEST_IDS = 5;
const isNamedOtherwise = (column: MappedColumn, at: SamplePath): boolean =>
  (column === 'conversation' || column === 'user_id') &&
  (distinct(at).size < FEWEST_IDS || [...distinct(at)].some((value) => VERSION.test(value)));
const VERSION = /^v?\d+(?:\.\d+)+/i;

/** A document store keeps a time as an object of its seconds and their fractions: `at: {_seconds, _nanoseconds}`. */
const withoutUnit = (at: SamplePath): readonly Step[] =>
  at.steps.length > 1 && /^_?seconds$/i.test(lastKey(at.steps)) && isTime(at)
    ? at.steps.slice(0, -1)
    : at.steps;

/** Of conversations by name, one whose id comes again in other records is surer than one that every record has anew. */
function settled(
  chosen: readonly FoundColumn[],
  candidates: readonly FoundColumn[],
): FoundColumn[] {
  const named = chosen.find(({ column }) => column === 'conversation');
  if (named === undefined || repeats(named.at)) return [...chosen];
  const again = best(
    candidates.filter(({ column, at }) => column === 'conversation' && repeats(at)),
  );
  return again === undefined
    ? [...chosen]
    : [...chosen.filter((one) => one !== named && one.at !== again.at), again];
}

/** A ticket or a case of which every record has one of its own is the number of the call. */
function numbered(chosen: readonly FoundColumn[]): FoundColumn[] {
  const named = chosen.find(({ column }) => column === 'conversation');
  if (named === undefined || chosen.some(({ column }) => column === 'external_id'))
    return [...chosen];
  const isOfCalls =
    lastWords(named.at.steps).some((word) => /^(?:ticket|case|interaction|call)$/.test(word)) &&
    named.at.records >= FEWEST_CALLS &&
    distinct(named.at).size === named.at.scalars.length;
  return isOfCalls
    ? chosen.map((one) => (one === named ? { ...one, column: 'external_id' } : one))
    : [...chosen];
}
const FEWEST_CALLS = 20;

/** Of what is named as the model, values that are names of models are surer than the name of a class of an application. */
function withModels(
  chosen: readonly FoundColumn[],
  candidates: readonly FoundColumn[],
): FoundColumn[] {
  const isModel = ({ column }: FoundColumn): boolean =>
    column === 'model' || column === 'requested_model';
  const named = chosen.find(isModel);
  if (named === undefined || looksLikeModels(named.at)) return [...chosen];
  const known = best(candidates.filter((one) => isModel(one) && looksLikeModels(one.at)));
  return known === undefined ? [...chosen] : [...chosen.filter((one) => one !== named), known];
}

/** Where nothing is named as the model, names of models are it, though they stand as the backend or the route. */
const modelsElsewhere = (chosen: readonly FoundColumn[]): FoundColumn[] =>
  chosen.some(({ column }) => column === 'model' || column === 'requested_model')
    ? [...chosen]
    : chosen.map((one) =>
        looksLikeModels(one.at)
          ? { ...one, column: 'model', why: `${one.why}; they look like names of models` }
          : one,
      );

/** Beside whoever is served, whoever serves asks: the clerk and not the client of whom the matter is. */
function atTheScreen(
  chosen: readonly FoundColumn[],
  able: readonly SamplePath[],
  total: number,
): FoundColumn[] {
  const user = chosen.find(({ column }) => column === 'user_id');
  const names = (at: SamplePath, is: (word: string) => boolean): boolean =>
    pathWords(at.steps).slice(-2).some(is);
  if (user === undefined || !names(user.at, isServed)) return [...chosen];
  const clerk = able.find(
    (at) =>
      names(at, (word) => isAtWork(word) && !NO_CLERK.test(word)) &&
      isCode(at) &&
      at.records * 2 >= total &&
      servesSeveral(at, user.at) &&
      !chosen.some((one) => one.at === at),
  );
  return clerk === undefined
    ? [...chosen]
    : [
        ...chosen.filter((one) => one !== user),
        { ...found(clerk, user.score, lastKey(clerk.steps)), column: 'user_id', times: undefined },
      ];
}

/** Programs are called so, too. */
const NO_CLERK = /^(?:worker|handler|planner|specialist|dispatcher|agent|tester|operator)$/;

/** Several who have initials, handles or numbers, each of whom is beside more than one of those who are served. */
function servesSeveral(at: SamplePath, served: SamplePath): boolean {
  const values = [...distinct(at)];
  if (values.length < 2 || !values.every((value) => /[A-Z@._\d]/.test(value))) return false;
  const of = valuesByRecord(served);
  const pairs = new Set(
    at.scalars.map(({ record, value }) => JSON.stringify([value, of.get(record)])),
  );
  return pairs.size > values.length && distinct(served).size > values.length;
}

/** The id of a person is not that of the turn or of the conversation, and the time that a search took not its latency. */
const isOfAnother = (column: MappedColumn, words: readonly string[]): boolean =>
  (column === 'external_id' &&
    ID.test(words.at(-1) ?? '') &&
    words.slice(0, -1).some((word) => PERSON.test(word) || isPerson(word))) ||
  (column === 'model' && words.some((word) => HAS_MODEL.test(word))) ||
  (column === 'conversation' &&
    /^(?:sid|cid)$/.test(words.at(-1) ?? '') &&
    isPerson(words.at(-2) ?? '')) ||
  (column === 'latency_ms' &&
    words.some((word) => /^(?:retrieval|search|rerank|embedding|tool)$/.test(word)));
/** By which way or where somebody writes, unless ids say which of many it is: `channel: whatsapp`, `room: 143`. */
const isMedium = (at: SamplePath, words: readonly string[]): boolean =>
  isNumberOfRoom(at, words) ||
  (words.includes('channel') && ![...distinct(at)].every((value) => CHANNEL_ID.test(value)));
const CHANNEL_ID = /^(?=.*\d)[\w:.@-]{8,}$/;
/** Things that people have and that are of some model. */
const HAS_MODEL =
  /^(?:vehicle|car|truck|bike|device|phone|handset|product|printer|appliance|boiler|equipment|asset|camera|router|laptop|unit)$/;
const ID = /^(?:id|ref|reference|no|nr|number|key|uuid|guid|uid|code)$/;
const PERSON = /^(?:author|sender|agent|account|bot|assistant|device|org)$/;

/** A log that knows sessions alone means them as its conversations: the same path gives both. */
function sessions(
  chosen: readonly FoundColumn[],
  candidates: readonly FoundColumn[],
): FoundColumn[] {
  const conversation = chosen.find(({ column }) => column === 'conversation');
  const session = chosen.find(({ column }) => column === 'session_id');
  if (session !== undefined && conversation === undefined)
    return [...chosen, { ...session, column: 'conversation' }];
  const same = best(
    candidates.filter(({ column, at }) => column === 'session_id' && at === conversation?.at),
  );
  return session === undefined && same !== undefined ? [...chosen, same] : [...chosen];
}

function asColumn(column: MappedColumn, at: SamplePath, score: number): FoundColumn {
  const said = found(at, score, lastKey(at.steps));
  if (column === 'model' && isAsked(at))
    return {
      ...said,
      column: 'requested_model',
      times: undefined,
      why: `${said.why}; of the request`,
    };
  if (column !== 'latency_ms') return { ...said, column, times: undefined };
  const { times, why } = unitOf(at);
  return { ...said, column, times, why: `${said.why}; ${why}` };
}

const isAsked = (at: SamplePath): boolean =>
  pathWords(at.steps)
    .slice(0, -1)
    .some((word) => /^(?:request|req|requested|payload|params|input)$/.test(word)) ||
  keyWords(lastKey(at.steps)).includes('requested');
