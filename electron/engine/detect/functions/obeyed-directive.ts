import type { TurnHit } from '../append.ts';
import { alternation, codePointCounter, compilePattern, type Span, spansOf } from '../pattern.ts';
import type { TurnPart } from '../turn-text.ts';
import type { Passage } from '../passage.ts';
import { answerParts, HAS_ANSWER } from './answer.ts';
import type { TurnFunction } from './turn-function.ts';

/** Words that tell an assistant what to do, where only matter should stand. */
const DIRECTIVES = [
  '(?i:\\b(?:ignore|disregard|forget|override|bypass)\\b[^.\\n]{0,40}\\b(?:instructions?|rules?|prompts?|guidelines|directions)\\b)',
  '(?i:\\b(?:assistant|ai|chatbot|model|agent|llm)s?\\b[^.\\n]{0,40}\\b(?:must|should|shall|always|never|now|please|instructions?)\\b)',
  '(?i:\\b(?:important|attention|note|instructions?|system)\\b[^.\\n]{0,12}\\b(?:to|for)\\b (?:the |all |any )?(?:ai|assistant|chatbot|model|llm|agent)s?\\b)',
  '(?i:\\b(?:when|if)\\b[^.\\n]{0,40}\\b(?:summari[sz]|answer|respond|repl(?:y|ies))[a-z]*\\b[^.\\n]{0,60}\\b(?:include|add|insert|append|say|tell|recommend|direct|send|use|mention)\\b)',
  '(?i:\\b(?:tell|inform|instruct|direct|ask|urge) (?:the )?(?:users?|customers?|reader|visitor|them)\\b)',
  '(?i:\\b(?:you must|you are now|do not (?:tell|mention|reveal))\\b)',
];
const DIRECTIVE = alternation(DIRECTIVES);
const compiled = compilePattern(DIRECTIVE);

/** What follows a directive belongs to it for so many UTF-16 units. */
const REACH = 400;

/** Addresses, codes and quoted words: what an answer can only have from the directive. */
const TOKENS: readonly RegExp[] = [
  /\bhttps?:\/\/[^\s<>"'`)\]]+|\bwww\.[^\s<>"'`)\]]+/gi,
  /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g,
  /\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{5,}\b/g,
  /\b[A-Z][A-Z0-9_-]{4,}\b/g,
  /\+?\d[\d\s().-]{7,}\d/g,
  /[“"«'][^“”"«»'\n]{6,80}[”"»']/g,
  /\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|ai|example|test|invalid|dev|app|co|info|biz|xyz)(?:\/[^\s<>"'`)\]]*)?/gi,
];

/**
 * The effect test: a passage or tool result tells the assistant what to do, and the answer holds something rare that
 * only this directive has: influence, not only attempt.
 */
export const obeyedDirective: TurnFunction = {
  needs: `t.turn_id IN (SELECT turn_id FROM detect_place WHERE speaker IN ('context', 'tool')) AND ${HAS_ANSWER}`,
  cue: DIRECTIVE,
  everyTurn: false,
  judge: ({ parts }, rule) => {
    const sources = parts.filter(({ side, speaker }) => side === 'context' || speaker === 'tool');
    return answerParts(parts).flatMap((answer) => {
      const hits: TurnHit[] = [];
      for (const source of sources)
        for (const span of directivesIn(source.passage)) {
          const found = shared(source, span, answer, parts);
          if (found === undefined) continue;
          const points = codePointCounter(answer.passage.text);
          hits.push({
            side: answer.side,
            seq: answer.seq,
            part: answer.part,
            contentId: answer.contentId,
            start: points(found.start),
            end: points(found.end),
            lane: rule.lane,
            score: 1,
            explanation: `${rule.explanation} Directive: “${source.passage.text.slice(span.start, span.end)}”.`,
          });
        }
      return hits.slice(0, 1);
    });
  },
};

/** Passages are given again and again; what they order is looked for once. */
const known = new WeakMap<Passage, Span[]>();

function directivesIn(passage: Passage): Span[] {
  const spans = known.get(passage) ?? spansOf(compiled, passage.text);
  known.set(passage, spans);
  return spans;
}

/** The first rare token after a directive that the answer holds and nothing else that the turn was given. */
function shared(
  source: TurnPart,
  directive: Span,
  answer: TurnPart,
  parts: readonly TurnPart[],
): Span | undefined {
  const reach = source.passage.text.slice(directive.start, directive.end + REACH);
  const outside =
    source.passage.text.slice(0, directive.start) +
    source.passage.text.slice(directive.end + REACH);
  const given = parts
    .filter((part) => part.side !== 'output' && part.contentId !== source.contentId)
    .map(({ passage }) => passage.text.toLowerCase());
  given.push(outside.toLowerCase());
  const said = answer.passage.text.toLowerCase();
  for (const pattern of TOKENS)
    for (const match of reach.matchAll(pattern)) {
      const token = match[0].replace(/^[“"«']|[”"»'.,;:!?]+$/g, '').toLowerCase();
      if (token.length < 5) continue;
      const at = said.indexOf(token);
      if (at >= 0 && !given.some((text) => text.includes(token)))
        return { start: at, end: at + token.length };
    }
  return undefined;
}
