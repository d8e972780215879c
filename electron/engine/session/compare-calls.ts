import type { ComparisonOutcome } from '../../../shared/domain/job-status.ts';
import { verdictWords } from '../../../shared/text/verdict-words.ts';
import { readActs } from '../analysis/activity-log.ts';
import { analysisOf } from '../analysis/analysis.ts';
import { Refusal } from '../base/errors.ts';
import type { CaseLayout } from '../case/layout.ts';
import { announced, resultDigest } from '../compare/compare-in-case.ts';
import { judgePair } from '../compare/judge-pair.ts';
import { openPair } from '../compare/open-pair.ts';
import { pairPosition, pairRows, pairsLength } from '../compare/pair-rows.ts';
import { suggestSides } from '../compare/suggest-sides.ts';
import { comparisonId, type Sides } from '../compare/working-tables.ts';
import { turnFilter } from '../search/compile.ts';
import type { CaseSession } from './case-session.ts';
import { answered, type CompareCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import { doneIn } from './done-in.ts';
import type { JobRequest } from './jobs.ts';

export const compareCalls = (window: DeskWindow): CompareCalls => ({
  suggestions: (_, signal) =>
    window.read(async (connection) => ({ suggestions: await suggestSides(connection) }), signal),
  start: (sides) =>
    answered(() => {
      turnFilter(sides.a);
      turnFilter(sides.b);
      const begun = window.begin((session) => comparisonJob(session, window.id, sides));
      return { ...begun, id: comparisonId(sides) };
    }),
  again: ({ number }) =>
    answered(() => {
      const past = pastOf(window.layout, number);
      const begun = window.begin((session) => repeatedJob(session, window.id, past));
      return { ...begun, id: comparisonId(past) };
    }),
  result: async ({ id }, signal) =>
    (await window.session.comparisons()).result(window.id, id, signal),
  length: async ({ id, which }, signal) =>
    (await window.session.comparisons()).ask(
      id,
      async (connection) => ({ length: await pairsLength(connection, id, which) }),
      signal,
    ),
  pairs: async ({ id, which, sort, offset, limit }, signal) =>
    (await window.session.comparisons()).ask(
      id,
      async (connection) => ({
        offset,
        rows: await pairRows(connection, id, offset, limit, { which, sort }),
      }),
      signal,
    ),
  position: async ({ id, pair, which, sort }, signal) =>
    (await window.session.comparisons()).ask(
      id,
      async (connection) => ({
        position: await pairPosition(connection, id, pair, { which, sort }),
      }),
      signal,
    ),
  pair: async ({ id, pair }, signal) =>
    (await window.session.comparisons()).ask(
      id,
      (connection) => openPair(connection, id, pair),
      signal,
    ),
  judge: (judgement) =>
    doneIn(window, async (reader) => {
      const { seqs } = await judgePair(reader, judgement);
      const { a, b, verdict } = judgement;
      const said = verdict === null ? 'Took back the verdict' : `Judged ${verdictWords[verdict]}`;
      return { words: `${said}: T-${a} with T-${b}`, handles: [], seqs };
    }),
  list: () =>
    answered(() => ({
      comparisons: analysisOf(readActs(window.layout)).comparisons.map(
        ({ number, a, b, seed, pairs, identical, changed, announced_at, at_done, done_by }) => ({
          number,
          a,
          b,
          seed,
          pairs,
          identical,
          changed,
          announced_at,
          completed_at: at_done,
          by: done_by,
        }),
      ),
    })),
});

function comparisonJob(session: CaseSession, desk: symbol, sides: Sides): JobRequest {
  return {
    ...common(session),
    sameAs: `compare ${session.head.case_id} ${comparisonId(sides)}`,
    async work(job) {
      const comparison = await session.act(() =>
        announced(session.layout.root, sides, async () =>
          (await session.comparisons()).make(desk, sides, job),
        ),
      );
      return { compare: outcome(comparison) };
    },
  };
}

/** Computes a comparison of the log again, which is no act, and says whether its result is the one announced there. */
function repeatedJob(session: CaseSession, desk: symbol, past: Past): JobRequest {
  return {
    ...common(session),
    async work(job) {
      const { a, b, seed } = past;
      const comparisons = await session.comparisons();
      const comparison = await comparisons.make(desk, { a, b, seed }, job);
      comparisons.repeats(comparison.id, {
        number: past.number,
        at: past.at_done,
        agrees: resultDigest(comparison) === past.result_sha256,
      });
      return { compare: outcome(comparison) };
    },
  };
}

const common = ({ head, layout }: CaseSession) =>
  ({
    ofCase: head,
    queue: layout.root,
    kind: 'compare',
    title: 'two sides',
    unit: 'steps',
  }) as const;

const outcome = ({
  id,
  pairs,
  changed,
}: {
  readonly id: string;
  readonly pairs: number;
  readonly changed: number;
}): ComparisonOutcome => ({ id, pairs, changed });

type Past = ReturnType<typeof pastOf>;

function pastOf(layout: CaseLayout, number: number) {
  const past = analysisOf(readActs(layout)).comparisons.find((one) => one.number === number);
  if (past === undefined)
    throw new Refusal('not-found', `The activity log has no comparison ${number}.`);
  return past;
}
