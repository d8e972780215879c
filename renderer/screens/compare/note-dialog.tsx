import { useState } from 'react';
import type { PairOpinion } from '../../../shared/domain/analysis.ts';
import type { OpenedPair } from '../../../shared/domain/comparison-screen.ts';
import { count } from '../../../shared/text/numbers.ts';
import { textOrNull } from '../../../shared/text/typed-text.ts';
import { opinionWords, verdictWords } from '../../../shared/text/verdict-words.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextArea } from '../../design/field.tsx';
import { useCaseKey } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { leftDrafts } from '../../marks/left-drafts.ts';
import { Standing } from '../../marks/standing.tsx';
import { isSameOpinion, opinionOf } from './compare-words.ts';

const useLeftNote = leftDrafts((text: string) => text.trim() !== '');
/** How the pair was judged when a note that was left was begun. */
const useLeftSeen = leftDrafts<PairOpinion>(() => true);

/** Why a verdict was given. An emptied note is taken off. */
export function NoteDialog(props: {
  pair: OpenedPair['pair'];
  /** As it was when the note was asked for. */
  verdict: NonNullable<OpenedPair['verdict']>;
  /** How the pair is judged by now. */
  now: PairOpinion;
  onNote: (next: PairOpinion, seen: PairOpinion) => Promise<unknown>;
  onClose: () => void;
}) {
  const { pair, verdict, now, onClose } = props;
  const first = verdict.note ?? '';
  // Every comparison numbers its pairs from 1: the turns are what the note is on.
  const key = JSON.stringify([useCaseKey(), pair.a.turn_id, pair.b.turn_id]);
  const [text, setText, forgetText] = useLeftNote(key, first);
  const [isBegun] = useState(text !== first);
  const [leftSeen, setSeen, forgetSeen] = useLeftSeen(key, opinionOf(verdict));
  const seen = isBegun ? leftSeen : opinionOf(verdict);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const isChanged = !isBusy && !isSameOpinion(now, seen);
  const close = (): void => {
    forgetText();
    forgetSeen();
    onClose();
  };
  const submit = (): void => {
    if (isBusy) return;
    setBusy(true);
    const note = textOrNull(text);
    props
      .onNote({ verdict: verdict.verdict, note }, isChanged ? now : seen)
      .then(close, (thrown: unknown) => {
        setBusy(false);
        setError(troubleOf(thrown).sentence);
      });
  };
  const write = (value: string): void => {
    setText(value);
    setSeen(seen);
    setError(undefined);
  };
  return (
    <Dialog
      question={`Why pair ${count(pair.pair)} is judged: ${verdictWords[verdict.verdict]}`}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      isBusy={isBusy}
      actions={
        <Button variant="primary" size="large" type="submit" keyHint="Ctrl Enter" isBusy={isBusy}>
          {isChanged ? 'Replace with yours' : 'Write note'}
        </Button>
      }
    >
      <TextArea
        label="Note"
        autoFocus
        rows={5}
        maxLength={10_000}
        value={text}
        error={error}
        onChange={write}
      />
      {isChanged ? (
        <Standing
          text={opinionWords(now)}
          both={{ yours: text, standing: now.note ?? '', between: '\n\n', onWrite: write }}
          onDrop={close}
        />
      ) : null}
    </Dialog>
  );
}
