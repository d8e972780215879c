import {
  type Emit,
  type Format,
  type JsonObject,
  type PartFields,
  type TurnFields,
  Unmapped,
} from './format.ts';
import { isList, isObject, listOf, nameOf, objectsOf, restOf } from './json-values.ts';

const ANSWER_TAKEN: ReadonlySet<string> = new Set(['answer_id', 'model_id', 'choices', 'tstamp']);
const CHOICE_TAKEN: ReadonlySet<string> = new Set(['turns', 'index']);
const JUDGMENT_TAKEN: ReadonlySet<string> = new Set([
  ...['judge', 'user_prompt', 'judgment', 'score', 'tstamp'],
  ...['g1_user_prompt', 'g1_judgment', 'g1_winner', 'g2_user_prompt', 'g2_judgment', 'g2_winner'],
]);
const GAMES = ['g1', 'g2'] as const;

/**
 * MT-bench (lm-sys/FastChat, fastchat/llm_judge): questions of several turns, answers of models to them, and judgments on
 * these, each in files of their own. A question is asked in every answer to it. A judgment is the judge's own call, its
 * score a label there and a verdict on the answer.
 */
export const mtBench: Format = {
  id: 'mt-bench',
  title: 'MT-bench questions, answers and judgments',
  recognise(record) {
    if (!('question_id' in record)) return 0;
    if (isAnswer(record) || isJudgment(record)) return 1;
    return isQuestion(record) ? 0.8 : 0;
  },
  map(record, emit) {
    if (isAnswer(record)) mapAnswer(record, emit);
    else if (isJudgment(record)) mapJudgment(record, emit);
    else if (isQuestion(record)) mapQuestion(record, emit);
    else throw new Unmapped('neither a question, an answer nor a judgment');
  },
};

const isAnswer = (record: JsonObject): boolean =>
  'model_id' in record && objectsOf(record.choices).some(({ turns }) => isList(turns));

const isJudgment = (record: JsonObject): boolean =>
  isList(record.judge) && ('judgment' in record || 'g1_judgment' in record);

const isQuestion = (record: JsonObject): boolean =>
  'question_id' in record && 'category' in record && isList(record.turns);

const QUESTION_TAKEN: ReadonlySet<string> = new Set(['question_id', 'turns']);

function mapQuestion(record: JsonObject, emit: Emit): void {
  for (const [turn, text] of listOf(record.turns).entries()) {
    emit.turn({
      kind: 'request',
      capture: 'application',
      half: 'question',
      ...askedIn(record, turn),
      external_id: record.question_id,
      metadata: { ...restOf(record, QUESTION_TAKEN), turn: turn + 1 },
    });
    emit.message('input', 'user', [partOf(text)]);
  }
}

/** What names the question of a turn in every file of the benchmark. */
const askedIn = ({ question_id: id }: JsonObject, turn: number): Partial<TurnFields> => ({
  call_id: nameOf(id) === undefined ? undefined : `${nameOf(id)}/${turn + 1}`,
  call_batch: 'mt-bench',
});

/** How judgments name the answer of a model to one turn of a question. */
function nameOfAnswer(question: unknown, model: unknown, turn: unknown): string | undefined {
  const names = [question, model, turn].map(nameOf);
  return names.includes(undefined) ? undefined : names.join('/');
}

function mapAnswer(record: JsonObject, emit: Emit): void {
  const choices = objectsOf(record.choices);
  if (choices.length < listOf(record.choices).length || !choices.every(hasTurns)) {
    throw new Unmapped('a choice has no list of answers');
  }
  for (const [position, choice] of choices.entries()) {
    const rest = restOf(choice, CHOICE_TAKEN);
    for (const [turn, text] of listOf(choice.turns).entries()) {
      emit.turn({
        capture: 'application',
        // Several choices are as many conversations, each with its own history.
        conversation: conversationOf(record, position),
        conversation_scope: 'file',
        half: 'answer',
        ...askedIn(record, turn),
        // The first choice is the one that is judged.
        known_as:
          position === 0 ? nameOfAnswer(record.question_id, record.model_id, turn + 1) : undefined,
        external_id: record.answer_id,
        started_at: record.tstamp,
        model: record.model_id,
        metadata: {
          ...restOf(record, ANSWER_TAKEN),
          turn: turn + 1,
          ...(choices.length > 1 && { choice: position }),
          ...(turn === 0 && rest && { choice_fields: rest }),
        },
      });
      emit.message('output', 'assistant', [partOf(text)]);
    }
  }
}

const hasTurns = ({ turns }: JsonObject): boolean => isList(turns) && turns.length > 0;

function conversationOf({ answer_id: id }: JsonObject, position: number): string {
  const name = nameOf(id) ?? 'answer';
  return position === 0 ? name : `${name}/${position}`;
}

const partOf = (content: unknown): PartFields => ({
  type: typeof content === 'string' ? 'text' : 'json',
  content,
});

function mapJudgment(record: JsonObject, emit: Emit): void {
  const metadata = { judge: record.judge, ...restOf(record, JUDGMENT_TAKEN) };
  const [judge] = listOf(record.judge);
  const begin = (): void => {
    emit.turn({
      capture: 'application',
      started_at: record.tstamp,
      model: isObject(judge) ? undefined : judge,
      metadata,
    });
  };
  const say = (model: unknown, what: string, value: unknown, comment: unknown): void => {
    const key = nameOfAnswer(record.question_id, model, record.turn ?? 1);
    emit.verdict({ what, value, comment, at: record.tstamp, who: judge, key, key_kind: 'turn' });
  };
  if ('judgment' in record) {
    say(record.model, 'judgment', record.score, record.judgment);
    begin();
    emit.message('input', 'user', [partOf(record.user_prompt ?? null)]);
    emit.message('output', 'assistant', [partOf(record.judgment)]);
    if (record.score !== undefined) emit.label({ what: 'score', value: record.score });
    return;
  }
  // Two models are compared twice, in either order.
  for (const game of GAMES) {
    const winner = record[`${game}_winner`];
    for (const side of ['model_1', 'model_2'] as const) {
      const value =
        winner === 'model_1' || winner === 'model_2' ? (winner === side ? 'won' : 'lost') : winner;
      say(record[side], `judgment of a pair (${game})`, value, record[`${game}_judgment`]);
    }
  }
  for (const game of GAMES) {
    begin();
    emit.message('input', 'user', [partOf(record[`${game}_user_prompt`] ?? null)]);
    emit.message('output', 'assistant', [partOf(record[`${game}_judgment`] ?? null)]);
    emit.label({ what: `${game}_winner`, value: record[`${game}_winner`] });
  }
}
