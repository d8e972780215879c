import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Ref, useMemo } from 'react';
import type { PairVerdict } from '../../../shared/domain/analysis.ts';
import type { PairedTurn } from '../../../shared/domain/comparison.ts';
import { ANSWER_LIMIT, type OpenedPair } from '../../../shared/domain/comparison-screen.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { count } from '../../../shared/text/numbers.ts';
import { verdictWords } from '../../../shared/text/verdict-words.ts';
import { type Stretch, wordDiff } from '../../design/word-diff.ts';
import { keyHint } from '../../commands/table.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Handle } from '../../design/handle.tsx';
import { CodeView } from '../../design/monaco/code-view.tsx';
import { PaneBody } from '../../design/pane.tsx';
import { ToolBar } from '../../design/screen-bar.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { indented } from './structured.ts';
import styles from './compare.module.css';

const verdicts = [
  ['a-better', 'compare.a-better'],
  ['b-better', 'compare.b-better'],
  ['same', 'compare.same'],
  ['both-bad', 'compare.both-bad'],
] as const;

/** Why there is no note yet. */
export const NEEDS_VERDICT = 'A note belongs to a verdict: judge the pair first.';

/** One pair: the question, both answers with what differs in words marked, and the examiner's verdict. */
export function PairView({
  ref,
  ...props
}: {
  opened: OpenedPair;
  of: number;
  showsRaw: boolean;
  onRaw: () => void;
  onVerdict: (verdict: PairVerdict | null) => void;
  onNote: () => void;
  onStep: (by: 1 | -1) => void;
  go: (to: Destination) => void;
  ref: Ref<HTMLDivElement>;
}) {
  const { opened, showsRaw } = props;
  const { dateTimeZoned } = useTimes();
  const { pair, verdict } = opened;
  const diff = useDiff(pair.a.output ?? '', pair.b.output ?? '');
  return (
    <section className={styles['pair']} aria-label={`Pair ${pair.pair}`}>
      <ToolBar
        label="Verdict"
        end={
          <>
            {verdicts.map(([value, command]) => (
              <Button
                key={value}
                isOn={verdict?.verdict === value}
                keyHint={keyHint(command)}
                onPress={() => props.onVerdict(verdict?.verdict === value ? null : value)}
              >
                {verdictWords[value]}
              </Button>
            ))}
            <Button
              icon="note"
              keyHint={keyHint('compare.note')}
              isDisabled={verdict === null}
              reason={NEEDS_VERDICT}
              onPress={props.onNote}
            >
              Note…
            </Button>
            <IconButton label="Previous pair" icon="chevron-up" onPress={() => props.onStep(-1)} />
            <IconButton label="Next pair" icon="chevron-down" onPress={() => props.onStep(1)} />
          </>
        }
      >
        <span className={styles['which']}>
          <b>Pair {count(pair.pair)}</b> <span className="u-quiet">of {count(props.of)}</span>
        </span>
        <span className="u-quiet">
          {pair.identical
            ? 'identical answers'
            : `words changed: ${count(diff.changed.a)} of ${count(diff.words.a)} in A, ${count(diff.changed.b)} of ${count(diff.words.b)} in B`}
        </span>
        <Button isOn={showsRaw} keyHint={keyHint('compare.raw')} onPress={props.onRaw}>
          Raw records
        </Button>
        {verdict === null ? null : (
          <span className="u-quiet">
            {verdictWords[verdict.verdict]}, in {verdict.by}’s opinion, {dateTimeZoned(verdict.at)}
          </span>
        )}
      </ToolBar>
      <div
        ref={ref}
        className={styles['pair-body']}
        data-keys="list"
        role="group"
        aria-label={`Question and answers of pair ${pair.pair}`}
        tabIndex={-1}
      >
        <div className={styles['question']}>
          <span className="u-quiet">Question</span>
          {pair.question === null ? (
            <span className="u-quiet">Neither log holds it.</span>
          ) : (
            <EvidenceText text={pair.question} />
          )}
        </div>
        {verdict?.note == null ? null : (
          <div className={styles['question']}>
            <span className="u-quiet">Note on the verdict</span>
            <EvidenceText text={verdict.note} />
          </div>
        )}
        <div className={styles['answers']}>
          <Answer
            side="A"
            turn={pair.a}
            at={opened.at_a}
            record={opened.record_a}
            marked={diff.a}
            showsRaw={showsRaw}
            go={props.go}
          />
          <Answer
            side="B"
            turn={pair.b}
            at={opened.at_b}
            record={opened.record_b}
            marked={diff.b}
            showsRaw={showsRaw}
            go={props.go}
          />
        </div>
      </div>
    </section>
  );
}

function Answer(props: {
  side: 'A' | 'B';
  turn: PairedTurn;
  at: string | null;
  record: number;
  marked: readonly Stretch[];
  showsRaw: boolean;
  go: (to: Destination) => void;
}) {
  const { side, turn, marked } = props;
  const marks = useMemo(
    () =>
      marked.map((stretch) => ({
        ...stretch,
        kind: side === 'A' ? ('removed' as const) : ('added' as const),
        label: `only in ${side}`,
      })),
    [marked, side],
  );
  const { dateTimeZoned } = useTimes();
  const structured = indented(turn.output ?? '');
  return (
    <article className={styles['answer']} aria-label={`Answer ${side}`}>
      <header className={styles['answer-head']}>
        <span className={styles[`mark-${side}`]} aria-hidden>
          {side}
        </span>
        <Handle
          value={turn.handle}
          onOpen={() =>
            props.go({ screen: 'replay', conversation: turn.handle, turn: turn.turn_id })
          }
        />
        {props.at === null ? null : <span className="u-quiet">{dateTimeZoned(props.at)}</span>}
        <EvidenceText text={turn.model ?? 'no model logged'} isLine />
      </header>
      {props.showsRaw ? (
        <Raw record={props.record} side={side} />
      ) : structured !== null ? (
        <CodeView
          label={`Answer ${side} as JSON, read only`}
          text={structured}
          language="json"
          wrap
        />
      ) : (
        <PaneBody label={`Text of answer ${side}`}>
          <div className={styles['answer-text']}>
            {turn.output === null ? (
              <span className="u-quiet">No answer in the log.</span>
            ) : (
              <EvidenceText text={turn.output} marks={marks} />
            )}
            {turn.length > ANSWER_LIMIT ? (
              <p className="u-quiet">
                The first {count(ANSWER_LIMIT)} of {count(turn.length)} characters; replay shows the
                rest.
              </p>
            ) : null}
          </div>
        </PaneBody>
      )}
    </article>
  );
}

function Raw({ record, side }: { record: number; side: 'A' | 'B' }) {
  const { data, error } = useQuery({
    ...ask.evidence.text.queryOptions({ input: { record_id: record, form: 'indented' } }),
    placeholderData: keepPreviousData,
  });
  if (error !== null)
    return (
      <p className={styles['note']}>The record could not be read. {troubleOf(error).sentence}</p>
    );
  if (data === undefined) return <SkeletonText label={`Record of ${side}`} lines={8} />;
  return (
    <CodeView
      label={`Raw record ${data.place.ordinal} of ${data.place.name}, read only`}
      text={data.text}
      language="json"
      wrap
    />
  );
}

const useDiff = (a: string, b: string) => useMemo(() => wordDiff(a, b), [a, b]);
