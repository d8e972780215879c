import { MAPPED_COLUMNS, type MappedColumn } from '../../../../shared/domain/mapping.ts';
import { best, type Found, found } from './found.ts';
import { fitOfNames, keyWords, lastKey, lastWords, pathWords } from './key-names.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { columnsByValues, isUnique, repeats } from './id-values.ts';
import { isBoolean, isIdLike, isNumber, isTime, isWhole, numbers } from './value-shapes.ts';

/** The columns of a turn by the names of paths and the look of their values: a value that does not fit its column would refuse the record, so all of the sample must fit. */

interface ColumnNames {
  readonly fits: (at: SamplePath) => boolean;
  readonly names: readonly string[];
}
const isName = (at: SamplePath): boolean => isIdLike(at) && !isTime(at);
/** Of a fraction or a time, too: what thread ids of chats are. */
const isId = (at: SamplePath): boolean => isIdLike(at);
const isErrorText = (at: SamplePath): boolean => at.lists === 0 && !isBoolean(at) && !isNumber(at);

const COLUMNS: Readonly<Partial<Record<MappedColumn, ColumnNames>>> = {
  conversation: {
    fits: isId,
    names: [
      ...['conversation id', 'conv id', 'conversation', 'convo id', 'dialogue id', 'dialog id'],
      ...[
        'thread id',
        'thread ts',
        'chat id',
        'chat',
        'conversation uuid',
        'thread',
        'conv',
        'convo',
      ],
      ...['ticket id', 'ticket no', 'ticket number', 'ticket', 'case id', 'case number', 'dialog'],
      ...[
        'dialogue',
        'session id',
        'session',
        'sess',
        'sid',
        'call id',
        'call sid',
        'interaction id',
      ],
      ...[
        'conversation key',
        'conversation ref',
        'contact id',
        'room',
        'room id',
        'trace id',
        'cid',
        'journey id',
        'visit id',
      ],
    ],
  },
  session_id: {
    fits: isId,
    names: ['session id', 'session', 'sess', 'sess id', 'session uuid', 'session key'],
  },
  external_id: {
    fits: (at) => isId(at) && isUnique(at),
    names: [
      ...[
        'request id',
        'message id',
        'msg id',
        'id',
        'uuid',
        'event id',
        'turn id',
        'req id',
        'rid',
      ],
      ...[
        'interaction id',
        'log id',
        'record id',
        'row id',
        'example id',
        'doc id',
        'sample id',
        'call id',
      ],
      ...[
        'trace id',
        'completion id',
        'response id',
        'query id',
        'qid',
        'question id',
        'uid',
        'guid',
        'mid',
      ],
      ...[
        'task id',
        'item id',
        'key',
        'ref',
        'reference',
        'client msg id',
        'seq id',
        'test id',
        'case id',
      ],
      ...['correlation id', 'transaction id', 'span id', 'turn', 'no', 'nr', 'number'],
      ...['trace', 'entry no', 'entry id', 'row no', 'record no', 'log no', 'message no'],
    ],
  },
  started_at: {
    fits: isTime,
    names: [
      ...[
        'started at',
        'timestamp',
        'created at',
        'created',
        'request time',
        'start time',
        'asked at',
      ],
      ...[
        'time',
        'ts',
        'datetime',
        'date time',
        'received at',
        'logged at',
        'occurred at',
        'sent at',
      ],
      ...[
        'event time',
        'start',
        'started',
        'begin',
        'at',
        'when',
        'date',
        'ts ms',
        'time ms',
        'epoch',
      ],
      ...[
        'requested at',
        'request ts',
        'start ts',
        'opened at',
        'opened',
        'created time',
        'created on',
      ],
      ...[
        'timestamp ms',
        'event ts',
        'logging time',
        'log time',
        'ts epoch',
        'epoch ms',
        'time utc',
      ],
      ...[
        't',
        'ts utc',
        'timestamp utc',
        'received',
        'sent',
        'posted at',
        'unix',
        'day',
        'in at',
        'time iso',
      ],
      ...['asked on', 'logged', 'logged on', 'sent on', 'posted on', 'received on', 'asked'],
      ...['started on', 'opened on', 'submitted at', 'submitted on', 'submitted', 'happened at'],
      ...['date logged', 'date asked', 'date created', 'date sent', 'time stamp', 'question time'],
    ],
  },
  ended_at: {
    fits: isTime,
    names: [
      ...['ended at', 'end time', 'completed at', 'finished at', 'responded at', 'answered at'],
      ...['closed at', 'end', 'ended', 'response time', 'response ts', 'end ts', 'finish time'],
      ...['completed', 'replied at', 'done at', 'out at', 'response timestamp'],
    ],
  },
  provider: {
    fits: isName,
    names: ['provider', 'vendor', 'llm provider', 'model provider', 'upstream', 'backend'],
  },
  model: {
    fits: isName,
    names: [
      ...[
        'model',
        'model name',
        'model id',
        'llm model',
        'llm',
        'llm name',
        'engine',
        'deployment',
      ],
      ...['deployment name', 'generator', 'model used', 'model version', 'model slug', 'bot model'],
      ...[
        'model key',
        'ai model',
        'engine id',
        'engine name',
        'served by',
        'bot version',
        'assistant version',
        'brain',
        'system under test',
      ],
    ],
  },
  system_fingerprint: { fits: isName, names: ['system fingerprint'] },
  prompt_version: {
    fits: isName,
    names: ['prompt version', 'template version', 'prompt template version', 'prompt id'],
  },
  index_version: {
    fits: isName,
    names: ['index version', 'index build', 'index name', 'index', 'kb version'],
  },
  route: { fits: isName, names: ['route', 'endpoint', 'route name', 'api path', 'skill'] },
  release: {
    fits: isName,
    names: ['release', 'app version', 'build', 'release version', 'service version'],
  },
  environment: { fits: isName, names: ['environment', 'env', 'stage'] },
  temperature: { fits: isNumber, names: ['temperature', 'temp'] },
  top_p: { fits: isNumber, names: ['top p'] },
  max_tokens: {
    fits: isWhole,
    names: ['max tokens', 'max output tokens', 'max new tokens', 'max completion tokens'],
  },
  seed: { fits: isWhole, names: ['seed'] },
  prompt_tokens: {
    fits: isWhole,
    names: [
      ...[
        'prompt tokens',
        'input tokens',
        'tokens in',
        'in tokens',
        'tokens prompt',
        'tokens input',
      ],
      ...[
        'usage in',
        'meter in',
        'usage input',
        'usage prompt',
        'prompt token count',
        'input token count',
      ],
      ...[
        'tokens input count',
        'toks in',
        'tok in',
        'in tok',
        'n prompt tokens',
        'num input tokens',
      ],
      ...['num prompt tokens', 'request tokens', 'prompt toks', 'usage sent'],
    ],
  },
  completion_tokens: {
    fits: isWhole,
    names: [
      ...['completion tokens', 'output tokens', 'tokens out', 'out tokens', 'tokens completion'],
      ...[
        'tokens output',
        'usage out',
        'meter out',
        'usage output',
        'usage completion',
        'candidates token count',
      ],
      ...[
        'completion token count',
        'output token count',
        'generated tokens',
        'toks out',
        'tok out',
      ],
      ...['out tok', 'n completion tokens', 'num output tokens', 'num completion tokens'],
      ...['response tokens', 'answer tokens', 'completion toks', 'usage received'],
    ],
  },
  latency_ms: {
    fits: (at) => isNumber(at) && !isTime(at) && numbers(at).every((value) => value >= 0),
    names: [
      ...[
        'latency ms',
        'duration ms',
        'elapsed ms',
        'took ms',
        'response time ms',
        'latency',
        'took',
      ],
      ...[
        'duration',
        'elapsed',
        'response time',
        'total time ms',
        'time ms',
        'total ms',
        'rt ms',
        'ms',
      ],
      ...[
        'latency s',
        'duration s',
        'elapsed s',
        'took s',
        'latency sec',
        'duration sec',
        'elapsed sec',
      ],
      ...[
        'latency seconds',
        'duration seconds',
        'elapsed seconds',
        'latency millis',
        'elapsed time',
      ],
      ...['response time s', 'response ms', 'rt', 'total time', 'processing time', 'processing ms'],
      ...[
        'processing time ms',
        'generation time',
        'generation ms',
        'llm ms',
        'runtime',
        'seconds',
        'secs',
      ],
    ],
  },
  confidence: { fits: isNumber, names: ['mean logprob', 'mean log probability', 'avg logprob'] },
  finish_reason: {
    fits: isName,
    names: ['finish reason', 'stop reason', 'finish', 'done reason', 'finished by'],
  },
  error: {
    fits: isErrorText,
    names: ['error', 'error message', 'error text', 'exception', 'err', 'failure', 'error detail'],
  },
  user_id: {
    fits: isId,
    names: [
      ...['user id', 'customer id', 'user', 'client id', 'member id', 'end user', 'end user id'],
      ...[
        'username',
        'user name',
        'user email',
        'customer',
        'customer email',
        'customer no',
        'account id',
        'account',
      ],
      ...[
        'caller',
        'caller id',
        'visitor id',
        'employee id',
        'requester',
        'requester id',
        'contact',
      ],
      ...[
        'uid',
        'user key',
        'user hash',
        'hashed ip',
        'subscriber',
        'device id',
        'email',
        'tenant user',
      ],
      ...['customer name', 'asked by', 'guest id', 'student id', 'patient id', 'requester email'],
      ...[
        'op',
        'operator id',
        'actor',
        'employee',
        'employee no',
        'staff no',
        'staff id',
        'actor id',
      ],
      ...['employee number', 'user no', 'user ref', 'customer number', 'customer ref', 'login'],
    ],
  },
};

const NO_NAMES: ColumnNames = { fits: () => false, names: [] };

/** What a column is thought to be read from. */
export interface FoundColumn extends Found {
  readonly column: MappedColumn;
  /** What a number is multiplied by to be in the unit of the column. */
  readonly times: number | undefined;
}

/** The columns that the paths give, each path to one of them, the surest first. */
export function columnsIn(
  all: readonly SamplePath[],
  total: number,
  taken: ReadonlySet<SamplePath>,
): FoundColumn[] {
  const able = all.filter(
    (at) => !taken.has(at) && !isListed(at.steps) && at.scalars.length + at.objects > 0,
  );
  const candidates: FoundColumn[] = [];
  for (const column of MAPPED_COLUMNS) {
    const { fits, names } = COLUMNS[column] ?? NO_NAMES;
    for (const at of able) {
      const words = pathWords(at.steps);
      const fit = fitOfNames(words, names, lastWords(at.steps));
      if (isOfAnother(column, words)) continue;
      if (fit === 0 || !fits(at) || (at.scalars.length === 0 && column !== 'error')) continue;
      const score = fit * (0.6 + (0.4 * at.records) / total) - 0.03 * at.steps.length;
      candidates.push(asColumn(column, at, score));
    }
  }
  const chosen: FoundColumn[] = [];
  for (const one of candidates.toSorted((a, b) => b.score - a.score))
    if (!chosen.some(({ column, at }) => column === one.column || at === one.at)) chosen.push(one);
  return columnsByValues(able, total, sessions(settled(chosen, candidates), candidates));
}

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

/** The id of a person is not that of the turn, and the time that a search took not its latency. */
const isOfAnother = (column: MappedColumn, words: readonly string[]): boolean =>
  (column === 'external_id' &&
    words.at(-1) === 'id' &&
    words.slice(0, -1).some((word) => PERSON.test(word))) ||
  (column === 'latency_ms' &&
    words.some((word) => /^(?:retrieval|search|rerank|embedding|tool)$/.test(word)));
const PERSON =
  /^(?:author|user|customer|requester|sender|agent|account|bot|assistant|device|client|member|owner|org|tenant)$/;

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

function unitOf(at: SamplePath): { times: number | undefined; why: string } {
  const words = keyWords(lastKey(at.steps));
  if (words.some((word) => /^(?:ms|msec|millis|milliseconds)$|ms$/.test(word)))
    return { times: undefined, why: 'milliseconds by its name' };
  if (words.some((word) => /^(?:s|sec|secs|seconds)$/.test(word)))
    return { times: 1000, why: 'seconds by its name' };
  if (words.some((word) => /^(?:us|micros|microseconds)$/.test(word)))
    return { times: 0.001, why: 'microseconds by its name' };
  const values = numbers(at);
  const small = values.every((value) => value < 300) && !values.every(Number.isInteger);
  return small
    ? { times: 1000, why: 'seconds by its values' }
    : { times: undefined, why: 'milliseconds by its values' };
}
