import { codePointCounter } from '../pattern.ts';
import { BLANK } from '../tables.ts';
import { supportOf } from '../support.ts';
import type { TurnFunction } from './turn-function.ts';
import { answerParts } from './answer.ts';

/** Of system prompt, questions and tool results the latest so many are read. */
const LATEST = 4;

const BLANKS = `SELECT content_id FROM detect_text WHERE rule_no = ${BLANK}`;

/** Every answered turn that has context gets one row: how little of the answer the context supports. */
export const unsupportedAnswer: TurnFunction = {
  needs: `t.kind = 'model'
    AND t.turn_id IN (SELECT turn_id FROM context_document WHERE content_id NOT IN (${BLANKS}))
    AND t.turn_id IN (
      SELECT turn_id FROM message
      WHERE side = 'output' AND type IN ('text', 'refusal', 'json') AND content_id NOT IN (${BLANKS})
    )`,
  cue: undefined,
  latest: LATEST,
  everyTurn: true,
  judge: ({ parts }, _rule, rarity) => {
    const answers = answerParts(parts).filter(({ passage }) => passage.text.trim() !== '');
    const context = parts.filter(({ side }) => side === 'context').map(({ passage }) => passage);
    const other = parts
      .filter(({ side }) => side === 'input')
      .map(({ passage }) => passage)
      .slice(-LATEST);
    const judged = answers.map((part) => ({
      part,
      support: supportOf(part.passage, { context, other }, rarity),
    }));
    const worst = judged.sort(
      (a, b) =>
        Number(b.support.lane === 'lead') - Number(a.support.lane === 'lead') ||
        b.support.score - a.support.score,
    )[0];
    if (worst === undefined) return [];
    const { part, support } = worst;
    const points = codePointCounter(part.passage.text);
    return [
      {
        side: part.side,
        seq: part.seq,
        part: part.part,
        contentId: part.contentId,
        start: points(support.start),
        end: points(support.end),
        lane: support.lane,
        score: support.score,
        explanation: support.explanation,
      },
    ];
  },
};
