import { type Emit, type Format, type JsonObject, type PartFields, Unmapped } from './format.ts';
import { isList, isObject, listOf, nameOf, objectsOf, restOf } from './json-values.ts';

const ANSWER_TAKEN: ReadonlySet<string> = new Set(['answer_id', 'model_id', 'choices', 'tstamp']);
const CHOICE_TAKEN: ReadonlySet<string> = new Set(['turns', 'index']);
const JUDGMENT_TAKEN: ReadonlySet<string> = new Set([
  ...['judge', 'user_prompt', 'judgment', 'score', 'tstamp'],
  ...['g1_user_prompt', 'g1_judgment', 'g1_winner', 'g2_user_prompt', 'g2_judgment', 'g2_winner'],
]);
const GAMES = ['g1', 'g2'] as const;

/**
 * MT-bench (lm-sys/FastChat, fastchat/llm_judge): answers of a model to questions of several turns, and judgments on
 * them. A file of answers holds no questions: each answer is a turn without input. A judgment is the judge's own call,
 * its score a label.
 */
export const mtBench: Format = {
  id: 'mt-bench',
  title: 'MT-bench answers and judgments',
  recognise(record) {
    if (!('question_id' in record)) return 0;
    if (isAnswer(record) || isJudgment(record)) return 1;
    return isQuestion(record) ? 0.8 : 0;
  },
  map(record, emit) {
    if (isAnswer(record)) mapAnswer(record, emit);
    else if (isJudgment(record)) mapJudgment(record, emit);
    else if (isQuestion(record)) {
      throw new Unmapped('a question of the benchmark: the answers to it stand in other files');
    } else throw new Unmapped('neither an answer nor a judgment');
  },
};

const isAnswer = (record: JsonObject): boolean =>
  'model_id' in record && objectsOf(record.choices).some(({ turns }) => isList(turns));

const isJudgment = (record: JsonObject): boolean =>
  isList(record.judge) && ('judgment' in record || 'g1_judgment' in record);

const isQuestion = (record: JsonObject): boolean =>
  'question_id' in record && 'category' in record && isList(record.turns);

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
  if ('judgment' in record) {
    begin();
    emit.message('input', 'user', [partOf(record.user_prompt ?? null)]);
    emit.message('output', 'assistant', [partOf(record.judgment)]);
    if (record.score !== undefined) emit.label({ what: 'score', value: record.score });
    return;
  }
  // Two models are compared twice, in either order.
  for (const game of GAMES) {
    begin();
    emit.message('input', 'user', [partOf(record[`${game}_user_prompt`] ?? null)]);
    emit.message('output', 'assistant', [partOf(record[`${game}_judgment`] ?? null)]);
    emit.label({ what: `${game}_winner`, value: record[`${game}_winner`] });
  }
}
