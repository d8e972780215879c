/** The offline evaluation before the update: the same questions to both versions, none about the return period. */
import { DOCUMENTS } from '../pieces/documents.mjs';
import { ALL_TOPICS, lengthen } from './answer.mjs';
import { stream } from './random.mjs';
import { NEW, OLD, iso, seconds } from './schedule.mjs';

export const EVALUATION_COLUMNS = ['question', 'context', 'answer', 'model', 'run_at'];
const STARTED = seconds('2026-04-03T13:30:00Z');
export const QUESTIONS = 140;

export function evaluationRows() {
  const asked = ALL_TOPICS.filter(({ window }) => !window).flatMap((topic) =>
    [...topic.questions, ...(topic.personal ?? []).filter((text) => !text.includes('{'))].map(
      (question) => ({ topic, question }),
    ),
  );
  const chosen = asked.slice(0, QUESTIONS);
  return [OLD, NEW].flatMap((model, run) =>
    chosen.map(({ topic, question }, index) => {
      const random = stream(`evaluation:${question}`);
      const fitting =
        topic.fits?.[question]?.map((number) => topic.answers[number]) ?? topic.answers;
      const core = random.pick(fitting);
      const answer = model === NEW ? lengthen(core, topic.more, random) : core;
      const context = topic.docs.map((id) => DOCUMENTS[id][1]).join('\n\n');
      return [question, context, answer, model, iso(STARTED + run * 1500 + index * 9)];
    }),
  );
}
