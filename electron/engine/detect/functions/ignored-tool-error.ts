import { codePointCounter } from '../pattern.ts';
import { answerParts, HAS_ANSWER } from './answer.ts';
import type { TurnFunction } from './turn-function.ts';

/** How tools say that they failed, at the beginning of what they give. */
const FAILED =
  '(?i:^\\s*(?:[{\\[]\\s*)?(?:"?(?:error|errors|exception|fault)"?\\s*[:=]\\s*[^\\s,}nf]|(?:error|exception|traceback|failed|failure|fatal|timeout|timed out)\\b|http(?:/[0-9.]+)? [45][0-9]{2}\\b|[45][0-9]{2} [a-z]|"?(?:is_?error|isError)"?\\s*[:=]\\s*true|"?(?:ok|success)"?\\s*:\\s*false|"?status"?\\s*:\\s*"?(?:error|failed|failure|[45][0-9]{2})))';
const SAYS_SO =
  /\b(?:error|fail|failed|failure|unable|could(?: not|n['’]t)|cannot|can['’]t|unavailable|problem|issue|went wrong|try again|not (?:able|available|found|possible)|no results?|denied|timed? ?out|unsuccessful|sorry|apolog)/i;

/** The last tool result of the turn says that it failed, and the answer goes on without a word of it. */
export const ignoredToolError: TurnFunction = {
  needs: `t.turn_id IN (SELECT turn_id FROM detect_place WHERE speaker = 'tool') AND ${HAS_ANSWER}`,
  cue: FAILED,
  latest: undefined,
  everyTurn: false,
  judge: ({ parts }, rule) => {
    const last = parts.filter(({ side, speaker }) => side === 'input' && speaker === 'tool').at(-1);
    const failure = last === undefined ? undefined : failureIn(last.passage.text);
    const answers = answerParts(parts).filter(({ passage }) => passage.text.trim() !== '');
    const calls = parts.some(({ side, type }) => side === 'output' && type === 'tool_call');
    if (failure === undefined || calls) return [];
    return answers
      .filter(({ passage }) => !SAYS_SO.test(passage.text))
      .map((answer) => {
        const sentence = answer.passage.sentences[0];
        const points = codePointCounter(answer.passage.text);
        return {
          side: answer.side,
          seq: answer.seq,
          part: answer.part,
          contentId: answer.contentId,
          start: points(sentence?.start ?? 0),
          end: points(sentence?.end ?? answer.passage.text.length),
          lane: rule.lane,
          score: 1,
          explanation: `${rule.explanation} The tool said “${failure}”.`,
        };
      });
  },
};

const failed = new RegExp(FAILED.replace(/^\(\?i:(.*)\)$/s, '$1'), 'i');

/** The line that says so, cut at 120 characters. */
function failureIn(text: string): string | undefined {
  if (!failed.test(text)) return undefined;
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > 120 ? `${line.slice(0, 120)} …` : line;
}
