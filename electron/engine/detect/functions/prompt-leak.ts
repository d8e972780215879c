import type { TurnHit } from '../append.ts';
import type { Passage } from '../passage.ts';
import { codePointCounter } from '../pattern.ts';
import { RUN_WORDS, runHash } from '../words.ts';
import type { TurnPart } from '../turn-text.ts';
import { mayLeak } from '../leak-candidates.ts';
import { answerParts, HAS_ANSWER } from './answer.ts';
import type { TurnFunction } from './turn-function.ts';

/** Words of a verbatim run that is worth a hit: sentences of this length are not said twice by chance. */
const LEAST_WORDS = 12;
/** From this share of the system text on the leak stands by itself; below it is a lead. */
const FINDING_SHARE = 0.2;

/** A long verbatim run of the system prompt in the answer, which nobody else had said in the turn. */
export const promptLeak: TurnFunction = {
  needs: `t.turn_id IN (SELECT turn_id FROM detect_place WHERE side = 'input' AND speaker = 'system') AND ${HAS_ANSWER}`,
  cue: undefined,
  latest: undefined,
  narrow: mayLeak,
  everyTurn: false,
  judge: ({ parts }) => {
    const systems = parts.filter(({ side, speaker }) => side === 'input' && speaker === 'system');
    const others = parts.filter(
      ({ side, speaker }) => side === 'context' || (side === 'input' && speaker !== 'system'),
    );
    return answerParts(parts).flatMap((answer) => longest(answer, systems, others) ?? []);
  },
};

interface Run {
  readonly firstWord: number;
  readonly words: number;
  readonly system: Passage;
}

function longest(
  answer: TurnPart,
  systems: readonly TurnPart[],
  others: readonly TurnPart[],
): TurnHit | undefined {
  let best: Run | undefined;
  for (const { passage: system } of systems)
    for (const run of answer.passage.letters.mayShareRun(system.letters)
      ? runsOf(answer.passage, system)
      : [])
      if (run.words > (best?.words ?? LEAST_WORDS - 1)) best = run;
  if (best === undefined) return undefined;
  const { words } = answer.passage;
  const hash = runHash(words, best.firstWord);
  if (others.some(({ passage }) => passage.fingerprints.has(hash))) return undefined;
  const { system } = best;
  const leaked = runsOf(answer.passage, system).reduce((sum, { words }) => sum + words, 0);
  const share = Math.min(1, leaked / system.words.count);
  const points = codePointCounter(answer.passage.text);
  return {
    side: answer.side,
    seq: answer.seq,
    part: answer.part,
    contentId: answer.contentId,
    start: points(words.starts[best.firstWord] ?? 0),
    end: points(words.ends[best.firstWord + best.words - 1] ?? 0),
    lane: share >= FINDING_SHARE ? 'finding' : 'lead',
    score: Math.max(0.01, Math.round(share * 100) / 100),
    explanation: `${best.words} words in a row stand in the system prompt; the answer gives ${Math.round(share * 100)} % of it.`,
  };
}

/** Runs of equal words, found by hashes of RUN_WORDS words and then extended. */
function runsOf({ words }: Passage, system: Passage): Run[] {
  const runs: Run[] = [];
  const known = system.fingerprints;
  if (known.size === 0) return runs;
  for (let word = 0; word + RUN_WORDS <= words.count; ) {
    const at = known.get(runHash(words, word));
    let length = 0;
    if (at !== undefined)
      while (
        word + length < words.count &&
        words.stems[word + length] === system.words.stems[at + length]
      )
        length += 1;
    if (length >= RUN_WORDS) {
      runs.push({ firstWord: word, words: length, system });
      word += length;
    } else word += 1;
  }
  return runs;
}
